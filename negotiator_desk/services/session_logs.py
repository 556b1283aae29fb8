"""The log that a session's meeting sheet is sealed to, taken from its record.

What happened after the session was over is no part of its log: an offer of it that is withdrawn in
a later session, or a tentative agreement that is lifted there, leaves its sheet as it is. Nor is
what somebody or something is called later: once a session is over, whoever is on its sheet keeps
the name, the post and the mark of the chief that were sealed, and so do the chair, the parties,
the case and the issues. The record itself shows today's names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.meeting_log import (
    LogAgreement,
    LogEntry,
    LogIssue,
    LogOffer,
    LogPause,
    LogPerson,
    LogTentative,
    SessionLog,
    SheetSnapshot,
)
from negotiator_desk.models.bargaining import NegotiationSession
from negotiator_desk.models.meetings import MeetingSheet
from negotiator_desk.services.session_parts import (
    Attendee,
    RecordedAgreement,
    RecordedOffer,
    SessionRecord,
)
from negotiator_desk.services.session_records import session_record
from negotiator_desk.services.session_states import SessionState


def present_log(session: Session, meeting: NegotiationSession) -> SessionLog:
    """Return the log of a session as a sheet that is sealed now would have it.

    Raises:
        InputError: The snapshot of the session's latest sheet is damaged.
    """
    record = session_record(session, meeting)
    if record.over_since is None:
        return session_log(record)
    latest = session.scalar(
        select(MeetingSheet)
        .where(MeetingSheet.session_id == meeting.id)
        .order_by(MeetingSheet.number.desc())
        .limit(1)
    )
    sealed = None if latest is None else SheetSnapshot.from_data(latest.snapshot).log
    if sealed is not None and sealed.ended_at != record.ended_at:
        # It was sealed while the session went on, or the session was reopened: names could change.
        sealed = None
    return session_log(record, sealed)


def session_log(record: SessionRecord, sealed: SessionLog | None = None) -> SessionLog:
    """Return what a record says, as far as it belongs on a meeting sheet.

    Args:
        sealed: An earlier log of the session, whose names stay; None = all are today's.
    """
    over = record.over_since
    names = _Names(record, sealed)
    return SessionLog(
        case_number=names.case_number,
        case_title=names.case_title,
        number=record.number,
        parties=names.parties,
        held_at=record.held_at,
        ended_at=record.ended_at,
        is_suspended=record.state is SessionState.SUSPENDED,
        place=record.place,
        chair=record.chair,
        chair_name=names.chair_name,
        recorder=record.recorder,
        observers=record.observers,
        people=tuple(names.person(one) for one in record.present),
        agenda=tuple(
            LogIssue(one.issue_id, names.issue(one.issue_id, one.title), one.agreed_in)
            for one in record.agenda
        ),
        matters=record.matters,
        pauses=tuple(LogPause(one.paused_at, one.resumed_at, one.reason) for one in record.pauses),
        offers=_offers(record.offers, over, names),
        agreed=tuple(
            LogAgreement(
                one.issue_id,
                names.issue(one.issue_id, one.issue_title),
                one.side,
                one.round,
                one.offered_in,
                one.terms,
                one.agreed_at,
                names.who_accepted(one),
            )
            for one in record.agreed
        ),
        tentative=tuple(
            LogTentative(
                one.issue_id,
                names.issue(one.issue_id, one.issue_title),
                one.side,
                one.round,
                one.terms,
                one.agreed_at,
            )
            for one in record.tentative
            if _in_session(one.lifted_at, over) is None
        ),
        entries=tuple(
            LogEntry(
                one.id, names.issue(one.issue_id, one.issue_title or ""), one.text, one.written_at
            )
            for one in record.entries
        ),
        minutes=record.minutes,
    )


class _Names:
    """What everybody and everything of a session is called on its sheet.

    Who or what a sealed log has is called as it is there, all else as it is today.
    """

    def __init__(self, record: SessionRecord, sealed: SessionLog | None) -> None:
        self.case_number, self.case_title = record.case_number, record.case_title
        self.parties = (
            record.parties.get(Side.EMPLOYEE, ""),
            record.parties.get(Side.EMPLOYER, ""),
        )
        self.chair_name = record.chair_name
        self._people: dict[str, LogPerson] = {}
        self._issues: dict[str, str] = {}
        self._who_put: dict[str, str] = {}
        self._who_accepted: dict[tuple[str, datetime], str] = {}
        if sealed is None:
            return
        self.case_number, self.case_title = sealed.case_number, sealed.case_title
        self.parties = sealed.parties
        if sealed.chair is record.chair:
            self.chair_name = sealed.chair_name
        self._people = {one.id: one for one in sealed.people}
        self._issues = {one.id: one.title for one in sealed.agenda}
        for of in (sealed.offers, sealed.agreed, sealed.tentative):
            self._issues |= {one.issue_id: one.issue for one in of}
        self._who_put = {one.id: one.speaker for one in sealed.offers}
        self._who_accepted = {(one.issue_id, one.agreed_at): one.speaker for one in sealed.agreed}

    def person(self, one: Attendee) -> LogPerson:
        """Return someone who was there.

        Who is entered afterwards is not the chief beside the one who was it then.
        """
        known = self._people.get(one.representative_id)
        if known is not None:
            return replace(known, arrived_at=one.arrived_at)
        has_chief = any(who.is_chief and who.side is one.side for who in self._people.values())
        return LogPerson(
            id=one.representative_id,
            side=one.side,
            name=one.name,
            post=one.post,
            is_chief=one.is_chief and not has_chief,
            arrived_at=one.arrived_at,
        )

    def issue(self, issue_id: str | None, title: str) -> str:
        """Return the title of an issue; `title` is today's, and what stands for no issue."""
        return title if issue_id is None else self._issues.get(issue_id, title)

    def who_put(self, offer: RecordedOffer) -> str:
        """Return the name of who put an offer."""
        return self._who_put.get(offer.id, offer.speaker)

    def who_accepted(self, agreement: RecordedAgreement) -> str:
        """Return the name of who accepted an offer."""
        key = (agreement.issue_id, agreement.agreed_at)
        return self._who_accepted.get(key, agreement.speaker)


def _offers(
    offers: Iterable[RecordedOffer], over: datetime | None, names: _Names
) -> tuple[LogOffer, ...]:
    packages: dict[str, int] = {}
    found = []
    for one in offers:
        package = None
        if one.is_tied:
            package = packages.setdefault(one.bundle_id, len(packages) + 1)
        found.append(
            LogOffer(
                id=one.id,
                issue_id=one.issue_id,
                issue=names.issue(one.issue_id, one.issue_title),
                side=one.side,
                round=one.round,
                is_binding=one.is_binding,
                package=package,
                terms=one.terms,
                tabled_at=one.tabled_at,
                withdrawn_at=_in_session(one.withdrawn_at, over),
                speaker=names.who_put(one),
            )
        )
    return tuple(found)


def _in_session(moment: datetime | None, over: datetime | None) -> datetime | None:
    """Return a moment if it came before the session was over."""
    return None if moment is None or (over is not None and moment >= over) else moment
