"""The paragraphs of an old agreement and what each is taken for, to be corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace

from negotiator_desk.drafting.old_text import OldKind, OldParagraph
from negotiator_desk.i18n import _, p_
from negotiator_desk.services.old_agreements import ReadParagraph, as_kind
from negotiator_desk.ui.theme import Tone
from negotiator_desk.ui.widgets.rows import Column

KINDS = tuple(OldKind)
"""In the order of the keys 1 to 6."""

_INDENTS = {OldKind.TITLE: 0, OldKind.HEADING: 0, OldKind.ARTICLE: 1, OldKind.ITEM: 3}
_INDENT = 2
"""Of running text: it stands under its article."""


@dataclass(frozen=True)
class ParagraphRow:
    """One paragraph.

    Attributes:
        place: From 0.
        is_certain: It need not be looked at; one that was corrected need not either.
        is_row: It is a row of a table; left out as a paragraph, it is kept with its table.
    """

    place: int
    paragraph: OldParagraph
    is_certain: bool
    is_row: bool

    def as_kind(self, kind: OldKind) -> ParagraphRow:
        """Return the row taken for another kind, or for the same with certainty."""
        return replace(self, paragraph=as_kind(self.paragraph, kind), is_certain=True)


def paragraph_rows(read: tuple[ReadParagraph, ...]) -> tuple[ParagraphRow, ...]:
    """Return the rows of a reading."""
    return tuple(
        ParagraphRow(place, one.paragraph, one.is_certain, one.is_row)
        for place, one in enumerate(read)
    )


def paragraph_columns() -> tuple[Column[ParagraphRow], ...]:
    """Return the columns of the correction table."""
    return (
        Column(_("Kind"), _kind, sort=_place, tone=_tone, is_chip=True, width=104),
        Column(_("Number"), _number, sort=_place, width=96),
        Column(_("Text"), _text, sort=_place, tooltip=_whole_text, stretches=True),
        Column(_("Sure"), _sure, sort=_doubt, tone=_doubt_tone, width=88),
    )


def kind_label(kind: OldKind) -> str:
    """Return what a kind of paragraph is called."""
    match kind:
        case OldKind.TITLE:
            return p_("paragraph", "Title")
        case OldKind.HEADING:
            return p_("paragraph", "Chapter")
        case OldKind.ARTICLE:
            return p_("paragraph", "Article")
        case OldKind.ITEM:
            return p_("paragraph", "Item")
        case OldKind.PROSE:
            return p_("paragraph", "Paragraph")
        case OldKind.OTHER:
            return p_("paragraph", "Leave out")


def _kind(row: ParagraphRow) -> str:
    if row.is_row and row.paragraph.kind is OldKind.OTHER:
        return p_("paragraph", "Table row")
    return kind_label(row.paragraph.kind)


def _place(row: ParagraphRow) -> int:
    return row.place


def _tone(row: ParagraphRow) -> Tone:
    match row.paragraph.kind:
        case OldKind.TITLE | OldKind.HEADING | OldKind.ARTICLE:
            return Tone.ACCENT
        case _:
            return Tone.NEUTRAL


def _number(row: ParagraphRow) -> str:
    return row.paragraph.number


def _text(row: ParagraphRow) -> str:
    cells = "　│　" if row.is_row else " "
    words = cells.join(" ".join(part.split()) for part in row.paragraph.text.split("\t"))
    return "　" * _INDENTS.get(row.paragraph.kind, _INDENT) + words.strip()


def _whole_text(row: ParagraphRow) -> str:
    return row.paragraph.text


def _sure(row: ParagraphRow) -> str:
    return "" if row.is_certain else _("look")


def _doubt(row: ParagraphRow) -> tuple[bool, int]:
    return (row.is_certain, row.place)


def _doubt_tone(row: ParagraphRow) -> Tone | None:
    return None if row.is_certain else Tone.ATTENTION
