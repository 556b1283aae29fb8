"""What is assumed about a contract's term, in the words of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from negotiator_desk.drafting.blocks import Form
from negotiator_desk.drafting.report_figures import agreed, count, percent
from negotiator_desk.drafting.report_words import Words
from negotiator_desk.drafting.values import write_value
from negotiator_desk.pay.assumptions import Assumptions, CostOfLiving, OnCost
from negotiator_desk.pay.checks import ONE


def assumption_clauses(words: Words, assumptions: Assumptions) -> Iterator[str]:
    """Yield what was assumed, each as a clause; what assumes nothing is left out."""
    yield words("assume_months", months=assumptions.months)
    if any(part != ONE for part in assumptions.phase_in):
        yield words("assume_phase_in", parts=_percents(words, assumptions.phase_in))
    for item in assumptions.on_costs:
        yield _on_cost(words, item)
    if any(assumptions.inflation):
        yield words("assume_inflation", parts=_percents(words, assumptions.inflation))
    if assumptions.cost_of_living is not None:
        yield _clause(words, assumptions.cost_of_living)
    for key, heads in (("joiners", assumptions.joiners), ("leavers", assumptions.leavers)):
        if any(heads):
            yield words(f"assume_{key}", parts=words.names(count(number) for number in heads))
    if any(assumptions.volume_growth):
        yield words("assume_growth", parts=_percents(words, assumptions.volume_growth))
    for promotion in assumptions.promotions:
        share = percent(promotion.share)
        yield words("assume_promotion", grade=promotion.grade, share=share)
    if assumptions.hours_lost:
        yield words("assume_hours_lost", hours=agreed(assumptions.hours_lost))


def phase_in_clauses(words: Words, phase_in: Sequence[Decimal]) -> Iterator[str]:
    """Yield which part of the increase each year pays; years that pay the same stand together."""
    runs = [(part, len(list(years))) for part, years in groupby(phase_in)]
    first = 1
    for place, (part, years) in enumerate(runs, start=1):
        last = first + years - 1
        text = write_value(part, Form.PERCENT)
        if len(runs) == 1:
            yield words("phase_only", part=text)
        elif place == len(runs):
            key = "phase_from_whole" if part == ONE else "phase_from"
            yield words(key, number=first, part=text)
        elif years == 1:
            yield words("phase_year", number=first, part=text)
        else:
            yield words("phase_years", first=first, last=last, part=text)
        first = last + 1


def _on_cost(words: Words, item: OnCost) -> str:
    limits = []
    if item.base_least is not None:
        limits.append(words("assume_base_from", least=agreed(item.base_least)))
    if item.base_most is not None:
        limits.append(words("assume_base_to", most=agreed(item.base_most)))
    if not limits:
        return words("assume_on_cost", name=item.name, rate=percent(item.rate))
    base = words.names(limits)
    return words("assume_on_cost_base", name=item.name, rate=percent(item.rate), base=base)


def _clause(words: Words, clause: CostOfLiving) -> str:
    cap = "" if clause.cap is None else words("assume_clause_cap", cap=percent(clause.cap))
    return words(
        "assume_clause",
        threshold=percent(clause.threshold),
        pass_through=percent(clause.pass_through),
        cap=cap,
        in_force=words("assume_clause_in_force") if clause.in_force else "",
    )


def _percents(words: Words, parts: Sequence[Decimal]) -> str:
    return words.names(percent(part) for part in parts)
