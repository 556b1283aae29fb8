"""The paragraph styles of a Word file, by kind of text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.drafting.docx_numbering import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    ITEM,
    Place,
)


class Side(StrEnum):
    """Where a paragraph stands; the value ends the id of its style."""

    WHOLE = ""
    """From margin to margin."""
    LEFT = "Left"
    RIGHT = "Right"


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """A paragraph style.

    Attributes:
        id: Never renamed, for files that people keep.
        name: As Word shows it; Word translates those it knows, such as "heading 1".
        kind: Entry of the look's types.
        then: Id of the style of the paragraph that is typed after it; "" = the same.
        new_page: It begins a page where the look has annexes do so.
        place: The list that numbers it; None = of none.
        outline: Level in the outline, from 0; None = no heading.
        is_spaced: It has the look's space above and below.
        is_paired: There is a smaller one each for texts beside each other.
        scale: Of the look's type.
    """

    id: str
    name: str
    kind: str
    align: str = "both"
    then: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    place: Place | None = None
    outline: int | None = None
    is_spaced: bool = True
    is_paired: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Small:
    """Type of tables whose words and figures would be cut otherwise.

    Attributes:
        id: Ends the ids of its styles.
        scale: Of the ordinary type.
    """

    id: str
    scale: float


SMALL = Small("Small", 0.75)


def _heading(
    style_id: str,
    name: str,
    kind: str,
    align: str,
    outline: int,
    *,
    place: Place | None = None,
    new_page: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        style_id,
        name,
        kind,
        align,
        then="BodyText",
        keep_next=True,
        keep_lines=True,
        new_page=new_page,
        place=place,
        outline=outline,
        is_paired=True,
    )


_ALL = (
    ParagraphStyle("Title", "Title", "title", "center", "BodyText", keep_next=True, is_paired=True),
    ParagraphStyle("Reference", "合同编号", "reference", "center", is_paired=True),
    ParagraphStyle(
        "Party", "当事人", "party", "left", keep_lines=True, is_spaced=False, is_paired=True
    ),
    ParagraphStyle("BodyText", "Body Text", "body", is_paired=True),
    _heading("Heading1", "heading 1", "chapter", "center", 0, place=CHAPTER),
    ParagraphStyle(
        "Heading2", "heading 2", "body", then="BodyText", place=ARTICLE, outline=1, is_paired=True
    ),
    _heading("Heading3", "heading 3", "caption", "left", 2),
    _heading("Annex", "附件标题", "annex", "center", 0, place=ANNEX, new_page=True),
    _heading("Section", "分节标题", "chapter", "left", 0),
    ParagraphStyle("Item", "条款项", "body", place=ITEM, is_paired=True),
    ParagraphStyle("ItemMore", "条款项续", "body", is_paired=True),
    ParagraphStyle("Note", "附注", "note", "left", is_paired=True),
    ParagraphStyle("Remark", "起草说明", "remark", is_paired=True),
    ParagraphStyle("TableText", "表格文字", "table", "left", is_spaced=False),
    ParagraphStyle("TableHead", "表头", "table", "center", keep_next=True, is_spaced=False),
    ParagraphStyle(
        f"TableText{SMALL.id}", "表格小字", "table", "left", is_spaced=False, scale=SMALL.scale
    ),
    ParagraphStyle(
        f"TableHead{SMALL.id}",
        "表头小字",
        "table",
        "center",
        keep_next=True,
        is_spaced=False,
        scale=SMALL.scale,
    ),
    ParagraphStyle(
        "Signature",
        "Signature",
        "signatures",
        "left",
        keep_next=True,
        keep_lines=True,
        is_spaced=False,
    ),
    ParagraphStyle("Highlight", "要点数字", "highlight", "left", keep_next=True, is_spaced=False),
    ParagraphStyle("FootnoteText", "footnote text", "footnote", is_spaced=False),
    ParagraphStyle(
        "ContentsHeading", "目录标题", "chapter", "center", keep_next=True, is_paired=True
    ),
    ParagraphStyle("TOC1", "toc 1", "contents", "left", is_spaced=False, is_paired=True),
    ParagraphStyle("Header", "header", "footer", "center", is_spaced=False),
    ParagraphStyle("Footer", "footer", "footer", "center", is_spaced=False),
    ParagraphStyle("Break", "分节", "note", "left", is_spaced=False),
)

PARAGRAPH_STYLES: Mapping[str, ParagraphStyle] = {style.id: style for style in _ALL}
"""By id."""
