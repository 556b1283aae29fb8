"""What the record of a negotiation session consists of: plain values, all of the shared layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from negotiator_desk.bargaining.parties import Origin, Side
from negotiator_desk.pay.terms import Subject, Terms
from negotiator_desk.services.session_states import SessionState


@dataclass(frozen=True)
class Attendee:
    """A representative who was at a session, or should have been.

    Attributes:
        arrived_at: None where the record only says that the representative was there, or was not.
        left_office: Whether someone else took the representative's place before the session.
    """

    representative_id: str
    name: str
    post: str
    side: Side
    origin: Origin
    is_chief: bool
    is_present: bool
    arrived_at: datetime | None
    left_office: bool


@dataclass(frozen=True)
class AgendaEntry:
    """An issue of the case, on the agenda of the session or not.

    Attributes:
        position: Place on the session's agenda, from 1; None where it is not on it.
        agreed_in: Number of the session it was agreed in, if that was this one or an earlier one;
            None = it was still open when this session was over.
    """

    issue_id: str
    title: str
    subject: Subject
    position: int | None
    agreed_in: int | None


@dataclass(frozen=True)
class Pause:
    """A suspension; `resumed_at` is None while it lasts, and where the session ended in it."""

    id: str
    paused_at: datetime
    resumed_at: datetime | None
    reason: str


@dataclass(frozen=True)
class RecordEntry:
    """One thing written down as it was said; `issue_id` and `issue_title` are None for no issue."""

    id: str
    issue_id: str | None
    issue_title: str | None
    text: str
    written_at: datetime


@dataclass(frozen=True)
class RecordedOffer:
    """An offer that was put in the session.

    Attributes:
        round: Counts the side's offers on the issue, from 1.
        bundle_id: Shared by offers that were put together; tied ones stand or fall together.
        withdrawn_at: When it was taken back, then or later; None unless it was.
        speaker: Name of the representative who put it; "" where the record does not say.
    """

    id: str
    issue_id: str
    issue_title: str
    bundle_id: str
    side: Side
    round: int
    is_binding: bool
    is_tied: bool
    terms: Terms
    argument: str
    tabled_at: datetime
    withdrawn_at: datetime | None
    speaker: str


@dataclass(frozen=True)
class RecordedAgreement:
    """An issue that was settled in the session, by accepting an offer of this session or before.

    Attributes:
        side: Whose offer was accepted; the other side accepted it.
        round: Counts that side's offers on the issue, from 1.
        offered_in: Number of the session the offer was put in.
        speaker: Name of the representative who accepted; "" where the record does not say.
    """

    issue_id: str
    issue_title: str
    offer_id: str
    side: Side
    round: int
    offered_in: int
    terms: Terms
    agreed_at: datetime
    speaker: str


@dataclass(frozen=True)
class RecordedTentative:
    """An offer that both sides would take if all the rest is settled; it binds nobody.

    Attributes:
        lifted_at: When it was taken back, then or later; None while it stands.
    """

    issue_id: str
    issue_title: str
    offer_id: str
    side: Side
    round: int
    terms: Terms
    agreed_at: datetime
    lifted_at: datetime | None


@dataclass(frozen=True)
class SessionRecord:
    """Everything shared of one negotiation session; moments are UTC.

    Attributes:
        parties: Names of the parties entered, by side.
        chiefs: Names of the chiefs in office when the session was held, by side.
        chair_name: Name of the chief who presides; "" where that side had none.
        over_since: From when on what happens is no part of it: its end or, where nobody recorded
            that, when the next session is held; None while it is the latest and has not ended.
        observers: Who was there without speaking for a side, as it was entered.
        people: The representatives in office then, and whoever else is on record as present: the
            employee side first, each side in the order of its printed list.
        agenda: The issues on the agenda, in its order.
        matters: Other matters on the agenda, as they were entered.
        entries: What was written down, the first first; undated minutes are in `minutes`.
        offers: Put in this session, the first first.
        agreed: Settled in this session, in the order of the issues.
        tentative: Held in this session and not settled by its end, lifted or not; an issue is
            never both in here and agreed.
        open: Issues still open when this session was over, on its agenda or not, in their order.
    """

    id: str
    case_id: str
    case_number: str
    case_title: str
    number: int
    held_at: datetime
    ended_at: datetime | None
    over_since: datetime | None
    state: SessionState
    place: str
    chair: Side
    chair_name: str
    recorder: str
    observers: str
    parties: Mapping[Side, str]
    chiefs: Mapping[Side, str]
    people: tuple[Attendee, ...]
    agenda: tuple[AgendaEntry, ...]
    matters: str
    pauses: tuple[Pause, ...]
    entries: tuple[RecordEntry, ...]
    minutes: str
    offers: tuple[RecordedOffer, ...]
    agreed: tuple[RecordedAgreement, ...]
    tentative: tuple[RecordedTentative, ...]
    open: tuple[AgendaEntry, ...]

    @property
    def present(self) -> tuple[Attendee, ...]:
        """Those who were there."""
        return tuple(one for one in self.people if one.is_present)

    @property
    def absent(self) -> tuple[Attendee, ...]:
        """Those in office who were not there."""
        return tuple(one for one in self.people if not one.is_present)
