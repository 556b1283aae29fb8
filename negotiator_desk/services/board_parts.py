"""The values a board of the table is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.bargaining.offers import STANDING, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.cells import Cell
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.session_states import SessionState

LONGEST_SESSION = timedelta(hours=24)
"""A session that nobody ended and that began longer ago is not taken to be still going on."""


class BoardState(StrEnum):
    """Where an issue stands."""

    OPEN = "open"
    TENTATIVE = "tentative"
    AGREED = "agreed"


class MoveKind(StrEnum):
    """What happened last on the table."""

    OFFERED = "offered"
    HELD = "held"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class BoardOffer:
    """One side's last binding offer on an issue.

    Attributes:
        before: The side's binding offer before it, else the present terms, cell by cell; empty
            where there is nothing to compare with.
        tied_titles: Titles of the other issues that stand or fall with it.
    """

    id: str
    side: Side
    round: int
    state: OfferState
    terms: Terms
    before: tuple[Cell, ...]
    tied_titles: tuple[str, ...]

    @property
    def is_standing(self) -> bool:
        """Whether it is the side's word now."""
        return self.state in STANDING or self.state is OfferState.SETTLED


@dataclass(frozen=True)
class BoardIssue:
    """An issue with both sides' words on it.

    Attributes:
        number: Place among the issues of the case, from 1.
        is_on_agenda: Whether it is on the agenda of the present session.
        has_data: Whether terms can be costed.
        offers: Each side's last binding offer; a side without one is missing.
        agreed: The offer that settled it; None while it is open.
    """

    id: str
    number: int
    title: str
    state: BoardState
    is_on_agenda: bool
    has_data: bool
    present: Terms | None
    offers: Mapping[Side, BoardOffer]
    agreed: BoardOffer | None


@dataclass(frozen=True)
class BoardPause:
    """A suspension; `until` is None while it lasts, and where the session ended in it."""

    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class BoardSession:
    """The latest negotiation session; times are UTC.

    Attributes:
        chair_name: The chief who presides, or "".
        suspended_because: The reason of the pause that lasts, or "".
    """

    number: int
    held_at: datetime
    ended_at: datetime | None
    state: SessionState
    place: str
    chair: Side
    chair_name: str
    suspended_because: str
    pauses: tuple[BoardPause, ...] = ()

    def elapsed(self, now: datetime) -> timedelta | None:
        """Return how long the sides have sat together, without pauses.

        None where that cannot be told: before the session begins, and when nobody ended it within
        `LONGEST_SESSION`.
        """
        end = self.ended_at or now
        if end < self.held_at or (self.ended_at is None and end - self.held_at > LONGEST_SESSION):
            return None
        away = sum(
            (max((pause.until or end) - pause.since, timedelta()) for pause in self.pauses),
            timedelta(),
        )
        return max(end - self.held_at - away, timedelta())


@dataclass(frozen=True)
class Move:
    """The last thing that happened on the table.

    Attributes:
        side: Whose offer it is about.
        titles: The issues it is about, in the order of the agenda.
    """

    kind: MoveKind
    side: Side
    round: int
    issue_ids: tuple[str, ...]
    titles: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Board:
    """The table of a case as it stands.

    Attributes:
        parties: Names of the parties entered so far.
        session: None before the first.
        issues: Those on the present session's agenda in its order, then the others; all in the
            order of the case where the session has no agenda of its own.
        last: None before the first binding offer.
    """

    case_id: str
    title: str
    parties: Mapping[Side, str]
    session: BoardSession | None
    issues: tuple[BoardIssue, ...]
    last: Move | None

    @property
    def agreed(self) -> tuple[BoardIssue, ...]:
        """The issues that are settled."""
        return tuple(one for one in self.issues if one.agreed is not None)


@dataclass(frozen=True)
class BoardCost:
    """Yuan a year that terms cost; `difference` is None without present terms to compare with."""

    yearly: Decimal
    difference: Decimal | None


@dataclass(frozen=True)
class BoardCosts:
    """What everything on a board costs.

    Attributes:
        present: By issue id; issues without data or present terms are missing.
        offers: By offer id; offers on issues without data are missing.
        agreed: All that is agreed together; None where none of it can be costed.
        agreed_without_data: Agreed issues that are not part of that sum.
    """

    present: Mapping[str, BoardCost] = field(default_factory=dict)
    offers: Mapping[str, BoardCost] = field(default_factory=dict)
    agreed: BoardCost | None = None
    agreed_without_data: int = 0
