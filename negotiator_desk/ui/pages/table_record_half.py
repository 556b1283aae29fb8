"""Lines of the session record that are half typed: kept by session, published only when asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtWidgets import QMessageBox, QWidget

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.i18n import _

NOTHING: dict[str, Any] = {
    "minutes": {"line": "", "issue": None, "whole": None},
    "notes": {"line": "", "kind": NoteKind.CAUCUS.value},
}
"""What is half typed on a session that nothing was typed on."""


class Answer(Enum):
    """What becomes of half typed lines when the window closes."""

    SAVE = auto()
    DISCARD = auto()
    BACK = auto()


@dataclass(frozen=True)
class HalfTyped:
    """The lines half typed on one session; "" where nothing is.

    Attributes:
        issue_id: What the line of the minutes is about; None for no issue.
    """

    session_id: str
    line: str
    issue_id: str | None
    note: str
    kind: NoteKind


def half_typed(session_id: str, half: dict[str, Any]) -> HalfTyped | None:
    """Return the lines half typed on a session; None where both are empty."""
    minutes, notes = half["minutes"], half["notes"]
    found = HalfTyped(
        session_id=session_id,
        line=minutes["line"].strip(),
        issue_id=minutes["issue"],
        note=notes["line"].strip(),
        kind=NoteKind(notes["kind"]),
    )
    return found if found.line or found.note else None


def ask_to_close(page: QWidget, lines: list[HalfTyped], *, is_covered: bool) -> Answer:
    """Ask what becomes of half typed lines; Esc goes back to them.

    Args:
        is_covered: The curtain is drawn: nothing is said of private notes.
    """
    box = QMessageBox(page.window())
    box.setWindowTitle(_("A line is half typed"))
    box.setText(question(lines, is_covered=is_covered))
    save = box.addButton(_("&Save as entry"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("&Discard"), QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton(_("&Back"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(back)
    box.setEscapeButton(back)
    box.exec()
    answers = {save: Answer.SAVE, discard: Answer.DISCARD}
    chosen = box.clickedButton()
    box.deleteLater()
    return next((answer for button, answer in answers.items() if button is chosen), Answer.BACK)


def question(lines: list[HalfTyped], *, is_covered: bool) -> str:
    """Return what is asked; it repeats nothing of what was typed."""
    said = [_("On the session record a line is typed that was not ended with Enter.")]
    if any(one.line for one in lines):
        said.append(_("Saved, a line of the minutes is an entry that both sides may read."))
    if any(one.note for one in lines) and not is_covered:
        said.append(_("Saved, a private note stays private."))
    return " ".join(said)
