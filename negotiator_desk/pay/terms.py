"""Terms: the typed values an issue can take. Each checks itself when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.checks import check_decimal, check_name, plain_text
from negotiator_desk.pay.terms_commission import (
    LARGEST_BOUND,
    MOST_TIERS,
    CommissionSchedule,
    FeeTable,
    TakeMethod,
    Tier,
    TierRule,
    slot_hours,
)
from negotiator_desk.pay.terms_evaluation import Factor, JobEvaluation
from negotiator_desk.pay.terms_piece import LARGEST_RATE, PieceRate, RateTable, UnitAllowance
from negotiator_desk.pay.terms_wages import (
    Allowance,
    AllowanceGroup,
    PostClass,
    WageGrid,
    YearlyItem,
    YearlyKind,
)

__all__ = [
    "LARGEST_BOUND",
    "LARGEST_NUMBER",
    "LARGEST_RATE",
    "LONGEST_TERM_TEXT",
    "MOST_TIERS",
    "Allowance",
    "AllowanceGroup",
    "CommissionSchedule",
    "Factor",
    "FeeTable",
    "JobEvaluation",
    "NumberTerm",
    "PieceRate",
    "PostClass",
    "RateTable",
    "Subject",
    "TakeMethod",
    "Terms",
    "TextTerm",
    "Tier",
    "TierRule",
    "UnitAllowance",
    "WageGrid",
    "YearlyItem",
    "YearlyKind",
    "slot_hours",
    "subject_of",
]

LARGEST_NUMBER = Decimal(1_000_000_000_000)
"""The largest number a number term can have, on either side of zero."""

LONGEST_TERM_TEXT = 20_000
"""Characters of a term in words."""


class Subject(StrEnum):
    """What an issue is about, and so what kind of terms it takes."""

    PIECE_RATES = "piece_rates"
    COMMISSION_SHARES = "commission_shares"
    SKILL_GRADE_WAGES = "skill_grade_wages"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True)
class NumberTerm:
    """A term that is one number: days of leave, a percentage, an amount.

    Attributes:
        value: 4 decimals.
        unit: What is counted, such as 天 or 元/月.
    """

    value: Decimal
    unit: str

    def __post_init__(self) -> None:
        check_decimal(
            self.value,
            _("Value of the term"),
            places=4,
            lowest=-LARGEST_NUMBER,
            highest=LARGEST_NUMBER,
        )
        check_name(self.unit, _("Unit"))


@dataclass(frozen=True)
class TextTerm:
    """A term in words, of one or more lines."""

    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InputError(_("The text of the term is missing."))
        if len(self.text) > LONGEST_TERM_TEXT:
            sentence = _("The text of the term is longer than {longest} characters.")
            raise InputError(sentence.format(longest=LONGEST_TERM_TEXT))
        if any(line != plain_text(line) for line in self.text.replace("\t", " ").split("\n")):
            raise InputError(_("The text of the term has control characters."))


Terms = RateTable | CommissionSchedule | WageGrid | NumberTerm | TextTerm


def subject_of(terms: Terms) -> Subject:
    """Return the subject that these terms belong to."""
    match terms:
        case RateTable():
            return Subject.PIECE_RATES
        case CommissionSchedule():
            return Subject.COMMISSION_SHARES
        case WageGrid():
            return Subject.SKILL_GRADE_WAGES
        case NumberTerm():
            return Subject.NUMBER
        case TextTerm():
            return Subject.TEXT
