"""The log that a session's meeting sheet is sealed to, taken from its record.

What happened after the session was over is no part of its log: an offer of it that is withdrawn in
a later session, or a tentative agreement that is lifted there, leaves its sheet as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

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
)
from negotiator_desk.services.session_parts import RecordedOffer, SessionRecord
from negotiator_desk.services.session_states import SessionState


def session_log(record: SessionRecord) -> SessionLog:
    """Return what a record says, as far as it belongs on a meeting sheet."""
    over = record.over_since
    return SessionLog(
        case_number=record.case_number,
        case_title=record.case_title,
        number=record.number,
        parties=(
            record.parties.get(Side.EMPLOYEE, ""),
            record.parties.get(Side.EMPLOYER, ""),
        ),
        held_at=record.held_at,
        ended_at=record.ended_at,
        is_suspended=record.state is SessionState.SUSPENDED,
        place=record.place,
        chair=record.chair,
        chair_name=record.chair_name,
        recorder=record.recorder,
        observers=record.observers,
        people=tuple(
            LogPerson(
                one.representative_id, one.side, one.name, one.post, one.is_chief, one.arrived_at
            )
            for one in record.present
        ),
        agenda=tuple(LogIssue(one.issue_id, one.title, one.agreed_in) for one in record.agenda),
        matters=record.matters,
        pauses=tuple(LogPause(one.paused_at, one.resumed_at, one.reason) for one in record.pauses),
        offers=_offers(record.offers, over),
        agreed=tuple(
            LogAgreement(
                one.issue_id,
                one.issue_title,
                one.side,
                one.round,
                one.offered_in,
                one.terms,
                one.agreed_at,
                one.speaker,
            )
            for one in record.agreed
        ),
        tentative=tuple(
            LogTentative(
                one.issue_id, one.issue_title, one.side, one.round, one.terms, one.agreed_at
            )
            for one in record.tentative
            if _in_session(one.lifted_at, over) is None
        ),
        entries=tuple(
            LogEntry(one.id, one.issue_title or "", one.text, one.written_at)
            for one in record.entries
        ),
        minutes=record.minutes,
    )


def _offers(offers: Iterable[RecordedOffer], over: datetime | None) -> tuple[LogOffer, ...]:
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
                issue=one.issue_title,
                side=one.side,
                round=one.round,
                is_binding=one.is_binding,
                package=package,
                terms=one.terms,
                tabled_at=one.tabled_at,
                withdrawn_at=_in_session(one.withdrawn_at, over),
                speaker=one.speaker,
            )
        )
    return tuple(found)


def _in_session(moment: datetime | None, over: datetime | None) -> datetime | None:
    """Return a moment if it came before the session was over."""
    return None if moment is None or (over is not None and moment >= over) else moment
