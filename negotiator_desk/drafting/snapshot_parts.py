"""The parts of a snapshot: parties, settled issues, meetings, what the agreed terms pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from negotiator_desk.bargaining.parties import Origin, Sex
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import _
from negotiator_desk.pay.terms import Subject, Terms, subject_of
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data


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
        present: What is in force before the contract; None where it was not entered.
    """

    position: int
    title: str
    subject: Subject
    terms: Terms
    offer_id: str
    session_number: int
    agreed_on: date
    dataset_fingerprint: str | None = None
    present: Terms | None = None

    def __post_init__(self) -> None:
        if subject_of(self.terms) is not self.subject:
            raise InputError(
                _("Issue “{title}”: its terms are of another subject.").format(title=self.title)
            )


@dataclass(frozen=True)
class JobPay:
    """What the workers of one job are paid in a month, on average of the facts' months.

    Attributes:
        job: A post, an operation, or what else the facts group workers by.
        workers: How many they are; a job of fewer than three is never listed by itself.
        before: Yuan under the present terms; None where there are none.
        after: Yuan under the agreed terms.
    """

    job: str
    workers: int
    before: Decimal | None
    after: Decimal


@dataclass(frozen=True)
class Settlement:
    """What the agreed terms of one issue cost; kept with the draft, not printed in the contract.

    Attributes:
        position: The issue's place in the agenda.
        workers: How many workers the facts cover.
        monthly_total: Yuan a month.
        yearly_difference: Yuan a year against the present terms; None without present terms.
        jobs: What single jobs are paid, for the workers' leaflet.
    """

    position: int
    workers: int
    monthly_total: Decimal
    yearly_difference: Decimal | None
    jobs: tuple[JobPay, ...] = ()


@dataclass(frozen=True)
class SnapshotMeeting:
    """A negotiation session, for the explanation of the draft.

    Attributes:
        held_on: Its day in Beijing.
        agreed: Positions of the issues that were agreed in it.
    """

    number: int
    held_on: date
    place: str
    agreed: tuple[int, ...]


def party_to_data(party: SnapshotParty) -> dict[str, Any]:
    """Return a party as JSON-ready data."""
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


def party_from_data(data: Mapping[str, Any]) -> SnapshotParty:
    """Return the party that `party_to_data` wrote."""
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


def issue_to_data(issue: SnapshotIssue) -> dict[str, Any]:
    """Return a settled issue as JSON-ready data."""
    return {
        "position": issue.position,
        "title": issue.title,
        "terms": terms_to_data(issue.terms),
        "offer_id": issue.offer_id,
        "session_number": issue.session_number,
        "agreed_on": issue.agreed_on.isoformat(),
        "dataset_fingerprint": issue.dataset_fingerprint,
        **({} if issue.present is None else {"present": terms_to_data(issue.present)}),
    }


def issue_from_data(data: Mapping[str, Any]) -> SnapshotIssue:
    """Return the settled issue that `issue_to_data` wrote."""
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
        present=terms_from_data(data["present"]) if "present" in data else None,
    )


def settlement_to_data(line: Settlement) -> dict[str, Any]:
    """Return what an issue costs as JSON-ready data."""
    difference = line.yearly_difference
    return {
        "position": line.position,
        "workers": line.workers,
        "monthly_total": f"{line.monthly_total:.2f}",
        "yearly_difference": None if difference is None else f"{difference:.2f}",
        **({"jobs": [_job_data(job) for job in line.jobs]} if line.jobs else {}),
    }


def _job_data(job: JobPay) -> dict[str, Any]:
    return {
        "job": job.job,
        "workers": job.workers,
        "before": None if job.before is None else f"{job.before:.2f}",
        "after": f"{job.after:.2f}",
    }


def _job(data: Mapping[str, Any]) -> JobPay:
    before = data["before"]
    return JobPay(
        job=data["job"],
        workers=data["workers"],
        before=None if before is None else Decimal(before),
        after=Decimal(data["after"]),
    )


def meeting_to_data(meeting: SnapshotMeeting) -> dict[str, Any]:
    """Return a meeting as JSON-ready data."""
    return {
        "number": meeting.number,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "agreed": list(meeting.agreed),
    }


def meeting_from_data(data: Mapping[str, Any]) -> SnapshotMeeting:
    """Return the meeting that `meeting_to_data` wrote."""
    return SnapshotMeeting(
        number=data["number"],
        held_on=date.fromisoformat(data["held_on"]),
        place=data["place"],
        agreed=tuple(data["agreed"]),
    )


def settlement_from_data(data: Mapping[str, Any]) -> Settlement:
    """Return what `settlement_to_data` wrote."""
    difference = data["yearly_difference"]
    return Settlement(
        position=data["position"],
        workers=data["workers"],
        monthly_total=Decimal(data["monthly_total"]),
        yearly_difference=None if difference is None else Decimal(difference),
        jobs=tuple(_job(job) for job in data.get("jobs", ())),
    )
