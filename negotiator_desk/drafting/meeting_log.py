"""What a meeting sheet is sealed to: the log of one negotiation session, and the sheet's snapshot.

All of it is plain data of the shared layer: mandates, notes of one side and drafts of offers have
no place here. Moments are UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.plain_values import from_plain, to_plain
from negotiator_desk.errors import InputError
from negotiator_desk.i18n import LANGUAGES, _
from negotiator_desk.pay.plain_data import canonical_sha256
from negotiator_desk.pay.terms import Terms

FORMAT = 1
"""Version of the data that `SheetSnapshot.to_data` writes."""


@dataclass(frozen=True)
class LogPerson:
    """A representative who was there; `id` tells two of one name apart.

    Attributes:
        arrived_at: None where the record only says that the representative was there.
    """

    id: str
    side: Side
    name: str
    post: str
    is_chief: bool
    arrived_at: datetime | None


@dataclass(frozen=True)
class LogPause:
    """A suspension; `resumed_at` is None where the session did not go on."""

    paused_at: datetime
    resumed_at: datetime | None
    reason: str


@dataclass(frozen=True)
class LogIssue:
    """An issue on the agenda.

    Attributes:
        agreed_in: Number of the session that settled it, this one or an earlier one; None = open.
    """

    id: str
    title: str
    agreed_in: int | None


@dataclass(frozen=True)
class LogOffer:
    """An offer put in the session.

    Attributes:
        package: Number, from 1, of the tied offers it stands or falls with; None = it stands alone.
        withdrawn_at: When it was taken back in this session; None unless it was.
        speaker: Who put it; "" where the record does not say.
    """

    id: str
    issue_id: str
    issue: str
    side: Side
    round: int
    is_binding: bool
    package: int | None
    terms: Terms
    tabled_at: datetime
    withdrawn_at: datetime | None
    speaker: str


@dataclass(frozen=True)
class LogAgreement:
    """An issue that was settled in the session.

    Attributes:
        side: Whose offer was accepted; the other side accepted it.
        offered_in: Number of the session the offer was put in.
        speaker: Who accepted; "" where the record does not say.
    """

    issue_id: str
    issue: str
    side: Side
    round: int
    offered_in: int
    terms: Terms
    agreed_at: datetime
    speaker: str


@dataclass(frozen=True)
class LogTentative:
    """An offer both sides would take if all the rest is settled; it binds nobody."""

    issue_id: str
    issue: str
    side: Side
    round: int
    terms: Terms
    agreed_at: datetime


@dataclass(frozen=True)
class LogEntry:
    """Something written down as it was said; `issue` is "" for none."""

    id: str
    issue: str
    text: str
    written_at: datetime


@dataclass(frozen=True)
class SessionLog:
    """The log of one negotiation session, as far as both sides may read it.

    Attributes:
        parties: Name of the employee side and of the employer side; "" where not entered.
        ended_at: None while it is not over.
        chair_name: The chief who presides; "" where that side had none.
        matters: Other matters on the agenda.
        people: Those present: the employee side first, each side in its printed order.
        minutes: Undated minutes.
    """

    case_number: str
    case_title: str
    number: int
    parties: tuple[str, str]
    held_at: datetime
    ended_at: datetime | None
    is_suspended: bool
    place: str
    chair: Side
    chair_name: str
    recorder: str
    observers: str
    people: tuple[LogPerson, ...]
    agenda: tuple[LogIssue, ...]
    matters: str
    pauses: tuple[LogPause, ...]
    offers: tuple[LogOffer, ...]
    agreed: tuple[LogAgreement, ...]
    tentative: tuple[LogTentative, ...]
    entries: tuple[LogEntry, ...]
    minutes: str

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the log's canonical JSON."""
        data = to_plain(self)
        assert isinstance(data, dict), "a dataclass is a table"
        return canonical_sha256(data)

    @property
    def open(self) -> tuple[LogIssue, ...]:
        """Issues of the agenda that were still open when the session was over."""
        return tuple(one for one in self.agenda if one.agreed_in is None)

    def party(self, side: Side) -> str:
        """Return a side's name, "" where it is not entered."""
        return self.parties[tuple(Side).index(side)]

    def present(self, side: Side) -> tuple[LogPerson, ...]:
        """Return those of a side who were there."""
        return tuple(one for one in self.people if one.side is side)


@dataclass(frozen=True)
class EarlierSheet:
    """The sheet that a later one replaces."""

    number: int
    sealed_at: datetime
    fingerprint: str


@dataclass(frozen=True)
class NextSession:
    """The session after this one, as far as it was known when the sheet was sealed."""

    number: int
    held_at: datetime
    place: str


@dataclass(frozen=True)
class SheetSnapshot:
    """Everything a meeting sheet prints.

    Attributes:
        language: What it is written in, one of `i18n.LANGUAGES`.
        number: Counts the sheets of the session, from 1.
        replaces: The sheet before, unless it says the same in another language.
        changes: How the log differs from that sheet's, as sentences in the sheet's language.
    """

    language: str
    number: int
    sealed_at: datetime
    log: SessionLog
    next_session: NextSession | None
    replaces: EarlierSheet | None
    changes: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.language not in LANGUAGES:
            raise ValueError(self.language)

    def to_data(self) -> dict[str, Any]:
        """Return the snapshot as JSON-ready data."""
        data = to_plain(self)
        assert isinstance(data, dict), "a dataclass is a table"
        return {"format": FORMAT, **data}

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> SheetSnapshot:
        """Return the snapshot that `to_data` wrote.

        Raises:
            InputError: The data is damaged or was written by a newer version.
        """
        if data.get("format") != FORMAT:
            raise InputError(_("This meeting sheet was saved by a newer version."))
        try:
            return from_plain(SheetSnapshot, {k: v for k, v in data.items() if k != "format"})
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise InputError(_("The saved meeting sheet is damaged.")) from error
