"""The clauses of a contract in order, chapter by chapter, with what there is to know of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.wording import Provenance, TextChapter
from negotiator_desk.i18n import _, language, n_
from negotiator_desk.services.contract_views import ClauseView
from negotiator_desk.ui import display
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column


@dataclass(frozen=True)
class ClauseRow:
    """A line of the list: a chapter's heading, or a clause.

    Attributes:
        order: Place in the contract, from 0.
        clause: None = the line is the heading of `chapter`.
    """

    order: int
    chapter: TextChapter
    clause: ClauseView | None

    @property
    def key(self) -> str:
        """Names the line."""
        return f"chapter:{self.chapter.key}" if self.clause is None else self.clause.place


def clause_rows(
    chapters: Sequence[TextChapter], clauses: Sequence[ClauseView]
) -> tuple[ClauseRow, ...]:
    """Return the lines of the list; a chapter without clauses has none."""
    rows: list[ClauseRow] = []
    for chapter in chapters:
        members = [one for one in clauses if one.text.chapter == chapter.key]
        if members:
            rows.append(ClauseRow(len(rows), chapter, None))
            rows += [
                ClauseRow(len(rows) + place, chapter, one) for place, one in enumerate(members)
            ]
    return tuple(rows)


def clause_columns() -> tuple[Column[ClauseRow], ...]:
    """Return the columns of the list of clauses."""
    return (
        Column(_("Art."), _number, sort=_order, is_figure=True, tone=_tone, width=52),
        Column(_("Clause"), _title, sort=_order, tone=_tone, tooltip=_whole_title, stretches=True),
        Column(
            _("State"), _state, sort=_weight, tone=_state_tone, is_chip=True, tooltip=_whole_state
        ),
    )


def clause_title(clause: ClauseView) -> str:
    """Return a clause's title in the interface's language."""
    text = clause.text
    if language() == "en" and text.title_english:
        return text.title_english
    return text.title or text.key


def chapter_title(chapter: TextChapter) -> str:
    """Return a chapter's title in the interface's language."""
    return chapter.english if language() == "en" and chapter.english else chapter.title


def blanks(clause: ClauseView) -> int:
    """Return how many of a clause's parameters are not filled in."""
    return len(clause.text.blanks)


def provenance(clause: ClauseView) -> str:
    """Say where a clause's wording comes from."""
    match clause.text.provenance:
        case Provenance.LIBRARY:
            return _("Library, version {version}").format(version=clause.text.version)
        case Provenance.VARIANT:
            return _("Variant of the library, version {version}").format(
                version=clause.text.version
            )
        case Provenance.OWN_VARIANT:
            return _("Own variant, version {version}").format(version=clause.text.version)
        case Provenance.REWORDED:
            return _("Changed in this contract")
        case Provenance.OWN:
            return _("Own clause, version {version}").format(version=clause.text.version)
        case Provenance.IMPORTED:
            return _("From an old agreement")


def _number(row: ClauseRow) -> str:
    if row.clause is None or row.clause.number is None:
        return ""
    return display.count(row.clause.number)


def _order(row: ClauseRow) -> int:
    return row.order


def _title(row: ClauseRow) -> str:
    if row.clause is None:
        return chapter_title(row.chapter)
    return f"　{clause_title(row.clause)}"


def _whole_title(row: ClauseRow) -> str:
    if row.clause is None:
        return chapter_title(row.chapter)
    return f"{chapter_title(row.chapter)} · {clause_title(row.clause)}"


def _tone(row: ClauseRow) -> Tone | None:
    if row.clause is None:
        return Tone.ACCENT
    return None if row.clause.is_included else Tone.NEUTRAL


def _state(row: ClauseRow) -> str:
    clause = row.clause
    if clause is None:
        return ""
    if not clause.is_included:
        return _("left out")
    missing = blanks(clause)
    if missing:
        return n_("{count} blank", "{count} blanks", missing).format(count=missing)
    if clause.is_one_sided:
        return _("one language")
    if clause.comments:
        return n_("{count} comment", "{count} comments", clause.comments).format(
            count=clause.comments
        )
    if clause.text.provenance is not Provenance.LIBRARY:
        return _("own wording")
    return ""


def _weight(row: ClauseRow) -> tuple[bool, str, int]:
    return (not _state(row), _state(row), row.order)


def _state_tone(row: ClauseRow) -> Tone | None:
    clause = row.clause
    if clause is None or not _state(row):
        return None
    if not clause.is_included:
        return Tone.NEUTRAL
    if blanks(clause) or clause.is_one_sided:
        return Tone.ATTENTION
    return Tone.ACCENT


def _whole_state(row: ClauseRow) -> str:
    if row.clause is None:
        return ""
    parts = [provenance(row.clause)]
    missing = blanks(row.clause)
    if missing:
        parts.append(
            n_("{count} blank to fill in", "{count} blanks to fill in", missing).format(
                count=missing
            )
        )
    if row.clause.comments:
        parts.append(
            n_("{count} open comment", "{count} open comments", row.clause.comments).format(
                count=row.clause.comments
            )
        )
    return " · ".join(parts)
