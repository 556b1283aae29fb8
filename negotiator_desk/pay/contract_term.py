"""What terms cost over the term of the contract, with and without automatic progression.

N is the number of different months with facts (a roster: 1), m the months of the contract year, P
the present pay of a worker in a month on record (under the present terms, otherwise as recorded,
otherwise under the terms themselves), A the pay under the terms. For each worker and month:

    level    = P + round((A − P) × phase-in of the year)
    grown    = round(level × growth factor)             of piece rates and commission shares
    paid     = round(grown × cost-of-living factor)

Growth and cost-of-living factors compound from year to year and are rounded to 1/10000 once a year:

    growth factor         = factor of the year before × (1 + growth of the year)
    cost-of-living factor = factor of the year before × (1 + adjustment)
    adjustment            = min(cap, pass-through × max(0, rise of prices − threshold))

Moves up the grades (`promotions`) add X a month, exactly: that of the present grid plus the
phase-in of the difference to that of the terms; without a present grid, that of the terms. C is the
cost-of-living factor. The lines of a contract year:

    base pay        = round(Σ P × m ÷ N)
    increase        = round(Σ level × m ÷ N) − base pay
    progression     = round((Σ grown ÷ N + X) × m) − round(Σ level × m ÷ N)
    cost of living  = round((Σ paid ÷ N + X × C) × m) − round((Σ grown ÷ N + X) × m)
    head count      = round((Σ paid ÷ N + X × C) × m × H ÷ h) − round((Σ paid ÷ N + X × C) × m)
    yearly items    = round(yearly items of the terms × m ÷ 12)
    an on-cost      = round(Σ o × (1 + X × C × N ÷ Σ paid) × m ÷ N × H ÷ h)
    o               = round(rate × paid, but at least and at most the limits of the base)

h is the workers of an average month of the records (months of workers ÷ N; a roster's workers), H
those of the contract year: h + joiners − leavers so far, each at the mean pay and on-costs of the
year. Moves up bear the mean on-costs of pay, as it is not known who moves. Yearly items are paid as
agreed from the first year on, without phase-in, clause, head count or on-costs. Without progression
growth factors are 1 and X is 0. The term is the sum of its years, line by line.

    productive hours = H × (248 × 8 − hours lost) × m ÷ 12       to 1/100 hour; N-2175

The comparison is the same year at P: same assumptions, but no hours lost, the present grid's yearly
items and moves, and the cost-of-living clause only if it is in force already. Each **round** is to
the fen, halves away from zero. Growth of output is taken to raise a worker's pay in proportion:
guarantees and tiers are not worked out again.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.apportion import largest_remainder
from negotiator_desk.pay.arithmetic import RATIO_ONE, divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.assumptions import MONTHS_OF_YEAR, WORKING_HOURS, Assumptions
from negotiator_desk.pay.basis import ComparedWith, Formula, LegalFigures, basis_of
from negotiator_desk.pay.costing import comparison, pay
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.promotions import check_grades, moves_so_far
from negotiator_desk.pay.term_levels import Levels, TeamMonths, team_months
from negotiator_desk.pay.term_result import (
    GroupTerm,
    TermCosting,
    TermLines,
    TermNote,
    TermPart,
    sum_of_lines,
)
from negotiator_desk.pay.terms import Terms, WageGrid


def cost_term(
    dataset: Dataset,
    terms: Terms,
    present: Terms | None,
    assumptions: Assumptions,
    law: LegalFigures,
) -> TermCosting:
    """Return what the terms cost in each contract year and over the term.

    Args:
        present: The terms in force; None = compare with recorded pay, if every row says it.

    Raises:
        InputError: The terms cannot be costed on this dataset, more workers leave than there are,
            somebody joins where no pay is on record, or a promotion's grade is not in the grid.
    """
    if isinstance(terms, WageGrid):
        check_grades(terms, assumptions)
    after = dataset.recall(pay, terms).amounts
    compared_with, was = comparison(dataset, present)
    before = after if was is None else was.amounts
    teams = dataset.remember(team_months)
    levels = Levels(before[teams.runs], after[teams.runs], teams.starts, assumptions.on_costs)
    scope = _Scope(max(dataset.months, 1), len(before), assumptions)
    offered, compared = _sides(dataset, terms, present, assumptions)
    years = tuple(
        _year(scope, levels, offered, compared if _known(compared_with) else None, year)
        for year in range(assumptions.years)
    )
    return TermCosting(
        basis=basis_of(
            dataset,
            terms,
            law,
            formula=Formula.CONTRACT_TERM,
            compared_with=compared_with,
            present=present,
        ),
        assumptions=assumptions,
        years=years,
        term=_whole_term(years),
        groups=_group_terms(scope, levels, offered, teams, is_compared=_known(compared_with)),
        notes=_notes(terms, compared_with, assumptions),
    )


@dataclass(frozen=True)
class _Side:
    """What is costed: the terms, or what they are compared with. One value for each contract year.

    Attributes:
        phase_in, growth, living: In 1/10000.
        moves: Fen a month that moves up the grades add, exactly.
        yearly_items: Fen a year.
    """

    phase_in: tuple[int, ...]
    growth: tuple[int, ...]
    living: tuple[int, ...]
    moves: tuple[Fraction, ...]
    yearly_items: int


@dataclass(frozen=True)
class _Scope:
    """Months and heads that the costing is about."""

    months: int
    worker_months: int
    assumptions: Assumptions

    def heads(self, year: int) -> Fraction:
        """Return the workers of a contract year, exactly.

        Raises:
            InputError: There would be fewer than none, or somebody joins nobody.
        """
        added = self.assumptions.heads_added[year]
        heads = Fraction(self.worker_months, self.months) + added
        if heads < 0:
            raise InputError(
                _("Contract year {year}: more workers leave than there are.").format(year=year + 1)
            )
        if added and not self.worker_months:
            raise InputError(_("Nobody is on record whose pay joiners could be costed at."))
        return heads

    def head_factor(self, year: int) -> Fraction:
        """Return the heads of a contract year as a multiple of those on record."""
        heads = self.heads(year)
        return heads * self.months / self.worker_months if self.worker_months else Fraction(1)


def _known(compared_with: ComparedWith) -> bool:
    return compared_with is not ComparedWith.NOTHING


def _sides(
    dataset: Dataset, terms: Terms, present: Terms | None, assumptions: Assumptions
) -> tuple[_Side, _Side]:
    steady = (RATIO_ONE,) * assumptions.years
    still = (Fraction(0),) * assumptions.years
    phase_in = tuple(scaled(part, 4) for part in assumptions.phase_in)
    living = tuple(scaled(factor, 4) for factor in assumptions.cost_of_living_factors)
    clause = assumptions.cost_of_living
    was_moving, moving = still, still
    if isinstance(terms, WageGrid):
        growth = steady
        if assumptions.promotions:
            moving = moves_so_far(dataset, terms, assumptions)
            if isinstance(present, WageGrid):
                was_moving = moves_so_far(dataset, present, assumptions)
                moving = tuple(
                    was + (new - was) * part / RATIO_ONE
                    for was, new, part in zip(was_moving, moving, phase_in, strict=True)
                )
    else:
        growth = tuple(scaled(factor, 4) for factor in assumptions.volume_factors)
    lived = living if clause is not None and clause.in_force else steady
    offered = _Side(phase_in, growth, living, moving, _yearly_items(terms))
    compared = _Side((0,) * assumptions.years, growth, lived, was_moving, _yearly_items(present))
    return offered, compared


def _yearly_items(terms: Terms | None) -> int:
    return scaled(terms.yearly_total, 2) if isinstance(terms, WageGrid) else 0


def _year(
    scope: _Scope, levels: Levels, offered: _Side, compared: _Side | None, year: int
) -> TermPart:
    assumptions = scope.assumptions
    heads = scope.heads(year)
    part_of_year = Fraction(assumptions.year_months[year], MONTHS_OF_YEAR)
    present_hours = heads * WORKING_HOURS * part_of_year
    hours = heads * (WORKING_HOURS - Fraction(assumptions.hours_lost)) * part_of_year
    return TermPart(
        number=year + 1,
        months=assumptions.year_months[year],
        heads=_hundredths(heads),
        hours=_hundredths(hours),
        present_hours=_hundredths(present_hours),
        lines=_lines(scope, levels, offered, year),
        lines_without_progression=_lines(scope, levels, offered, year, moving=False),
        present=None if compared is None else _lines(scope, levels, compared, year),
        present_without_progression=(
            None if compared is None else _lines(scope, levels, compared, year, moving=False)
        ),
    )


def _lines(
    scope: _Scope, levels: Levels, side: _Side, year: int, *, moving: bool = True
) -> TermLines:
    months = scope.assumptions.year_months[year]
    part = Fraction(months, scope.months)
    phase_in, living = side.phase_in[year], side.living[year]
    growth = side.growth[year] if moving else RATIO_ONE
    moves = side.moves[year] if moving else Fraction(0)
    moves_living = moves * living / RATIO_ONE
    paid = levels.level(phase_in, growth, living).total
    exact = paid * part + moves_living * months
    factor = scope.head_factor(year)
    # What the pay comes to with one line after the other.
    steps = [
        _fen(levels.level(0).total * part),
        _fen(levels.level(phase_in).total * part),
        _fen(levels.level(phase_in, growth).total * part + moves * months),
        _fen(exact),
        _fen(exact * factor),
    ]
    base, with_increase, with_progression, with_living, with_heads = steps
    on_top = 1 + moves_living * scope.months / paid if paid else Fraction(1)
    on_costs = levels.on_costs(phase_in, growth, living)
    return TermLines(
        base_pay=yuan(base),
        increase=yuan(with_increase - base),
        progression=yuan(with_progression - with_increase),
        cost_of_living=yuan(with_living - with_progression),
        head_count=yuan(with_heads - with_living),
        yearly_items=yuan(_fen(side.yearly_items * Fraction(months, MONTHS_OF_YEAR))),
        on_costs=tuple(
            (item.name, yuan(_fen(amount * on_top * part * factor)))
            for item, amount in zip(scope.assumptions.on_costs, on_costs, strict=True)
        ),
    )


def _whole_term(years: tuple[TermPart, ...]) -> TermPart:
    months = sum(year.months for year in years)
    heads = sum((Fraction(year.heads) * year.months for year in years), Fraction(0)) / months
    present = [year.present for year in years if year.present is not None]
    without = [
        year.present_without_progression
        for year in years
        if year.present_without_progression is not None
    ]
    return TermPart(
        number=None,
        months=months,
        heads=_hundredths(heads),
        hours=sum((year.hours for year in years), Decimal("0.00")),
        present_hours=sum((year.present_hours for year in years), Decimal("0.00")),
        lines=sum_of_lines([year.lines for year in years]),
        lines_without_progression=sum_of_lines([year.lines_without_progression for year in years]),
        present=sum_of_lines(present) if present else None,
        present_without_progression=sum_of_lines(without) if without else None,
    )


def _group_terms(
    scope: _Scope, levels: Levels, side: _Side, teams: TeamMonths, *, is_compared: bool
) -> tuple[GroupTerm, ...]:
    paid = [
        levels.level(*factors).by_group
        for factors in zip(side.phase_in, side.growth, side.living, strict=True)
    ]
    monthly = [_shared_out(amounts, 1, scope.months) for amounts in paid]
    yearly = [
        _shared_out(amounts, months, scope.months)
        for amounts, months in zip(paid, scope.assumptions.year_months, strict=True)
    ]
    present = _shared_out(levels.level(0).by_group, 1, scope.months)
    return tuple(
        GroupTerm(
            group=name,
            workers=teams.workers[place],
            present_monthly=present[place] if is_compared else None,
            monthly=tuple(amounts[place] for amounts in monthly),
            yearly=tuple(amounts[place] for amounts in yearly),
        )
        for place, name in enumerate(teams.names)
    )


def _shared_out(amounts: tuple[int, ...], months: int, of_months: int) -> list[Decimal]:
    """Return yuan of each group that add up to those of all groups together, rounded once."""
    parts = [amount * months for amount in amounts]
    total = divide_rounded_whole(sum(parts), of_months)
    return [yuan(fen) for fen in largest_remainder(total, parts, of_months)]


def _notes(
    terms: Terms, compared_with: ComparedWith, assumptions: Assumptions
) -> tuple[TermNote, ...]:
    notes = []
    if not assumptions.on_costs:
        notes.append(TermNote.ON_COSTS_NOT_ENTERED)
    if compared_with is ComparedWith.NOTHING:
        notes.append(TermNote.NOTHING_TO_COMPARE)
    if (
        compared_with is ComparedWith.RECORDED_PAY
        and isinstance(terms, WageGrid)
        and (assumptions.promotions or terms.yearly_items)
    ):
        notes.append(TermNote.ONLY_IN_TERMS)
    return tuple(notes)


def _fen(exact: Fraction) -> int:
    return divide_rounded_whole(exact.numerator, exact.denominator)


def _hundredths(exact: Fraction) -> Decimal:
    return Decimal(_fen(exact * 100)).scaleb(-2)
