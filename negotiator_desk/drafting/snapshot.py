"""Everything a contract prints, frozen at the moment of drafting.

A snapshot is taken once and kept with the draft: later changes of the case do not reach it, and the
same snapshot always gives the same contract, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from negotiator_desk.bargaining.parties import CaseKind, Origin, Sex
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Subject, Terms, subject_of
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data

FORMAT = 1
"""Version of the data that `Snapshot.to_data` writes."""


class ContractKind(StrEnum):
    """Which contract is drafted; it decides the title and the order of the chapters."""

    PIECE_RATES = "piece_rates"
    COMMISSION_SHARES = "commission_shares"
    SKILL_GRADE_WAGES = "skill_grade_wages"
    WAGES = "wages"


def contract_kind_for(subjects: Iterable[Subject]) -> ContractKind:
    """Return the contract that fits a case: its own kind for one wage subject, else wages."""
    wage_subjects = set(subjects) - {Subject.NUMBER, Subject.TEXT}
    if len(wage_subjects) == 1:
        return ContractKind(wage_subjects.pop().value)
    return ContractKind.WAGES


@dataclass(frozen=True)
class SnapshotRepresentative:
    """Someone in the printed list of representatives."""

    name: str
    post: str
    origin: Origin
    is_chief: bool
    sex: Sex | None = None


@dataclass(frozen=True)
class SnapshotParty:
    """One side as it is named in the contract.

    Attributes:
        head: Legal representative of the employer side, union chair of the employee side.
        chief: Name of the chief representative, or "".
    """

    name: str
    credit_code: str
    address: str
    head: str
    chief: str
    representatives: tuple[SnapshotRepresentative, ...]


@dataclass(frozen=True)
class SnapshotIssue:
    """A settled issue.

    Attributes:
        position: Place in the agenda, from 1.
        terms: What was agreed.
        offer_id: The offer that both sides accepted.
        session_number: Number of the meeting in which they did.
        dataset_fingerprint: SHA-256 of the facts it was costed on; None where there were none.
    """

    position: int
    title: str
    subject: Subject
    terms: Terms
    offer_id: str
    session_number: int
    agreed_on: date
    dataset_fingerprint: str | None = None

    def __post_init__(self) -> None:
        if subject_of(self.terms) is not self.subject:
            raise InputError(
                _("Issue “{title}”: its terms are of another subject.").format(title=self.title)
            )


@dataclass(frozen=True)
class Settlement:
    """What the agreed terms of one issue cost; kept with the draft, not printed in it.

    Attributes:
        position: The issue's place in the agenda.
        workers: How many workers the facts cover.
        monthly_total: Yuan a month.
        yearly_difference: Yuan a year against the present terms; None without present terms.
    """

    position: int
    workers: int
    monthly_total: Decimal
    yearly_difference: Decimal | None


@dataclass(frozen=True)
class Snapshot:
    """All that a contract of a case prints.

    Attributes:
        title: The case's title.
        jurisdiction: Key of the rule pack, such as "ningbo".
        contract_from: First day of the term.
        contract_until: Last day of the term.
        issues: Settled issues in the order of the agenda.
        version: Number of the draft, from 1.
        drafted_on: Day of drafting in Beijing.
        clauses_sha256: SHA-256 of the wording it is composed with, from `compose.clauses_sha256`;
            "" in a draft from before it was kept.
    """

    case_number: str
    title: str
    kind: CaseKind
    contract_kind: ContractKind
    jurisdiction: str
    employee: SnapshotParty
    employer: SnapshotParty
    contract_from: date
    contract_until: date
    issues: tuple[SnapshotIssue, ...]
    version: int
    drafted_on: date
    settlement: tuple[Settlement, ...] | None = None
    clauses_sha256: str = ""

    def __post_init__(self) -> None:
        if self.contract_until < self.contract_from:
            raise InputError(_("The contract ends before it begins."))
        if not self.issues:
            raise InputError(_("Nothing is agreed yet, so there is no contract to draft."))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the snapshot's canonical JSON."""
        text = json.dumps(self.to_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_data(self) -> dict[str, Any]:
        """Return the snapshot as JSON-ready data."""
        data: dict[str, Any] = {
            "format": FORMAT,
            "case_number": self.case_number,
            "title": self.title,
            "kind": self.kind.value,
            "contract_kind": self.contract_kind.value,
            "jurisdiction": self.jurisdiction,
            "employee": _party_data(self.employee),
            "employer": _party_data(self.employer),
            "contract_from": self.contract_from.isoformat(),
            "contract_until": self.contract_until.isoformat(),
            "issues": [_issue_data(issue) for issue in self.issues],
            "version": self.version,
            "drafted_on": self.drafted_on.isoformat(),
            "settlement": None
            if self.settlement is None
            else [_settlement_data(line) for line in self.settlement],
        }
        if self.clauses_sha256:
            data["clauses_sha256"] = self.clauses_sha256
        return data

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> Snapshot:
        """Return the snapshot that `to_data` wrote.

        Raises:
            InputError: The data is damaged or was written by a newer version.
        """
        if data.get("format") != FORMAT:
            raise InputError(_("This draft was saved by a newer version."))
        settlement = data["settlement"]
        try:
            return Snapshot(
                case_number=data["case_number"],
                title=data["title"],
                kind=CaseKind(data["kind"]),
                contract_kind=ContractKind(data["contract_kind"]),
                jurisdiction=data["jurisdiction"],
                employee=_party(data["employee"]),
                employer=_party(data["employer"]),
                contract_from=date.fromisoformat(data["contract_from"]),
                contract_until=date.fromisoformat(data["contract_until"]),
                issues=tuple(_issue(item) for item in data["issues"]),
                version=data["version"],
                drafted_on=date.fromisoformat(data["drafted_on"]),
                settlement=None
                if settlement is None
                else tuple(_settlement(line) for line in settlement),
                clauses_sha256=data.get("clauses_sha256", ""),
            )
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise InputError(_("The saved draft is damaged.")) from error


def _party_data(party: SnapshotParty) -> dict[str, Any]:
    return {
        "name": party.name,
        "credit_code": party.credit_code,
        "address": party.address,
        "head": party.head,
        "chief": party.chief,
        "representatives": [
            {
                "name": person.name,
                "post": person.post,
                "origin": person.origin.value,
                "is_chief": person.is_chief,
                "sex": None if person.sex is None else person.sex.value,
            }
            for person in party.representatives
        ],
    }


def _party(data: Mapping[str, Any]) -> SnapshotParty:
    return SnapshotParty(
        name=data["name"],
        credit_code=data["credit_code"],
        address=data["address"],
        head=data["head"],
        chief=data["chief"],
        representatives=tuple(
            SnapshotRepresentative(
                name=person["name"],
                post=person["post"],
                origin=Origin(person["origin"]),
                is_chief=person["is_chief"],
                sex=None if person["sex"] is None else Sex(person["sex"]),
            )
            for person in data["representatives"]
        ),
    )


def _issue_data(issue: SnapshotIssue) -> dict[str, Any]:
    return {
        "position": issue.position,
        "title": issue.title,
        "terms": terms_to_data(issue.terms),
        "offer_id": issue.offer_id,
        "session_number": issue.session_number,
        "agreed_on": issue.agreed_on.isoformat(),
        "dataset_fingerprint": issue.dataset_fingerprint,
    }


def _issue(data: Mapping[str, Any]) -> SnapshotIssue:
    terms = terms_from_data(data["terms"])
    return SnapshotIssue(
        position=data["position"],
        title=data["title"],
        subject=subject_of(terms),
        terms=terms,
        offer_id=data["offer_id"],
        session_number=data["session_number"],
        agreed_on=date.fromisoformat(data["agreed_on"]),
        dataset_fingerprint=data["dataset_fingerprint"],
    )


def _settlement_data(line: Settlement) -> dict[str, Any]:
    difference = line.yearly_difference
    return {
        "position": line.position,
        "workers": line.workers,
        "monthly_total": f"{line.monthly_total:.2f}",
        "yearly_difference": None if difference is None else f"{difference:.2f}",
    }


def _settlement(data: Mapping[str, Any]) -> Settlement:
    difference = data["yearly_difference"]
    return Settlement(
        position=data["position"],
        workers=data["workers"],
        monthly_total=Decimal(data["monthly_total"]),
        yearly_difference=None if difference is None else Decimal(difference),
    )
