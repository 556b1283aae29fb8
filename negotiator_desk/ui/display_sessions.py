"""How negotiation sessions and private notes are named, in the interface's language."""

from __future__ import annotations

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.session_parts import SessionRecord
from negotiator_desk.services.session_states import SessionState
from negotiator_desk.services.sessions import SessionView
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import Tone


def session_state(value: SessionState) -> str:
    """Where a session stands."""
    match value:
        case SessionState.UNDER_WAY:
            return p_("session state", "Under way")
        case SessionState.SUSPENDED:
            return p_("session state", "Suspended")
        case SessionState.ENDED:
            return p_("session state", "Over")


def tone_of_session(value: SessionState) -> Tone:
    """Colour of a session's state."""
    match value:
        case SessionState.UNDER_WAY:
            return Tone.ACCENT
        case SessionState.SUSPENDED:
            return Tone.ATTENTION
        case SessionState.ENDED:
            return Tone.NEUTRAL


def since(record: SessionRecord) -> str:
    """A session's state with the time it has lasted from: `Suspended since 10:40`."""
    match record.state:
        case SessionState.UNDER_WAY:
            return session_state(record.state)
        case SessionState.SUSPENDED:
            return _("Suspended since {time}").format(
                time=display.clock(record.pauses[-1].paused_at)
            )
        case SessionState.ENDED:
            return _("Ended at {time}").format(time=display.clock(record.ended_at))


def session_line(value: SessionView) -> str:
    """A session in a list: its number and when it was held."""
    number = _("Session {number}").format(number=value.number)
    return f"{number} · {display.moment(value.held_at)}"


def note_kind(value: NoteKind) -> str:
    """What a private note is about."""
    match value:
        case NoteKind.CAUCUS:
            return p_("private note", "Caucus")
        case NoteKind.LEGAL:
            return p_("private note", "Legal")
        case NoteKind.STRATEGY:
            return p_("private note", "Strategy")
