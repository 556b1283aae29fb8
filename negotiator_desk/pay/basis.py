"""The basis of a result: the facts, the terms, the law and the formula it was worked out with.

Every result of this package holds one, and one cannot be made without naming all four; so a figure
that does not say where it comes from cannot come into being.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.i18n import N_, _
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import Subject, Terms, subject_of
from negotiator_desk.pay.terms_data import terms_fingerprint

FORMULA_VERSION = 3
"""Goes up whenever a formula of this package changes, so that an old costing can be told apart."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


class ComparedWith(StrEnum):
    """What a costing's difference is measured against."""

    NOTHING = "nothing"
    PRESENT_TERMS = "present_terms"
    RECORDED_PAY = "recorded_pay"


@dataclass(frozen=True)
class AreaMinimum:
    """The minimum wage of one tier of areas.

    Attributes:
        areas: Districts and counties it holds for.
        monthly: Yuan a month, full time (N-MW 5).
        hourly: Yuan an hour, part time.
        source: Notice and verification mark.
    """

    areas: tuple[str, ...]
    monthly: Decimal
    hourly: Decimal
    source: str


@dataclass(frozen=True)
class LegalFigures:
    """The figures of one rule pack that pay is held against.

    Attributes:
        rule_pack: The pack's key and the day it is valid from, such as "ningbo 2014-05-01".
        minimum_wages: The highest first; empty where none was read.
        quota_share: Least share of workers able to finish the quota in statutory hours, a part of
            one (NB-W 24: 0.9000); None where the pack has none.
        quota_source: Article and verification mark of `quota_share`; "" without one.
    """

    rule_pack: str
    minimum_wages: tuple[AreaMinimum, ...] = ()
    quota_share: Decimal | None = None
    quota_source: str = ""

    @property
    def monthly_minimum(self) -> Decimal | None:
        """The highest area's minimum wage, yuan a month; None where none was read."""
        return self.minimum_wages[0].monthly if self.minimum_wages else None


class Formula(StrEnum):
    """What a result was worked out by; each has one plain sentence."""

    PIECE_RATES = "piece_rates"
    COMMISSION_SHARES = "commission_shares"
    SKILL_GRADE_WAGES = "skill_grade_wages"
    QUOTA = "quota"
    QUOTA_NEEDED = "quota_needed"
    RATE_NEEDED = "rate_needed"
    HOURLY_EQUIVALENT = "hourly_equivalent"
    AVERAGE_RATE = "average_rate"
    MINIMUM_WAGE = "minimum_wage"
    LABOUR_MINUTE = "labour_minute"
    MINUTE_VALUE = "minute_value"
    ORDER_SHARES = "order_shares"
    STRESS = "stress"
    LADDER = "ladder"
    PROMOTIONS = "promotions"
    CONTRACT_TERM = "contract_term"
    WHO_GAINS = "who_gains"
    ONE_UNIT = "one_unit"
    EQUIVALENCE = "equivalence"

    @property
    def sentence(self) -> str:
        """The formula as one plain sentence, translated."""
        return _(_SENTENCES[self])


_SENTENCES = {
    Formula.PIECE_RATES: N_(
        "Each line pays (rate + allowance) × (units + overtime units × their percent), rounded "
        "to the fen; a month pays its statutory lines, at least the guarantee, and overtime on top."
    ),
    Formula.COMMISSION_SHARES: N_(
        "Each order pays its total less the take, or its fees; a month pays its orders, at least "
        "the guarantees, less deductions within their limit, and what the monthly cap returns."
    ),
    Formula.SKILL_GRADE_WAGES: N_(
        "A month pays the grid's amount for band and skill grade × the performance coefficient, "
        "rounded to the fen, and the allowances; yearly items are added to the year."
    ),
    Formula.QUOTA: N_(
        "The share of workers whose units in statutory hours, at the pace on record, reach the "
        "quota; with the Wilson interval at 95 %."
    ),
    Formula.QUOTA_NEEDED: N_(
        "The highest whole quota that the share of workers which the law asks for reaches in a "
        "shift of statutory hours, at the pace on record."
    ),
    Formula.RATE_NEEDED: N_(
        "The lowest rate at which the share of workers which the law asks for earns more than the "
        "amount in a month of statutory hours, at the pace on record."
    ),
    Formula.HOURLY_EQUIVALENT: N_(
        "Pay that counts towards the minimum wage ÷ statutory hours, over the months whose hours "
        "are on record."
    ),
    Formula.AVERAGE_RATE: N_(
        "Average pay of a unit = pay of all workers and months ÷ units made, overtime included."
    ),
    Formula.MINIMUM_WAGE: N_(
        "Workers with a month whose pay, overtime and excluded allowances left out, is below the "
        "area's monthly minimum."
    ),
    Formula.LABOUR_MINUTE: N_(
        "Rate = hourly wage × standard minutes ÷ 60 × (1 + allowance) ÷ efficiency."
    ),
    Formula.MINUTE_VALUE: N_(
        "Value of a minute = wage bill ÷ (workers × minutes of each × efficiency); a unit costs "
        "value × standard minutes × (1 + allowance)."
    ),
    Formula.ORDER_SHARES: N_(
        "Share of an order = (customer total − worker's pay) ÷ customer total."
    ),
    Formula.STRESS: N_(
        "Twelve months are replayed: each repeats a month on record with its number of orders × "
        "the season's factor, with those who join and leave."
    ),
    Formula.LADDER: N_(
        "Each amount is held against the next lower grade and band and against the legal minimum."
    ),
    Formula.PROMOTIONS: N_(
        "Each year the expected share of each grade moves one grade up; a move costs the "
        "difference of the two amounts."
    ),
    Formula.CONTRACT_TERM: N_(
        "Each contract year costs the year's pay with its progression, head count and adjustments, "
        "and the employer's on-costs; the term is the sum of its years."
    ),
    Formula.WHO_GAINS: N_(
        "Gain = monthly pay under the terms − monthly pay at present, worker by worker."
    ),
    Formula.ONE_UNIT: N_(
        "The yearly cost with one value one step higher, less the yearly cost as it is; both are "
        "worked out in full."
    ),
    Formula.EQUIVALENCE: N_(
        "The largest whole number of steps of each form whose yearly cost stays within the sum."
    ),
}

_OF_SUBJECT = {
    Subject.PIECE_RATES: Formula.PIECE_RATES,
    Subject.COMMISSION_SHARES: Formula.COMMISSION_SHARES,
    Subject.SKILL_GRADE_WAGES: Formula.SKILL_GRADE_WAGES,
}


@dataclass(frozen=True)
class Basis:
    """Where a result's figures come from.

    Attributes:
        dataset_fingerprint: SHA-256 of the dataset's canonical bytes.
        terms_sha256: SHA-256 of the canonical JSON of the terms.
        formula: What the result was worked out by.
        rule_pack: Key and day of the rule pack whose figures pay was held against.
        compared_with: What differences are measured against.
        present_sha256: SHA-256 of the present terms; None if they were not given.
        monthly_minimum: Minimum wage that pay was held against, yuan a month; None if not known.
        formula_version: `FORMULA_VERSION` when it was worked out.
    """

    dataset_fingerprint: str
    terms_sha256: str
    formula: Formula
    rule_pack: str
    compared_with: ComparedWith = ComparedWith.NOTHING
    present_sha256: str | None = None
    monthly_minimum: Decimal | None = None
    formula_version: int = FORMULA_VERSION

    def __post_init__(self) -> None:
        for digest in (self.dataset_fingerprint, self.terms_sha256):
            if not _SHA256.fullmatch(digest):
                raise ValueError("a basis names its dataset and its terms by SHA-256")
        if not self.rule_pack:
            raise ValueError("a basis names its rule pack")

    @property
    def sentence(self) -> str:
        """The formula as one plain sentence, translated."""
        return self.formula.sentence

    @property
    def formula_name(self) -> str:
        """Formula and version, such as "piece_rates/3"."""
        return f"{self.formula.value}/{self.formula_version}"

    def for_formula(self, formula: Formula) -> Basis:
        """Return the basis of a result worked out by another formula from the same inputs."""
        return replace(self, formula=formula)


def basis_of(
    dataset: Dataset,
    terms: Terms,
    law: LegalFigures,
    *,
    formula: Formula | None = None,
    compared_with: ComparedWith = ComparedWith.NOTHING,
    present: Terms | None = None,
) -> Basis:
    """Return the basis of a result on these inputs.

    Args:
        formula: None = the pay formula of the terms' own subject, which must be one that is costed.
    """
    return Basis(
        dataset_fingerprint=dataset.fingerprint,
        terms_sha256=terms_fingerprint(terms),
        formula=formula or _OF_SUBJECT[subject_of(terms)],
        rule_pack=law.rule_pack,
        compared_with=compared_with,
        present_sha256=None if present is None else terms_fingerprint(present),
        monthly_minimum=law.monthly_minimum,
    )
