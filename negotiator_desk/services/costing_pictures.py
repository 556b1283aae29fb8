"""What terms mean on a sheet: worked out from the sheet alone, each part when it is asked for.

Nothing here reads the store, so all of it may be asked for again and again while a value moves.
`picture` is what follows a moving hand; the other parts are asked for when it rests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.basis import Basis, Formula, basis_of
from negotiator_desk.pay.contract_term import cost_term
from negotiator_desk.pay.costing import Costing, comparison, cost, pay
from negotiator_desk.pay.distribution import (
    Heads,
    Histogram,
    distribution,
    heads_by_cell,
    nice_edges,
)
from negotiator_desk.pay.equivalence import Equivalence, equivalents
from negotiator_desk.pay.fairness import who_gains
from negotiator_desk.pay.gains import GainBoard
from negotiator_desk.pay.groups import EIGHT_GRADES
from negotiator_desk.pay.ladder_rules import LadderReport, ladder_report
from negotiator_desk.pay.minimum import AreaResult, below_minimum_by_area
from negotiator_desk.pay.promotions import (
    MorePromotions,
    PromotionFlow,
    cost_of_more,
    promotion_flow,
)
from negotiator_desk.pay.quota import QuotaAttainment, quota_attainment
from negotiator_desk.pay.quota_needed import QuotaNeeded, RateNeeded, quota_needed, rate_needed
from negotiator_desk.pay.stress import Movement, Season, StressReplay, replay
from negotiator_desk.pay.term_result import TermCosting
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, Terms, WageGrid
from negotiator_desk.services.costing_sheets import CostingSheet


@dataclass(frozen=True, eq=False)
class Picture:
    """What follows a moving hand.

    Attributes:
        before: Fen a month of each worker, in dataset order; None = nothing to compare with.
        after: The same under the terms.
        histogram_before: The workers by monthly pay, on the same edges as `histogram_after`.
    """

    terms: Terms
    costing: Costing
    before: Whole | None
    after: Whole
    histogram_before: Histogram | None
    histogram_after: Histogram

    @property
    def basis(self) -> Basis:
        """Where the figures come from."""
        return self.costing.basis


@dataclass(frozen=True, eq=False)
class QuotaPicture:
    """Whether the quotas can be met, and what quota and rate the law's share would need."""

    attainment: QuotaAttainment
    quotas: QuotaNeeded
    rates: RateNeeded

    @property
    def quota_of(self) -> Mapping[str, int | None]:
        """Highest quota by operation; None where too few workers are on record to say."""
        return {
            one.operation: one.highest if one.has_enough_samples else None
            for one in self.quotas.operations
        }

    @property
    def rate_of(self) -> Mapping[str, Decimal | None]:
        """Rate needed by operation; None where too few workers are on record to say."""
        return {
            one.operation: one.needed if one.has_enough_samples else None
            for one in self.rates.operations
        }


@dataclass(frozen=True, eq=False)
class PromotionPicture:
    """Who moves up the grades over the term, and what ten more moves from each grade cost."""

    flow: PromotionFlow
    ten_more: tuple[MorePromotions, ...]


def picture(sheet: CostingSheet, terms: Terms, *, edges: Sequence[int] = ()) -> Picture:
    """Return cost, pay of every worker and its distribution.

    Args:
        edges: Of the picture before, so that the bars stay where they are while a value moves;
            replaced when an amount lies outside them.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    facts = sheet.facts
    costing = cost(facts, terms, sheet.present, law=sheet.law)
    after = facts.recall(pay, terms).monthly
    _compared_with, present = comparison(facts, sheet.present)
    before = None if present is None else present.monthly
    columns = [after] if before is None else [before, after]
    if not _hold(edges, columns):
        edges = nice_edges(*columns)
    return Picture(
        terms=terms,
        costing=costing,
        before=before,
        after=after,
        histogram_before=None if before is None else distribution(before, edges),
        histogram_after=distribution(after, edges),
    )


def gain_board(sheet: CostingSheet, terms: Terms) -> GainBoard:
    """Return who gains under the terms against the present.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    compared_with, before = comparison(sheet.facts, sheet.present)
    basis = basis_of(
        sheet.facts,
        terms,
        sheet.law,
        formula=Formula.WHO_GAINS,
        compared_with=compared_with,
        present=sheet.present,
    )
    grades = terms.grades if isinstance(terms, WageGrid) else EIGHT_GRADES
    after = sheet.facts.recall(pay, terms)
    return who_gains(sheet.facts, before, after, basis, year=sheet.year, grades=grades)


def minimum_by_area(sheet: CostingSheet, terms: Terms) -> tuple[AreaResult, ...]:
    """Return who is below the minimum wage of each tier of areas.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    basis = basis_of(sheet.facts, terms, sheet.law, formula=Formula.MINIMUM_WAGE)
    return below_minimum_by_area(sheet.facts.recall(pay, terms), basis, sheet.law)


def term_costing(sheet: CostingSheet, terms: Terms) -> TermCosting:
    """Return what the terms cost over the contract's term, under the sheet's assumptions.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts, or the assumptions do not suit
            them.
    """
    return cost_term(sheet.facts, terms, sheet.present, sheet.assumptions, sheet.law)


def scattergram(sheet: CostingSheet, terms: Terms) -> Heads:
    """Return the workers by cell of the terms.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    return heads_by_cell(sheet.facts, terms)


def quota_picture(sheet: CostingSheet, terms: RateTable) -> QuotaPicture:
    """Return what the records say about the quotas and rates of a rate table.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    return QuotaPicture(
        attainment=quota_attainment(sheet.facts, terms, sheet.law),
        quotas=quota_needed(sheet.facts, terms, sheet.law),
        rates=rate_needed(sheet.facts, terms, sheet.law),
    )


def ladder_picture(sheet: CostingSheet, terms: WageGrid) -> LadderReport:
    """Return what the grid breaks of the rules that the sheet's rule pack has for it.

    Raises:
        InputError: A minimum wage cannot be used.
    """
    return ladder_report(sheet.facts, terms, sheet.law, sheet.ladder)


def promotion_picture(sheet: CostingSheet, terms: WageGrid) -> PromotionPicture:
    """Return the moves up the grades that the sheet's assumptions expect.

    Raises:
        InputError: A promotion's grade is not in the grid.
    """
    return PromotionPicture(
        flow=promotion_flow(sheet.facts, terms, sheet.assumptions, sheet.law),
        ten_more=cost_of_more(sheet.facts, terms, sheet.law),
    )


def same_money(sheet: CostingSheet, terms: Terms, budget: Decimal) -> Equivalence:
    """Return the forms that the same sum a year could take on this issue.

    Args:
        terms: What the sum is added to, usually the present terms.
        budget: Yuan a year.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    return equivalents(sheet.facts, terms, budget, sheet.law, year=sheet.year)


def stressed_year(
    sheet: CostingSheet,
    terms: CommissionSchedule | RateTable,
    season: Season,
    movement: Movement,
    *,
    on_month: Callable[[int], None] | None = None,
) -> StressReplay:
    """Return what the terms pay in twelve months with a season, joiners and leavers.

    Args:
        on_month: Told the number of each month, from 1, before it is worked out. What it raises
            ends the replay.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts, or the season, the joiners or
            the leavers do not suit them.
    """
    return replay(sheet.facts, terms, season, movement, sheet.law, on_month)


def _hold(edges: Sequence[int], columns: Sequence[Whole]) -> bool:
    """Whether every amount lies within the edges."""
    return bool(edges) and all(
        not len(column) or edges[0] <= int(column.min()) <= int(column.max()) < edges[-1]
        for column in columns
    )
