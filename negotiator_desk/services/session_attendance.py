"""Attendance at a negotiation session: who came and when, marked by hand or by scanning a badge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.bargaining import Agreement, Attendance, NegotiationSession, Offer
from negotiator_desk.models.case import Party, Representative
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.lookup import find_open_case, find_session
from negotiator_desk.storage.ids import new_id
from negotiator_desk.times import CHINA_TIME


@dataclass(frozen=True)
class Arrival:
    """That a representative is on record as present.

    Attributes:
        arrived_at: None where the record only says that the representative was there.
        is_new: False where that was on record already, and nothing was changed.
    """

    representative_id: str
    name: str
    side: Side
    arrived_at: datetime | None
    is_new: bool


def scan_badge(desk: Desk, session_id: str, typed: str) -> Outcome[Arrival]:
    """Mark whoever's badge was scanned as present, from now on; twice changes nothing.

    Args:
        typed: What the scanner, or a person, typed.

    Raises:
        InputError: It is no badge code.
        RuleError: The badge is not of this case, or its holder was replaced; the session is gone or
            over, or the case is in the trash.
    """
    # Only now: with the badges come the typesetter and its fonts, which a session does not need.
    from negotiator_desk.services.badges import find_by_badge

    case_id = desk.read(lambda session: find_session(session, session_id).case_id)
    return mark_arrival(desk, session_id, find_by_badge(desk, case_id, typed))


def mark_arrival(desk: Desk, session_id: str, representative_id: str) -> Outcome[Arrival]:
    """Mark a representative as present, from now on; twice changes nothing.

    The time is put on record on the day the session is held. Whoever enters an earlier session
    afterwards does not know it: the record then says only that the representative was there.

    Raises:
        InputError: It is no representative of this case.
        RuleError: The representative was replaced before the session; the session is gone or over,
            or the case is in the trash.
    """

    def work(session: Session) -> Arrival:
        meeting = _open_meeting(session, session_id)
        _refuse_ended(meeting)
        now = desk.now()
        is_the_day = _day(now) == _day(meeting.held_at)
        return _arrive(session, meeting, representative_id, now if is_the_day else None)

    return desk.run("mark_attendance", work)


def mark_present(desk: Desk, session_id: str, representative_ids: Sequence[str]) -> Outcome[None]:
    """Put on record that these were there besides whoever is, without saying since when.

    Raises:
        InputError: One is no representative of this case.
        RuleError: One was replaced before the session; the session is gone, or the case is in the
            trash.
    """

    def work(session: Session) -> None:
        meeting = _open_meeting(session, session_id)
        for representative_id in representative_ids:
            _arrive(session, meeting, representative_id, None)

    return desk.run("mark_attendance", work)


def mark_absent(desk: Desk, session_id: str, representative_id: str) -> Outcome[None]:
    """Take it off the record that a representative was there.

    Raises:
        InputError: It is no representative of this case.
        RuleError: The representative put or accepted an offer in the session; the session is gone,
            or the case is in the trash.
    """

    def work(session: Session) -> None:
        meeting = _open_meeting(session, session_id)
        present = _present(session, meeting.id)
        _representatives(session, meeting, [representative_id])
        set_attendance(session, meeting, [one for one in present if one != representative_id])

    return desk.run("mark_attendance", work)


def set_arrival(
    desk: Desk, session_id: str, representative_id: str, arrived_at: datetime | None
) -> Outcome[None]:
    """Correct when a representative came, who is then on record as present.

    Args:
        arrived_at: None = the record only says that the representative was there.

    Raises:
        InputError: It is no representative of this case.
        RuleError: The moment is after the session ended; the session is gone, or the case is in
            the trash.
    """

    def work(session: Session) -> None:
        meeting = _open_meeting(session, session_id)
        ended_at = meeting.ended_at
        if arrived_at is not None and ended_at is not None and arrived_at > ended_at:
            raise RuleError(
                _("Session {number} had ended by then; nothing was changed.").format(
                    number=meeting.number
                ),
                hint=_("Enter a time before {moment}.").format(
                    moment=ended_at.astimezone(CHINA_TIME).strftime("%H:%M")
                ),
            )
        _arrive(session, meeting, representative_id, arrived_at)
        _present(session, meeting.id)[representative_id].arrived_at = arrived_at

    return desk.run("mark_attendance", work)


def set_attendance(
    session: Session, meeting: NegotiationSession, representative_ids: Iterable[str]
) -> None:
    """Make these, and no others, present at a stored session, inside a transaction.

    When each came stays on record for those who were present before.

    Raises:
        InputError: One is no representative of this case.
        RuleError: One was replaced before the session, or one who spoke in it is not among them.
    """
    wanted = list(dict.fromkeys(representative_ids))
    before = _present(session, meeting.id)
    names = {one.id: one.name for one in _representatives(session, meeting, wanted)}
    for representative_id, attendance in before.items():
        if representative_id not in names:
            _refuse_speaker(session, meeting, representative_id)
            session.delete(attendance)
    for representative_id in wanted:
        if representative_id not in before:
            _arrive(session, meeting, representative_id, None)


def _arrive(
    session: Session,
    meeting: NegotiationSession,
    representative_id: str,
    arrived_at: datetime | None,
) -> Arrival:
    (person,) = _representatives(session, meeting, [representative_id])
    side = session.get_one(Party, person.party_id).side
    kept = _present(session, meeting.id).get(person.id)
    if kept is not None:
        return Arrival(person.id, person.name, side, kept.arrived_at, is_new=False)
    if person.left_at is not None and person.left_at <= meeting.held_at:
        raise RuleError(
            _("{name} was replaced before session {number}; nothing was changed.").format(
                name=person.name, number=meeting.number
            ),
            hint=_("Mark whoever took the place."),
        )
    session.add(
        Attendance(
            id=new_id(),
            session_id=meeting.id,
            representative_id=person.id,
            arrived_at=arrived_at,
        )
    )
    session.flush()
    return Arrival(person.id, person.name, side, arrived_at, is_new=True)


def _open_meeting(session: Session, session_id: str) -> NegotiationSession:
    meeting = find_session(session, session_id)
    find_open_case(session, meeting.case_id)
    return meeting


def _present(session: Session, session_id: str) -> dict[str, Attendance]:
    return {
        one.representative_id: one
        for one in session.scalars(select(Attendance).where(Attendance.session_id == session_id))
    }


def _representatives(
    session: Session, meeting: NegotiationSession, representative_ids: Sequence[str]
) -> list[Representative]:
    found = {
        one.id: one
        for one in session.scalars(
            select(Representative)
            .join(Party, Representative.party_id == Party.id)
            .where(Party.case_id == meeting.case_id, Representative.id.in_(representative_ids))
        )
    }
    if not set(representative_ids) <= set(found):
        raise InputError(
            _(
                "Someone marked as present is not a representative of this case; "
                "nothing was changed."
            ),
            hint=_("Add the representative to one of the two lists first."),
        )
    return [found[one] for one in representative_ids]


def _refuse_speaker(session: Session, meeting: NegotiationSession, representative_id: str) -> None:
    """Refuse to call someone absent whose words are on the record of the session."""
    spoke = 0
    for entity in (Offer, Agreement):
        spoke += (
            session.scalar(
                select(func.count())
                .select_from(entity)
                .where(entity.session_id == meeting.id, entity.speaker_id == representative_id)
            )
            or 0
        )
    if spoke:
        name = session.get_one(Representative, representative_id).name
        raise RuleError(
            _(
                "{name} put or accepted an offer in session {number} and stays on its record as "
                "present; nothing was changed."
            ).format(name=name, number=meeting.number),
            hint=_("If that was entered by mistake, undo the offer or the acceptance first."),
        )


def _refuse_ended(meeting: NegotiationSession) -> None:
    if meeting.ended_at is not None:
        raise RuleError(
            _("Session {number} has ended; nobody was marked as present.").format(
                number=meeting.number
            ),
            hint=_("Reopen it, or correct its attendance by hand."),
        )


def _day(moment: datetime) -> str:
    return moment.astimezone(CHINA_TIME).date().isoformat()
