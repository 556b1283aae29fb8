"""What the projector shows, as plain values: no widget makes up a word of its own."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.i18n import _
from negotiator_desk.ui.theme import Tone

AGREED_LIST = ""
"""Key of the last entry of the agenda, which is no issue: all that is agreed."""


@dataclass(frozen=True)
class Said:
    """A text in a table.

    Attributes:
        before: What it was until the side's last move; "" where that is not told.
        mark: Says that it changed, where `before` has no room or is not told; "" if it did not.
        is_words: Whether it may be cut where it has no room, which a figure never is.
    """

    text: str
    before: str = ""
    mark: str = ""
    tone: Tone | None = None
    is_strong: bool = False
    is_muted: bool = False
    is_words: bool = False


@dataclass(frozen=True)
class Heading:
    """Head of a column.

    Attributes:
        may_go: The column is left out where the others need its room.
        is_words: It holds words, which are cut where they have no room; figures never are.
    """

    text: str
    tone: Tone | None = None
    may_go: bool = False
    is_words: bool = False


@dataclass(frozen=True)
class Passage:
    """Words of a side that take the whole width."""

    heading: str
    text: str
    tone: Tone | None


@dataclass(frozen=True)
class Sheet:
    """What stands beside the agenda: one issue, or all that is agreed.

    Attributes:
        notes: Sentences below the title, such as what is tied to what.
        columns: The first takes the room that is left; the others hold figures.
        rows: In pages, where they do not fit.
        foot: Rows that stand on every page.
        passages: Instead of rows, where the terms are a text.
    """

    title: str
    state: str = ""
    state_tone: Tone = Tone.NEUTRAL
    notes: tuple[str, ...] = ()
    columns: tuple[Heading, ...] = ()
    rows: tuple[tuple[Said, ...], ...] = ()
    foot: tuple[tuple[Said, ...], ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class AgendaEntry:
    """A line of the agenda.

    Attributes:
        key: Issue id, or `AGREED_LIST`.
        has_moved: Whether the last thing that happened on the table was about it.
    """

    key: str
    title: str
    state: str
    tone: Tone
    is_on_agenda: bool = True
    has_moved: bool = False

    @property
    def words(self) -> str:
        """The state in words, and that the latest move was about it."""
        if not self.has_moved:
            return self.state
        return _("{state} · latest move").format(state=self.state)
