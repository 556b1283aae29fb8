"""Everything a paper on a costing prints, frozen: the figures, and where each comes from.

A report is made once, in `services.costing_reports`, from the results of `pay`; papers and tables
only write what stands in it. It is plain values throughout: amounts are `Decimal` yuan, shares and
ratios parts of one, days `date`. It has no mandate, no argument and no private trial in it; who
gets which pay is without number and name unless somebody asked for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.plain_values import from_plain, to_plain
from negotiator_desk.drafting.report_sections import (
    GainFigures,
    LadderTable,
    MinimumTable,
    QuotaTable,
    ShareTable,
    TermTable,
    Totals,
    UnitTable,
    WhoGains,
    WorkerLine,
)
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import LANGUAGES, _
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.basis import ComparedWith, Formula
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.pay.plain_data import canonical_sha256
from negotiator_desk.pay.quality import Quality
from negotiator_desk.pay.terms import Terms

FORMAT = 1
"""Version of the data that `CostingReport.to_data` writes."""


class Standing(StrEnum):
    """What the costed terms are at the table."""

    AGREED = "agreed"
    OFFER = "offer"
    PRESENT = "present"


@dataclass(frozen=True)
class Head:
    """What is reported on.

    Attributes:
        side: Who put the offer that the terms are of; None where they are no offer. Likewise
            `round`, `session` (its number) and `on` (day of that session; of an agreement, the
            session in which it was reached).
        made_on: Day of the report in Beijing.
    """

    case_number: str
    case_title: str
    issue_title: str
    standing: Standing
    side: Side | None
    round: int | None
    session: int | None
    on: date | None
    made_on: date


@dataclass(frozen=True)
class Source:
    """The basis that all figures share; each section adds its formula.

    Attributes:
        first_month, last_month: Of the facts; None for a roster.
        rule_pack: Key and day, such as "ningbo 2014-05-01".
        place: Name of its jurisdiction in the report's language.
        assumptions_sha256: Of what is assumed about the contract's term.
        quality: How the worst of the inputs was come by.
        margin: Half the width of a range as a part of an amount, that this quality leaves.
        digits: Significant digits that it allows; None = all.
    """

    dataset_name: str
    dataset_fingerprint: str
    kind: DatasetKind
    rows: int
    workers: int
    months: int
    first_month: date | None
    last_month: date | None
    terms_sha256: str
    present_sha256: str | None
    compared_with: ComparedWith
    rule_pack: str
    place: str
    formula_version: int
    assumptions_sha256: str
    quality: Quality
    margin: Decimal
    digits: int | None


@dataclass(frozen=True)
class CostingReport:
    """A costing, as papers and tables print it.

    Attributes:
        language: What the papers are written in, one of `i18n.LANGUAGES`.
        present: The terms in force; None where none are written down.
        workers: In dataset order with names, otherwise by what they are paid at present.
        has_names: Whether workers have their number, name and group.
    """

    language: str
    head: Head
    source: Source
    terms: Terms
    present: Terms | None
    assumptions: Assumptions
    totals: Totals
    gains: GainFigures | None
    who_gains: WhoGains
    minimum: MinimumTable
    term: TermTable
    units: UnitTable
    quota: QuotaTable | None
    shares: ShareTable | None
    ladder: LadderTable | None
    workers: tuple[WorkerLine, ...]
    has_names: bool

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(self.language)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the report's canonical JSON."""
        return canonical_sha256(self.to_data())

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """What the sections were worked out by, in the order in which they are printed."""
        found = [one.formula for one in (self.totals, self.term, self.units, self.minimum)]
        found.append(self.who_gains.formula)
        if self.quota is not None:
            found += [self.quota.formula, *self.quota.more_formulas]
        found += [one.formula for one in (self.shares, self.ladder) if one is not None]
        return tuple(found)

    def to_data(self) -> dict[str, Any]:
        """Return the report as JSON-ready data."""
        data = to_plain(self)
        assert isinstance(data, dict), "a dataclass is a table"
        return {"format": FORMAT, **data}

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> CostingReport:
        """Return the report that `to_data` wrote.

        Raises:
            InputError: The data is damaged or was written by a newer version.
        """
        if data.get("format") != FORMAT:
            raise InputError(_("This report was saved by a newer version."))
        try:
            return from_plain(CostingReport, {k: v for k, v in data.items() if k != "format"})
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise InputError(_("The saved report is damaged.")) from error
