"""The sections of a report on a costing: each has its figures and the formula they came by.

Amounts are yuan with two decimals, shares and ratios parts of one with four. `before` is what the
costing compares with, None where there is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.pay.basis import Formula
from negotiator_desk.pay.gains import FlagKind, GroupKind
from negotiator_desk.pay.groups import Dimension
from negotiator_desk.pay.ladder_fault import LadderFaultKind
from negotiator_desk.pay.quota import QuotaVerdict
from negotiator_desk.pay.term_result import Line, TermNote
from negotiator_desk.pay.terms import PostClass


@dataclass(frozen=True)
class Totals:
    """What all pay comes to; `before` is None where nothing is compared with.

    Attributes:
        items_after: Awards, dividend pools and technology shares of a year, in the yearly total.
        mean_after: Of the workers' monthly pay; likewise `lowest`, `median` and `highest`.
    """

    formula: Formula
    monthly_before: Decimal | None
    monthly_after: Decimal
    yearly_before: Decimal | None
    yearly_after: Decimal
    items_before: Decimal | None
    items_after: Decimal
    mean_before: Decimal | None
    mean_after: Decimal
    lowest_before: Decimal | None
    lowest_after: Decimal
    median_before: Decimal | None
    median_after: Decimal
    highest_before: Decimal | None
    highest_after: Decimal

    @property
    def yearly_difference(self) -> Decimal | None:
        """Yuan a year more than at present."""
        return None if self.yearly_before is None else self.yearly_after - self.yearly_before


@dataclass(frozen=True)
class GainFigures:
    """How workers' monthly pay moves.

    Attributes:
        quantiles: Percent and the gain there, from 0 (least) to 100 (greatest).
        poorest_before: Pay of the worker who is paid least at present, and the same worker's pay
            under the terms.
    """

    formula: Formula
    mean: Decimal
    quantiles: tuple[tuple[int, Decimal], ...]
    gaining: int
    staying: int
    losing: int
    poorest_before: Decimal
    poorest_after: Decimal

    @property
    def least(self) -> Decimal:
        """The least gain."""
        return self.quantiles[0][1]


@dataclass(frozen=True)
class GroupLine:
    """One group of at least three workers; no smaller one is printed."""

    name: str
    kind: GroupKind
    workers: int
    mean_before: Decimal | None
    mean_after: Decimal
    mean_gain: Decimal | None
    least_gain: Decimal | None
    losing: int | None


@dataclass(frozen=True)
class GroupTable:
    """All groups of one dimension, and by how many per cent the worst paid is below the best."""

    dimension: Dimension
    groups: tuple[GroupLine, ...]
    gap_before: Decimal | None
    gap_after: Decimal | None


@dataclass(frozen=True)
class GradeLine:
    """Mean pay of a skill grade as a multiple of that of the next lower one."""

    lower: str
    higher: str
    before: Decimal | None
    after: Decimal | None
    is_inverted: bool


@dataclass(frozen=True)
class FlagLine:
    """A warning: groups as their name and kind."""

    kind: FlagKind
    dimension: Dimension | None
    groups: tuple[tuple[str, GroupKind], ...]
    workers: int


@dataclass(frozen=True)
class WhoGains:
    """Who gains, group by group; `flags` are what must be seen before agreeing."""

    formula: Formula
    tables: tuple[GroupTable, ...]
    steps: tuple[GradeLine, ...]
    flags: tuple[FlagLine, ...]

    def first(self, *dimensions: Dimension) -> GroupTable | None:
        """Return the table of the first of these dimensions that has groups."""
        by_dimension = {table.dimension: table for table in self.tables if table.groups}
        return next((by_dimension[one] for one in dimensions if one in by_dimension), None)


@dataclass(frozen=True)
class AreaLine:
    """Workers with a month below the minimum wage of one tier of areas."""

    areas: tuple[str, ...]
    monthly: Decimal
    source: str
    workers: int
    below_before: int | None
    below_after: int
    months: int
    months_below: int
    lowest: Decimal | None


@dataclass(frozen=True)
class MinimumTable:
    """Workers below the minimum wage; no areas where the rule pack has no minimum wage."""

    formula: Formula
    areas: tuple[AreaLine, ...]


@dataclass(frozen=True)
class TermRow:
    """One line of the contract years: a value for each year, then for the whole term.

    Attributes:
        name: Of an on-cost; "" for every other line.
    """

    line: Line
    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class TermTable:
    """What the contract years cost.

    Attributes:
        months: Of each year, then of the term; `heads` and `hours` likewise.
        difference_without: To the present terms, progression on neither side.
        present_on_costs: Of the whole term under what the terms are compared with, None where
            there is nothing; likewise `present_progression`.
    """

    formula: Formula
    months: tuple[int, ...]
    heads: tuple[Decimal, ...]
    hours: tuple[Decimal, ...]
    rows: tuple[TermRow, ...]
    difference_without: tuple[Decimal | None, ...]
    present_on_costs: Decimal | None
    present_progression: Decimal | None
    notes: tuple[TermNote, ...]

    def of_term(self, line: Line) -> Decimal | None:
        """Return a line's value for the whole term."""
        return next(row.values[-1] for row in self.rows if row.line is line and not row.name)


@dataclass(frozen=True)
class UnitLine:
    """What one step more in one cell costs, yuan a year; None where no step more is allowed."""

    key: str
    yearly: Decimal | None


@dataclass(frozen=True)
class UnitTable:
    """The cost of one unit of each number of the terms.

    Attributes:
        left_out: Numbers of the terms that were too many to be worked out.
    """

    formula: Formula
    lines: tuple[UnitLine, ...]
    left_out: int

    def of(self, key: str) -> Decimal | None:
        """Return what one step more costs; None where it was not worked out."""
        return next((line.yearly for line in self.lines if line.key == key), None)


@dataclass(frozen=True)
class QuotaLine:
    """How many workers finish a quota.

    Attributes:
        operation: "" for all operations together.
        interval: Wilson's at 95 %.
        highest: Highest quota that the law's share attains.
        rate_needed: Rate at which the law's share earns more than the minimum wage.
    """

    operation: str
    quota: int | None
    samples: int
    attained: int
    share: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    verdict: QuotaVerdict
    highest: int | None
    rate_needed: Decimal | None


@dataclass(frozen=True)
class SampleLine:
    """One worker on one operation; `worker` is a running number unless the report has names."""

    worker: str
    operation: str
    units: Decimal
    hours: Decimal
    units_per_shift: Decimal
    quota: int | None
    attained: bool | None


@dataclass(frozen=True)
class QuotaTable:
    """Whether workers can finish the quotas, and the samples that say so.

    Attributes:
        more_formulas: Of the quotas and the rates that would be needed.
    """

    formula: Formula
    more_formulas: tuple[Formula, ...]
    shift_hours: Decimal
    least_share: Decimal | None
    source: str
    lines: tuple[QuotaLine, ...]
    rows_without_hours: int
    samples: tuple[SampleLine, ...]


@dataclass(frozen=True)
class ShareLine:
    """Orders whose platform share is above `above` and at most `up_to`; None = no bound."""

    above: Decimal | None
    up_to: Decimal | None
    before: int | None
    after: int


@dataclass(frozen=True)
class ShareTable:
    """How the platform's share is spread over the orders.

    Attributes:
        share_after: Of all orders together; `settled_after` with what guarantees add and the
            monthly cap returns.
        cap: The cap of one order that the terms have, and how many orders pass it.
    """

    formula: Formula
    orders: int
    without_total: int
    lines: tuple[ShareLine, ...]
    share_before: Decimal | None
    share_after: Decimal | None
    settled_before: Decimal | None
    settled_after: Decimal | None
    cap: Decimal | None
    over_cap: int | None


@dataclass(frozen=True)
class LadderLine:
    """A cell of a wage grid that breaks a rule; as `pay.ladder_fault.LadderFault`."""

    kind: LadderFaultKind
    band: str
    grade: str
    amount: Decimal
    compared_with: Decimal
    needed: Decimal | None
    lower: tuple[str, str] | None
    areas: tuple[str, ...]
    mark: str
    post_class: PostClass | None
    is_hint: bool


@dataclass(frozen=True)
class LadderTable:
    """What a wage grid's ladder breaks.

    Attributes:
        faults: Empty = nothing.
        hint_source: Where the guidance that hints rest on comes from, with its verification mark.
    """

    formula: Formula
    faults: tuple[LadderLine, ...]
    hint_source: str


@dataclass(frozen=True)
class WorkerLine:
    """One worker's monthly pay; `worker`, `name` and `group` are "" in a report without names."""

    worker: str
    name: str
    group: str
    before: Decimal | None
    after: Decimal
