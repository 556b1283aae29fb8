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
from enum import StrEnum
from typing import Any

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.snapshot_parts import (
    Settlement,
    SnapshotIssue,
    SnapshotMeeting,
    SnapshotParty,
    issue_from_data,
    issue_to_data,
    meeting_from_data,
    meeting_to_data,
    party_from_data,
    party_to_data,
    settlement_from_data,
    settlement_to_data,
)
from negotiator_desk.drafting.wording import ContractText, text_from_data, text_to_data
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Subject

FORMAT = 2
"""Version of the data that `Snapshot.to_data` writes; drafts of version 1 are still read.

Version 1 named the clauses by the SHA-256 of their wording; version 2 has the wording itself.
"""


class ContractKind(StrEnum):
    """Which contract is drafted; it decides the title and the order of the chapters."""

    PIECE_RATES = "piece_rates"
    COMMISSION_SHARES = "commission_shares"
    SKILL_GRADE_WAGES = "skill_grade_wages"
    WAGES = "wages"
    COMPREHENSIVE = "comprehensive"
    WOMEN = "women"
    SAFETY = "safety"
    PLATFORM = "platform"
    """Agreement on a platform's rules and algorithms."""
    PLATFORM_MINUTES = "platform_minutes"
    """Minutes of a consultation with a platform, signed by both sides."""


def contract_kind_for(subjects: Iterable[Subject]) -> ContractKind:
    """Return the contract that fits a case: its own kind for one wage subject, else wages."""
    wage_subjects = set(subjects) - {Subject.NUMBER, Subject.TEXT}
    if len(wage_subjects) == 1:
        return ContractKind(wage_subjects.pop().value)
    return ContractKind.WAGES


@dataclass(frozen=True)
class Snapshot:
    """All that a contract of a case prints.

    Attributes:
        title: The case's title.
        jurisdiction: Key of the rule pack, such as "ningbo".
        contract_from: First day of the term; None = not entered yet, which a draft may be without.
        contract_until: Last day of the term; None = not entered yet.
        issues: Settled issues in the order of the agenda.
        version: Number of the draft, from 1.
        drafted_on: Day of drafting in Beijing.
        text: The wording it is composed of; None in a draft from before it was kept, which is
            composed of the library's clauses.
        clauses_sha256: SHA-256 of the wording of such a draft.
        meetings: The negotiation sessions that were held, in order.
        is_final: It is the text to be voted on and signed, not a draft.
    """

    case_number: str
    title: str
    kind: CaseKind
    contract_kind: ContractKind
    jurisdiction: str
    employee: SnapshotParty
    employer: SnapshotParty
    contract_from: date | None
    contract_until: date | None
    issues: tuple[SnapshotIssue, ...]
    version: int
    drafted_on: date
    settlement: tuple[Settlement, ...] | None = None
    clauses_sha256: str = ""
    text: ContractText | None = None
    meetings: tuple[SnapshotMeeting, ...] = ()
    is_final: bool = False

    def __post_init__(self) -> None:
        first, last = self.contract_from, self.contract_until
        if first is not None and last is not None and last < first:
            raise InputError(_("The contract ends before it begins."))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the snapshot's canonical JSON."""
        text = json.dumps(self.to_data(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_data(self) -> dict[str, Any]:
        """Return the snapshot as JSON-ready data."""
        data: dict[str, Any] = {
            "format": 1 if self.text is None else FORMAT,
            "case_number": self.case_number,
            "title": self.title,
            "kind": self.kind.value,
            "contract_kind": self.contract_kind.value,
            "jurisdiction": self.jurisdiction,
            "employee": party_to_data(self.employee),
            "employer": party_to_data(self.employer),
            "contract_from": _day_text(self.contract_from),
            "contract_until": _day_text(self.contract_until),
            "issues": [issue_to_data(issue) for issue in self.issues],
            "version": self.version,
            "drafted_on": self.drafted_on.isoformat(),
            "settlement": None
            if self.settlement is None
            else [settlement_to_data(line) for line in self.settlement],
        }
        if self.clauses_sha256:
            data["clauses_sha256"] = self.clauses_sha256
        if self.text is not None:
            data["text"] = text_to_data(self.text)
            data["meetings"] = [meeting_to_data(meeting) for meeting in self.meetings]
            data["is_final"] = self.is_final
        return data

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> Snapshot:
        """Return the snapshot that `to_data` wrote.

        Raises:
            InputError: The data is damaged or was written by a newer version.
        """
        if data.get("format") not in {1, FORMAT}:
            raise InputError(_("This draft was saved by a newer version."))
        try:
            settlement = data["settlement"]
            return Snapshot(
                case_number=data["case_number"],
                title=data["title"],
                kind=CaseKind(data["kind"]),
                contract_kind=ContractKind(data["contract_kind"]),
                jurisdiction=data["jurisdiction"],
                employee=party_from_data(data["employee"]),
                employer=party_from_data(data["employer"]),
                contract_from=_day(data["contract_from"]),
                contract_until=_day(data["contract_until"]),
                issues=tuple(issue_from_data(item) for item in data["issues"]),
                version=data["version"],
                drafted_on=date.fromisoformat(data["drafted_on"]),
                settlement=None
                if settlement is None
                else tuple(settlement_from_data(line) for line in settlement),
                clauses_sha256=data.get("clauses_sha256", ""),
                text=text_from_data(data["text"]) if "text" in data else None,
                meetings=tuple(meeting_from_data(one) for one in data.get("meetings", ())),
                is_final=data.get("is_final", False),
            )
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise InputError(_("The saved draft is damaged.")) from error


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
