"""What a contract costs over its term: lines that add up, year by year, and side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.pay.arithmetic import RATIO_ONE, divide_rounded_whole, scaled, yuan
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.basis import Basis
from negotiator_desk.pay.checks import NOTHING, check_count

MOST_SCENARIOS = 4
"""Costings that can stand side by side."""


class TermNote(StrEnum):
    """What a reader of the figures must know; each has one plain sentence."""

    ON_COSTS_NOT_ENTERED = "on_costs_not_entered"
    NOTHING_TO_COMPARE = "nothing_to_compare"
    ONLY_IN_TERMS = "only_in_terms"


_NOTES = {
    TermNote.ON_COSTS_NOT_ENTERED: N_(
        "The employer's on-costs were not entered; the figures are pay only."
    ),
    TermNote.NOTHING_TO_COMPARE: N_(
        "Present pay is not known; the base is the pay under these terms, without an increase."
    ),
    TermNote.ONLY_IN_TERMS: N_(
        "The comparison is with recorded pay, which has neither promotions nor yearly items; those "
        "of the terms count in full."
    ),
}


def note_text(note: TermNote) -> str:
    """Return the note as one sentence, translated."""
    return _(_NOTES[note])


@dataclass(frozen=True)
class TermLines:
    """What a contract year, or the term, costs: yuan with two decimals, line by line.

    Attributes:
        base_pay: The pay of the workers on record at the level of present pay.
        increase: What the terms add to it in this year, after the phase-in.
        progression: Growth of output or moves up the grades; 0 without automatic progression.
        cost_of_living: What the clause adds.
        head_count: What those who joined cost less what those who left cost.
        yearly_items: Awards, dividend pools and technology shares.
        on_costs: Name and yuan of each of the employer's on-costs.
    """

    base_pay: Decimal
    increase: Decimal
    progression: Decimal
    cost_of_living: Decimal
    head_count: Decimal
    yearly_items: Decimal
    on_costs: tuple[tuple[str, Decimal], ...] = ()

    @property
    def on_costs_total(self) -> Decimal:
        """Yuan of all on-costs together."""
        return sum((amount for _name, amount in self.on_costs), NOTHING)

    @property
    def pay(self) -> Decimal:
        """Yuan of pay of the workers on record: base, increase, progression, cost of living."""
        return self.base_pay + self.increase + self.progression + self.cost_of_living

    @property
    def total(self) -> Decimal:
        """Yuan of all lines together."""
        return self.pay + self.head_count + self.yearly_items + self.on_costs_total

    @property
    def rise(self) -> Decimal | None:
        """By which part of base pay `pay` lies above it, 4 decimals; None without base pay."""
        if not self.base_pay:
            return None
        more = scaled(self.pay - self.base_pay, 2) * RATIO_ONE
        return Decimal(divide_rounded_whole(more, scaled(self.base_pay, 2))).scaleb(-4)


def sum_of_lines(years: Sequence[TermLines]) -> TermLines:
    """Return the lines of several years together; all have the same on-costs."""
    names = [name for name, _amount in years[0].on_costs]
    return TermLines(
        base_pay=sum((year.base_pay for year in years), NOTHING),
        increase=sum((year.increase for year in years), NOTHING),
        progression=sum((year.progression for year in years), NOTHING),
        cost_of_living=sum((year.cost_of_living for year in years), NOTHING),
        head_count=sum((year.head_count for year in years), NOTHING),
        yearly_items=sum((year.yearly_items for year in years), NOTHING),
        on_costs=tuple(
            (name, sum((year.on_costs[place][1] for year in years), NOTHING))
            for place, name in enumerate(names)
        ),
    )


@dataclass(frozen=True)
class TermPart:
    """One contract year, or the whole term as the sum of its years.

    Attributes:
        number: The contract year, from 1; None = the whole term.
        months: Months it has.
        heads: Workers, 2 decimals: of an average month of the records, with those who joined and
            left; of the term, the mean over its months.
        hours: Productive hours, 2 decimals: paid working hours less those that the terms let be
            paid and not worked.
        present_hours: The same without `Assumptions.hours_lost`.
        lines: With automatic progression.
        lines_without_progression: The same without it.
        present: The same year under what the terms are compared with; None = nothing to compare.
        present_without_progression: That without progression.
    """

    number: int | None
    months: int
    heads: Decimal
    hours: Decimal
    present_hours: Decimal
    lines: TermLines
    lines_without_progression: TermLines
    present: TermLines | None
    present_without_progression: TermLines | None

    @property
    def difference(self) -> Decimal | None:
        """Yuan more than under the present terms, progression on both sides."""
        return None if self.present is None else self.lines.total - self.present.total

    @property
    def difference_without_progression(self) -> Decimal | None:
        """Yuan more than under the present terms, progression on neither side."""
        if self.present_without_progression is None:
            return None
        return self.lines_without_progression.total - self.present_without_progression.total

    @property
    def cost_per_hour(self) -> Decimal | None:
        """Yuan for each productive hour, rounded to the fen; None without hours."""
        return _per_hour(self.lines.total, self.hours)

    @property
    def present_cost_per_hour(self) -> Decimal | None:
        """The same under the present terms; None without hours or nothing to compare."""
        return None if self.present is None else _per_hour(self.present.total, self.present_hours)


@dataclass(frozen=True)
class GroupTerm:
    """The pay of one station or team, after phase-in, growth of output and cost of living.

    Moves up the grades, head count, yearly items and on-costs belong to no group.

    Attributes:
        group: "" for workers without one.
        workers: Workers on record.
        present_monthly: Yuan a month at present; None = nothing to compare.
        monthly: Yuan a month in each contract year.
        yearly: Yuan in each contract year.
    """

    group: str
    workers: int
    present_monthly: Decimal | None
    monthly: tuple[Decimal, ...]
    yearly: tuple[Decimal, ...]

    @property
    def term(self) -> Decimal:
        """Yuan in the whole term."""
        return sum(self.yearly, NOTHING)


@dataclass(frozen=True)
class TermCosting:
    """What terms cost over the term of the contract.

    Attributes:
        years: The contract years.
        term: The sum of its years, line by line.
        groups: Stations or teams as they first appear; those of a year add up to `TermLines.pay` of
            the year when nobody moves up a grade.
        notes: What a reader of the figures must know.
    """

    basis: Basis
    assumptions: Assumptions
    years: tuple[TermPart, ...]
    term: TermPart
    groups: tuple[GroupTerm, ...]
    notes: tuple[TermNote, ...]


class Line(StrEnum):
    """A line of the comparison of scenarios."""

    BASE_PAY = "base_pay"
    INCREASE = "increase"
    PROGRESSION = "progression"
    COST_OF_LIVING = "cost_of_living"
    HEAD_COUNT = "head_count"
    YEARLY_ITEMS = "yearly_items"
    ON_COSTS = "on_costs"
    TOTAL = "total"
    TOTAL_WITHOUT_PROGRESSION = "total_without_progression"
    DIFFERENCE = "difference"
    COST_PER_HOUR = "cost_per_hour"


_LABELS = {
    Line.BASE_PAY: N_("Base pay"),
    Line.INCREASE: N_("Increase"),
    Line.PROGRESSION: N_("Automatic progression"),
    Line.COST_OF_LIVING: N_("Cost-of-living clause"),
    Line.HEAD_COUNT: N_("Joiners and leavers"),
    Line.YEARLY_ITEMS: N_("Yearly items"),
    Line.ON_COSTS: N_("Employer's on-costs"),
    Line.TOTAL: N_("Total"),
    Line.TOTAL_WITHOUT_PROGRESSION: N_("Total without automatic progression"),
    Line.DIFFERENCE: N_("Difference to the present terms"),
    Line.COST_PER_HOUR: N_("Cost of a productive hour"),
}

_VALUES: dict[Line, Callable[[TermPart], Decimal | None]] = {
    Line.BASE_PAY: lambda part: part.lines.base_pay,
    Line.INCREASE: lambda part: part.lines.increase,
    Line.PROGRESSION: lambda part: part.lines.progression,
    Line.COST_OF_LIVING: lambda part: part.lines.cost_of_living,
    Line.HEAD_COUNT: lambda part: part.lines.head_count,
    Line.YEARLY_ITEMS: lambda part: part.lines.yearly_items,
    Line.ON_COSTS: lambda part: part.lines.on_costs_total,
    Line.TOTAL: lambda part: part.lines.total,
    Line.TOTAL_WITHOUT_PROGRESSION: lambda part: part.lines_without_progression.total,
    Line.DIFFERENCE: lambda part: part.difference,
    Line.COST_PER_HOUR: lambda part: part.cost_per_hour,
}


def line_label(line: Line) -> str:
    """Return the line's name, translated."""
    return _(_LABELS[line])


def line_value(part: TermPart, line: Line) -> Decimal | None:
    """Return one line of a contract year or the term, in yuan; None where there is none."""
    return _VALUES[line](part)


@dataclass(frozen=True)
class ComparisonRow:
    """One line of one contract year in every scenario.

    Attributes:
        year: The contract year, from 1; None = the whole term.
        values: Yuan in each scenario; None = it has no such year, or nothing to compare with.
        differs: For each scenario, whether its value is not the first one's.
    """

    year: int | None
    line: Line
    values: tuple[Decimal | None, ...]
    differs: tuple[bool, ...]


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side.

    Attributes:
        basis: Of the first scenario; each of the others has its own, on the same dataset.
        rows: Year by year, line by line, then the term.
    """

    basis: Basis
    scenarios: tuple[TermCosting, ...]
    rows: tuple[ComparisonRow, ...]


def compare(scenarios: tuple[TermCosting, ...]) -> Comparison:
    """Put up to four costings side by side and mark where they differ from the first.

    Raises:
        InputError: None or more than four, or they rest on different datasets.
    """
    check_count(scenarios, _("Scenarios"), least=1, most=MOST_SCENARIOS)
    if len({scenario.basis.dataset_fingerprint for scenario in scenarios}) > 1:
        raise InputError(
            _("Scenarios on different datasets cannot stand side by side."),
            hint=_("Cost them on the same dataset."),
        )
    years = range(1, max(len(scenario.years) for scenario in scenarios) + 1)
    rows = [_row(scenarios, year, line) for year in (*years, None) for line in Line]
    return Comparison(scenarios[0].basis, scenarios, tuple(rows))


def _row(scenarios: tuple[TermCosting, ...], year: int | None, line: Line) -> ComparisonRow:
    values = tuple(_value(scenario, year, line) for scenario in scenarios)
    return ComparisonRow(year, line, values, tuple(value != values[0] for value in values))


def _value(scenario: TermCosting, year: int | None, line: Line) -> Decimal | None:
    if year is None:
        return line_value(scenario.term, line)
    return line_value(scenario.years[year - 1], line) if year <= len(scenario.years) else None


def _per_hour(total: Decimal, hours: Decimal) -> Decimal | None:
    return yuan(divide_rounded_whole(scaled(total, 2) * 100, scaled(hours, 2))) if hours else None
