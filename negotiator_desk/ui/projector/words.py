"""The lines around the issue: agenda, session, time, and what happened last."""

from __future__ import annotations

from datetime import datetime

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.table_board import (
    Board,
    BoardCosts,
    BoardIssue,
    BoardOffer,
    BoardState,
    MoveKind,
)
from negotiator_desk.ui import display
from negotiator_desk.ui.itemmodels.cells import circled
from negotiator_desk.ui.projector.picture import AGREED_LIST, AgendaEntry
from negotiator_desk.ui.theme import Tone


def agenda(board: Board) -> tuple[AgendaEntry, ...]:
    """Return the lines of the agenda; the last leads to all that is agreed."""
    moved = () if board.last is None else board.last.issue_ids
    entries = [
        AgendaEntry(
            key=issue.id,
            title=numbered(issue),
            state=state_word(issue.state),
            tone=tone_of_state(issue.state),
            is_on_agenda=issue.is_on_agenda,
            has_moved=issue.id in moved,
        )
        for issue in board.issues
    ]
    if entries:
        words = _("{agreed} of {count}").format(agreed=len(board.agreed), count=len(board.issues))
        entries.append(AgendaEntry(AGREED_LIST, _("All that is agreed"), words, Tone.GOOD))
    return tuple(entries)


def first_choice(board: Board) -> str:
    """Return what is shown before anybody chose: what moved last, else what is open."""
    if board.last is not None and board.last.issue_ids:
        return board.last.issue_ids[0]
    still_open = [one.id for one in board.issues if one.agreed is None]
    return next(iter([*still_open, *(one.id for one in board.issues)]), AGREED_LIST)


def numbered(issue: BoardIssue) -> str:
    """An issue's number and title."""
    return f"{issue.number}\u2002{issue.title}"


def state_word(state: BoardState) -> str:
    """Where an issue stands, in a word."""
    match state:
        case BoardState.OPEN:
            return p_("issue state", "Open")
        case BoardState.TENTATIVE:
            return p_("offer state", "Tentative")
        case BoardState.AGREED:
            return p_("issue state", "Agreed")


def tone_of_state(state: BoardState) -> Tone:
    """Colour of an issue's state."""
    match state:
        case BoardState.OPEN:
            return Tone.ATTENTION
        case BoardState.TENTATIVE:
            return Tone.ACCENT
        case BoardState.AGREED:
            return Tone.GOOD


def offer_name(offer: BoardOffer) -> str:
    """Whose offer it is, and its round."""
    return f"{display.side(offer.side)} {circled(offer.round)}"


def parties_words(board: Board) -> str:
    """The names of the parties entered so far."""
    return " — ".join(board.parties[side] for side in Side if side in board.parties)


def session_words(board: Board) -> str:
    """The present session: number, place, who presides."""
    session = board.session
    if session is None:
        return _("No session yet")
    side = display.side(session.chair)
    parts = [_("Session {number}").format(number=session.number)]
    if session.place:
        parts.append(session.place)
    parts.append(
        _("chair: {name} ({side})").format(name=session.chair_name, side=side)
        if session.chair_name
        else _("chair: {side}").format(side=side)
    )
    return " · ".join(parts)


def time_words(board: Board, now: datetime) -> str:
    """How long the sides have sat together, or that they do not sit; "" before the first session.

    Args:
        now: With its zone.
    """
    session = board.session
    if session is None:
        return ""
    if session.ended_at is not None:
        return _("ended {time}").format(time=display.clock(session.ended_at))
    pause = next((one for one in session.pauses if one.until is None), None)
    if pause is not None:
        words = _("suspended since {time}").format(time=display.clock(pause.since))
        return f"{words} · {session.suspended_because}" if session.suspended_because else words
    elapsed = session.elapsed(now)
    if elapsed is None:
        return display.moment(session.held_at)
    hours, minutes = divmod(int(elapsed.total_seconds()) // 60, 60)
    return _("{hours} h {minutes:02} min so far").format(hours=hours, minutes=minutes)


def last_words(board: Board) -> str:
    """The last thing that happened on the table, as one line; "" before anything did."""
    last = board.last
    if last is None:
        return ""
    match last.kind:
        case MoveKind.OFFERED:
            text = _("{time} {offer} tabled: {issues}")
        case MoveKind.HELD:
            text = _("{time} {offer} held tentatively: {issues}")
        case MoveKind.AGREED:
            text = _("{time} {offer} agreed: {issues}")
        case MoveKind.WITHDRAWN:
            text = _("{time} {offer} withdrawn: {issues}")
    return text.format(
        time=display.clock(last.at),
        offer=f"{display.side(last.side)} {circled(last.round)}",
        issues=" · ".join(last.titles),
    )


def total_words(board: Board, costs: BoardCosts | None) -> str:
    """How much is settled and what that costs, as one line; "" without issues."""
    if not board.issues:
        return ""
    words = _("Agreed {agreed} of {count}").format(
        agreed=len(board.agreed), count=len(board.issues)
    )
    if costs is None or costs.agreed is None:
        return words
    if costs.agreed.difference is None:
        amount = _("{amount} a year").format(amount=display.yuan(costs.agreed.yearly, places=0))
    else:
        amount = _("{amount} a year").format(
            amount=display.yuan_change(costs.agreed.difference, places=0)
        )
    return f"{words} · {amount}"
