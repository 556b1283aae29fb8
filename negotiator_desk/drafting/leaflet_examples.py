"""Worked examples of the leaflet: what is agreed, put into figures that everybody can check.

One example for each way of paying, with the agreed rates and the rounding of `pay`: to the fen,
halves away from zero; what a cap leaves is cut off below the fen.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from negotiator_desk.drafting.blocks import Content, Form
from negotiator_desk.drafting.fields_english import english_unit
from negotiator_desk.drafting.leaflet_words import LeafletWords
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.values import Figures, decimals_needed
from negotiator_desk.drafting.wording import Tongue
from negotiator_desk.money import FEN, format_amount, round_to_fen
from negotiator_desk.pay.terms import (
    AllowanceGroup,
    CommissionSchedule,
    FeeTable,
    RateTable,
    TakeMethod,
    Tier,
    TierRule,
    WageGrid,
)

PIECES = Decimal(100)
"""Units of the example of piece rates: the amount shows the rate itself."""

ORDER = Decimal(50)
"""Yuan of the example order where no tier asks for another."""

_HUNDRED = Decimal(100)


def worked_examples(
    issue: SnapshotIssue, figures: Figures, words: LeafletWords, letters: int
) -> Iterator[Content]:
    """Yield the example of an issue, a line for each step; none for what is no wage system.

    Args:
        letters: Length to which names are cut, in Chinese letters.
    """
    match issue.terms:
        case RateTable() as table:
            yield from _piece(table, issue, figures, words, letters)
        case CommissionSchedule(fee_table=None) as schedule:
            yield _share(schedule, figures, words)
        case CommissionSchedule(fee_table=FeeTable() as fees):
            yield _fees(fees, figures, words, letters)
        case WageGrid() as grid:
            yield _grid(grid, issue, figures, words, letters)
        case _:
            return


def example_total(schedule: CommissionSchedule) -> Decimal:
    """Return the yuan of the example: inside the second tier, where there is one."""
    ends = [tier.up_to for tier in schedule.tiers if tier.up_to is not None]
    if schedule.method is TakeMethod.FLAT or not ends:
        return ORDER
    if len(ends) == 1:
        return ends[0] * 2
    middle = ((ends[0] + ends[1]) / 2).quantize(Decimal(1), rounding=ROUND_DOWN)
    return middle if ends[0] < middle <= ends[1] else ends[1]


def _piece(
    table: RateTable,
    issue: SnapshotIssue,
    figures: Figures,
    words: LeafletWords,
    letters: int,
) -> Iterator[Content]:
    line = table.rates[0]
    chinese = words.tongue is Tongue.CHINESE
    unit = table.unit if chinese else english_unit(table.unit)
    rate = figures.of(f"rate:{line.operation}", Form.AMOUNT)
    exact = PIECES * line.rate
    step = words.content(
        "piece",
        quantity=str(PIECES),
        unit=unit,
        operation=cut(line.operation, letters),
        rate=rate,
        amount=_yuan(exact),
        rounded=_rounded(exact, words),
    )
    old = present_rates(issue).get(line.operation, line.rate)
    if old != line.rate:
        places = decimals_needed(iter((old,)), 2)
        step += words.content(
            "piece_before", rate=format_amount(old, places=places), amount=_yuan(PIECES * old)
        )
    yield step
    exact = PIECES * line.rate * table.overtime_percents[0] / _HUNDRED
    yield words.content(
        "piece_overtime",
        quantity=str(PIECES),
        rate=rate,
        percent=figures.of("overtime:0", Form.PERCENT),
        amount=_yuan(exact),
        rounded=_rounded(exact, words),
    )


def present_rates(issue: SnapshotIssue) -> dict[str, Decimal]:
    """Return the piece rates in force, yuan a unit by operation; empty where there are none."""
    present = issue.present
    if not isinstance(present, RateTable):
        return {}
    return {one.operation: one.rate for one in present.rates}


def _share(schedule: CommissionSchedule, figures: Figures, words: LeafletWords) -> Content:
    total = example_total(schedule)
    parts: list[Content] = []
    exact = Decimal(0)
    for number, amount in _taken(schedule, total):
        ratio = figures.of(f"tier:{number}", Form.PERCENT)
        parts.append(words.content("part", amount=_yuan(amount), rate=ratio))
        exact += amount * schedule.tiers[number].take_rate
    take = round_to_fen(exact)
    cap = schedule.order_cap
    by_month = schedule.method is TakeMethod.TURNOVER_TIERS
    if cap is not None and not by_month and take > total * cap:
        limit = (total * cap).quantize(FEN, rounding=ROUND_DOWN)
        return words.content(
            "order_capped",
            total=_yuan(total),
            parts=_summed(parts, words),
            take=_yuan(take),
            rounded=_rounded(exact, words),
            cap=figures.of("order_cap", Form.PERCENT),
            limit=_yuan(limit),
            cut="" if limit == total * cap else words("cut"),
            pay=_yuan(total - limit),
        )
    return words.content(
        "month" if by_month else "order",
        total=_yuan(total),
        parts=_summed(parts, words),
        take=_yuan(take),
        rounded=_rounded(exact, words),
        pay=_yuan(total - take),
    )


def _taken(schedule: CommissionSchedule, total: Decimal) -> Iterator[tuple[int, Decimal]]:
    """Yield the tiers that an amount reaches and the yuan that each rate is taken of."""
    last = next(place for place, tier in enumerate(schedule.tiers) if _reaches(tier, total))
    if schedule.tier_rule is TierRule.WHOLE_SLAB:
        yield last, total
        return
    below = Decimal(0)
    for place, tier in enumerate(schedule.tiers[: last + 1]):
        end = total if place == last or tier.up_to is None else tier.up_to
        if end > below:
            yield place, end - below
        below = end


def _reaches(tier: Tier, total: Decimal) -> bool:
    return tier.up_to is None or total <= tier.up_to


def _fees(table: FeeTable, figures: Figures, words: LeafletWords, letters: int) -> Content:
    said: list[str] = []
    keys = ["fee:base"]
    amounts = [table.base_fee]
    for name, tiers in (("distance", table.distance_tiers), ("weight", table.weight_tiers)):
        if tiers:
            number = min(1, len(tiers) - 1)
            end, fee = tiers[number]
            before = tiers[number - 1][0] if number else None
            reach = end if end is not None else (before or Decimal(0)) + 1
            places = decimals_needed(iter((reach,)), 0)
            said.append(words(f"fee_{name}", reach=format_amount(reach, places=places)))
            keys.append(f"fee:{name}:{number}")
            amounts.append(fee)
    if table.time_slots:
        start, end_hour, fee = table.time_slots[0]
        said.append(words("fee_slot", start=str(start), end=str(end_hour)))
        keys.append("fee:slot:0")
        amounts.append(fee)
    if table.categories:
        name, fee = table.categories[0]
        said.append(words("fee_category", name=cut(name, letters)))
        keys.append(f"fee:category:{name}")
        amounts.append(fee)
    parts: list[Content] = [(figures.of(key, Form.AMOUNT),) for key in keys]
    circumstances = words("and").join(said) or words("fee_ordinary")
    if len(parts) == 1:
        return words.content("fee_alone", circumstances=circumstances, amount=parts[0])
    return words.content(
        "fees",
        circumstances=circumstances,
        parts=_summed(parts, words),
        amount=_yuan(sum(amounts, Decimal(0))),
    )


def _grid(
    grid: WageGrid,
    issue: SnapshotIssue,
    figures: Figures,
    words: LeafletWords,
    letters: int,
) -> Content:
    post, band = grid.post_bands[0]
    grade = grid.grades[(len(grid.grades) - 1) // 2]
    mark = next((name for name, factor in grid.coefficients if factor != 1), "")
    cell = figures.of(f"cell:{band}:{grade}", Form.AMOUNT)
    parts: list[Content] = [(cell,)]
    if mark:
        factor = figures.of(f"coefficient:{mark}", Form.AMOUNT)
        parts = [words.content("grid_factor", cell=cell, factor=factor, mark=cut(mark, letters))]
    if _skill_allowance(grid, grade):
        allowance = figures.of(f"allowance:{AllowanceGroup.SKILL.value}:{grade}", Form.AMOUNT)
        parts.append(words.content("grid_allowance", amount=allowance))
    exact = _exact_pay(grid, post, grade, mark)
    assert exact is not None, "the example is one of the grid's own posts and grades"
    is_sum = len(parts) > 1 or bool(mark)
    step = words.content(
        "grid" if is_sum else "grid_alone",
        post=cut(post, letters),
        band=cut(band, letters),
        grade=cut(grade, letters),
        parts=_summed(parts, words),
        amount=_yuan(exact) if is_sum else parts[0],
        rounded=_rounded(exact, words),
    )
    present = issue.present
    before = _exact_pay(present, post, grade, mark) if isinstance(present, WageGrid) else None
    if before is None or round_to_fen(before) == round_to_fen(exact):
        return step
    return (*step, *words.content("grid_before", amount=_yuan(before)))


def _exact_pay(grid: WageGrid, post: str, grade: str, mark: str) -> Decimal | None:
    """Return yuan a month, not rounded; None where the grid has no such post, grade or mark."""
    band = dict(grid.post_bands).get(post)
    factors = dict(grid.coefficients)
    if band is None or grade not in grid.grades or (factors and mark and mark not in factors):
        return None
    cell = grid.cells[grid.bands.index(band)][grid.grades.index(grade)]
    return cell * factors.get(mark, Decimal(1)) + _skill_allowance(grid, grade)


def _skill_allowance(grid: WageGrid, grade: str) -> Decimal:
    return next(
        (
            item.amount
            for item in grid.allowances
            if item.group is AllowanceGroup.SKILL and item.key == grade
        ),
        Decimal(0),
    )


def _summed(parts: list[Content], words: LeafletWords) -> Content:
    found: Content = parts[0]
    for part in parts[1:]:
        found = (*found, words("plus"), *part)
    return found


def _yuan(exact: Decimal) -> str:
    return format_amount(round_to_fen(exact))


def _rounded(exact: Decimal, words: LeafletWords) -> str:
    return "" if round_to_fen(exact) == exact else words("rounded")
