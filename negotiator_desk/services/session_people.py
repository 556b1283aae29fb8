"""Who was at a negotiation session, and who spoke for the sides when it was held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models.bargaining import Attendance, NegotiationSession
from negotiator_desk.models.case import Party, Representative
from negotiator_desk.services.session_parts import Attendee

_SIDES = tuple(Side)


def attendees(session: Session, meeting: NegotiationSession) -> tuple[Attendee, ...]:
    """Return who was at a session and who should have been, in printed order."""
    present = {
        one.representative_id: one.arrived_at
        for one in session.scalars(select(Attendance).where(Attendance.session_id == meeting.id))
    }
    rows = session.execute(
        select(Representative, Party.side)
        .join(Party, Representative.party_id == Party.id)
        .where(Party.case_id == meeting.case_id)
    ).all()
    in_office = _in_office([row[0] for row in rows], meeting.held_at)
    found = []
    for person, side in sorted(rows, key=lambda row: (_SIDES.index(row[1]), row[0].position)):
        left_office = person.left_at is not None and person.left_at <= meeting.held_at
        if person.id not in in_office and person.id not in present:
            continue
        found.append(
            Attendee(
                representative_id=person.id,
                name=person.name,
                post=person.post,
                side=side,
                origin=person.origin,
                is_chief=person.is_chief,
                is_present=person.id in present,
                arrived_at=present.get(person.id),
                left_office=left_office,
            )
        )
    return tuple(found)


def _in_office(people: Iterable[Representative], moment: datetime) -> set[str]:
    """Return the ids of those who held their place at a moment.

    Whoever comes after one who was replaced has the same place in the same list, and was not in
    office before.
    """
    holders: dict[tuple[str, int], Representative] = {}
    for one in people:
        if one.left_at is not None and one.left_at <= moment:
            continue
        place = (one.party_id, one.position)
        holder = holders.get(place)
        if holder is None or _leaving(one, moment) < _leaving(holder, moment):
            holders[place] = one
    return {one.id for one in holders.values()}


def _leaving(person: Representative, moment: datetime) -> tuple[bool, datetime]:
    """Sort those who are still there after those who left."""
    return (person.left_at is None, person.left_at or moment)


def chiefs_at(session: Session, case_id: str, moment: datetime) -> dict[Side, str]:
    """Return the names of the chiefs in office at a moment, by side; a side may have none."""
    rows = session.execute(
        select(Party.side, Representative.name, Representative.left_at)
        .join(Party, Representative.party_id == Party.id)
        .where(Party.case_id == case_id, Representative.is_chief.is_(True))
    ).all()
    in_office = [row for row in rows if row[2] is None or row[2] > moment]
    # Of two, the one who left later came later: the earlier was in office at the moment.
    in_office.sort(key=lambda row: (row[2] is None, row[2] or moment))
    names: dict[Side, str] = {}
    for side, name, _left_at in in_office:
        names.setdefault(side, name)
    return {side: names[side] for side in Side if side in names}


def names_by_side(session: Session, meeting: NegotiationSession) -> dict[Side, list[str]]:
    """Return the names of those who spoke for each side when a session was held."""
    names: dict[Side, list[str]] = {side: [] for side in Side}
    for one in attendees(session, meeting):
        names[one.side].append(one.name)
    return names
