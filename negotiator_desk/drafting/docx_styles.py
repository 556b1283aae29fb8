"""Styles of a Word file: each kind of paragraph is one, so that a look is changed in one place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from negotiator_desk.drafting.docx_faces import (
    face_of,
    face_properties,
    run_properties,
    size_properties,
)
from negotiator_desk.drafting.docx_numbering import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    ITEM,
    PARAGRAPH_SHAPES,
    Shape,
)
from negotiator_desk.drafting.docx_numbering import Place as ListPlace
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, half_points, part, tag, twips
from negotiator_desk.drafting.typeset.look import Look, Type

_WORD_LANGUAGE = {"zh-CN": "en-US", "en": "en-US"}


REMARK_GROUND = "F2F2F2"
_REMARK_RULE = "7F7F7F"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph style.

    Attributes:
        id: Never renamed, for files that people keep.
        name: As Word shows it; Word translates those it knows, such as "heading 1".
        kind: Entry of the look's types.
        properties: What it asks for besides the spacing, in the schema's order.
        place: The list that numbers it; None = of none.
        outline: Level in the outline, from 0; None = no heading.
    """

    id: str
    name: str
    kind: str
    align: str = "both"
    based: str = "Normal"
    then: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    place: ListPlace | None = None
    outline: int | None = None
    spaced: bool = True


class Side(StrEnum):
    """Where a paragraph stands; the value ends the id of its style."""

    WHOLE = ""
    """From margin to margin."""
    LEFT = "Left"
    RIGHT = "Right"


PAIRED = frozenset(
    {"Title", "Heading1", "Heading2", "Item", "ItemMore", "BodyText", "Remark", "Annex", "Section"}
    | {"Heading3", "Note", "Reference", "Party"}
)
"""Ids of the styles that have a smaller one each for texts beside each other."""

_SIDES = {Side.LEFT: "（左栏）", Side.RIGHT: "（右栏）"}
_RIGHT_SHAPES = {"Item": Shape(left=200, first=-200), "ItemMore": Shape(left=200)}
_NO_INDENT = Shape()


def type_of(look: Look, kind: str) -> Type:
    """Return the measures of a kind of text."""
    return look.table.type if kind == "table" else look.types[kind]


def styles_part(look: Look, language: str) -> bytes:
    """Return `styles.xml`.

    Args:
        language: The document's, as PDF names it.
    """
    body = type_of(look, "body")
    face, _bold = face_of(look, "body", body.style)
    east = "zh-CN"
    defaults = tag(
        "docDefaults",
        tag(
            "rPrDefault",
            tag(
                "rPr",
                *face_properties(face, is_bold=False),
                tag("kern", val=0),
                *size_properties(body.size),
                tag("lang", val=_WORD_LANGUAGE[language], eastAsia=east),
            ),
        ),
        tag("pPrDefault", tag("pPr", tag("spacing", before=0, after=0))),
    )
    return part(
        "styles",
        defaults,
        tag(
            "style",
            tag("name", val="Normal"),
            tag("qFormat"),
            tag("pPr", _spacing(body, spaced=False)),
            type="paragraph",
            default=1,
            styleId="Normal",
        ),
        _character("DefaultParagraphFont", "Default Paragraph Font", EMPTY, default=True),
        _character("Strong", "Strong", run_properties(look, "body", body.strong)),
        _character(
            "PartyName", "当事人名称", run_properties(look, "party", look.types["party"].strong)
        ),
        _character("Blank", "待填空白", tag("rPr", tag("u", val="single"))),
        _character(
            "FootnoteReference",
            "footnote reference",
            tag("rPr", tag("vertAlign", val="superscript")),
        ),
        *_table_styles(look),
        *(_paragraph(one, look) for one in _paragraphs(look)),
        *(
            _paragraph(one, look, side)
            for side in (Side.LEFT, Side.RIGHT)
            for one in _paragraphs(look)
            if one.id in PAIRED
        ),
    )


def _paragraphs(look: Look) -> tuple[_Paragraph, ...]:
    new_page = look.annex_on_new_page
    return (
        _Paragraph("Title", "Title", "title", "center", then="BodyText", keep_next=True),
        _Paragraph("Reference", "合同编号", "reference", "center"),
        _Paragraph("Party", "当事人", "party", "left", keep_lines=True, spaced=False),
        _Paragraph("BodyText", "Body Text", "body"),
        _Paragraph(
            "Heading1",
            "heading 1",
            "chapter",
            "center",
            then="BodyText",
            keep_next=True,
            keep_lines=True,
            place=CHAPTER,
            outline=0,
        ),
        _Paragraph("Heading2", "heading 2", "body", then="BodyText", place=ARTICLE, outline=1),
        _Paragraph(
            "Heading3",
            "heading 3",
            "caption",
            "left",
            then="BodyText",
            keep_next=True,
            keep_lines=True,
            outline=2,
        ),
        _Paragraph(
            "Annex",
            "附件标题",
            "annex",
            "center",
            then="BodyText",
            keep_next=True,
            keep_lines=True,
            new_page=new_page,
            place=ANNEX,
            outline=0,
        ),
        _Paragraph(
            "Section",
            "分节标题",
            "chapter",
            "left",
            then="BodyText",
            keep_next=True,
            keep_lines=True,
            outline=0,
        ),
        _Paragraph("Item", "条款项", "body", place=ITEM),
        _Paragraph("ItemMore", "条款项续", "body"),
        _Paragraph("Note", "附注", "note"),
        _Paragraph("Remark", "起草说明", "remark"),
        _Paragraph("TableText", "表格文字", "table", "left", spaced=False),
        _Paragraph("TableHead", "表头", "table", "center", keep_next=True, spaced=False),
        _Paragraph(
            "Signature",
            "Signature",
            "signatures",
            "left",
            keep_next=True,
            keep_lines=True,
            spaced=False,
        ),
        _Paragraph("Highlight", "要点数字", "highlight", "left", keep_next=True, spaced=False),
        _Paragraph("FootnoteText", "footnote text", "footnote", spaced=False),
        _Paragraph("ContentsHeading", "目录标题", "chapter", "center", keep_next=True),
        _Paragraph("TOC1", "toc 1", "contents", "left", spaced=False),
        _Paragraph("Header", "header", "footer", "center", spaced=False),
        _Paragraph("Footer", "footer", "footer", "center", spaced=False),
        _Paragraph("Break", "分节", "note", "left", spaced=False),
    )


def _paragraph(style: _Paragraph, look: Look, side: Side = Side.WHOLE) -> Xml:
    kind = _scaled(type_of(look, style.kind), look, side)
    face_style = kind.strong if style.id == "TableHead" else kind.style
    face, is_bold = face_of(look, style.kind, face_style)
    shape = PARAGRAPH_SHAPES.get(style.id)
    if side is Side.RIGHT:
        shape = _RIGHT_SHAPES.get(style.id, _NO_INDENT)
    tabs, indent = shape.properties(kind.size) if shape is not None else (EMPTY, EMPTY)
    if style.id == "TOC1":
        tabs = tag("tabs", tag("tab", val="right", leader="dot", pos=twips(look.measure)))
    align = "left" if side is Side.RIGHT and style.align == "both" else style.align
    size = kind.size
    is_remark = style.id == "Remark"
    return tag(
        "style",
        tag("name", val=style.name + _SIDES.get(side, "")),
        tag("basedOn", val=style.id if side else style.based),
        tag("next", val=style.then) if style.then else EMPTY,
        tag("qFormat"),
        tag(
            "pPr",
            tag("keepNext") if style.keep_next else EMPTY,
            tag("keepLines") if style.keep_lines else EMPTY,
            tag("pageBreakBefore", val=0 if side else 1) if style.new_page else EMPTY,
            tag("widowControl", val=0) if style.id == "Break" else EMPTY,
            _list_of(style.place, side),
            _remark_border() if is_remark else EMPTY,
            tag("shd", val="clear", color="auto", fill=REMARK_GROUND) if is_remark else EMPTY,
            tabs,
            _break_spacing() if style.id == "Break" else _spacing(kind, spaced=style.spaced),
            indent,
            tag("jc", val=align),
            tag("outlineLvl", val=style.outline) if style.outline is not None else EMPTY,
        ),
        tag(
            "rPr",
            *face_properties(face, is_bold=is_bold),
            *_tracking(size),
            *size_properties(size),
        ),
        type="paragraph",
        styleId=f"{style.id}{side}",
    )


def _scaled(kind: Type, look: Look, side: Side) -> Type:
    """Return the measures of a text that stands beside another."""
    if side is Side.WHOLE:
        return kind
    scale = look.pair.scale
    own = look.pair.right_scale if side is Side.RIGHT else 1.0
    return replace(
        kind,
        size=kind.size * scale * own,
        leading=kind.leading * scale,
        before=kind.before * scale,
        after=kind.after * scale,
    )


def _list_of(place: ListPlace | None, side: Side) -> Xml:
    if place is None or side is Side.LEFT:
        return EMPTY
    if side is Side.RIGHT:
        return tag("numPr", tag("numId", val=0))
    level = tag("ilvl", val=place.level) if place.level else EMPTY
    return tag("numPr", level, tag("numId", val=place.list + 1))


def _spacing(kind: Type, *, spaced: bool) -> Xml:
    return tag(
        "spacing",
        before=twips(kind.before) if spaced else 0,
        after=twips(kind.after) if spaced else 0,
        line=twips(kind.leading),
        lineRule="exact",
    )


def _break_spacing() -> Xml:
    """A paragraph that only ends a section takes no room."""
    return tag("spacing", before=0, after=0, line=20, lineRule="exact")


def _remark_border() -> Xml:
    return tag("pBdr", tag("left", val="single", sz=18, space=6, color=_REMARK_RULE))


def _tracking(size: float) -> tuple[Xml, ...]:
    """Put between characters what a size has more or less than whole half points, Word's unit."""
    rest = round(size * 20) - half_points(size) * 10
    return (tag("spacing", val=rest),) if rest else ()


def _character(style_id: str, name: str, properties: Xml, *, default: bool = False) -> Xml:
    known: dict[str, str | int] = {"type": "character"}
    if default:
        known["default"] = 1
    return tag("style", tag("name", val=name), properties, **known, styleId=style_id)


def _table_styles(look: Look) -> tuple[Xml, ...]:
    across = twips(look.table.pad_across)
    down = twips(look.table.pad_down)
    line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
    borders = tag(
        "tblBorders",
        *(tag(side, **line) for side in ("top", "left", "bottom", "right", "insideH", "insideV")),
    )
    margins = tag(
        "tblCellMar",
        tag("top", w=down, type="dxa"),
        tag("left", w=across, type="dxa"),
        tag("bottom", w=down, type="dxa"),
        tag("right", w=across, type="dxa"),
    )
    beside = tag(
        "tblCellMar",
        *(tag(side, w=twips(look.pair.gutter / 2), type="dxa") for side in ("left", "right")),
    )
    none = tag(
        "tblCellMar",
        *(tag(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")),
    )
    return (
        tag(
            "style",
            tag("name", val="Normal Table"),
            tag("tblPr", tag("tblInd", w=0, type="dxa"), none),
            type="table",
            default=1,
            styleId="TableNormal",
        ),
        tag(
            "style",
            tag("name", val="Table Grid"),
            tag("basedOn", val="TableNormal"),
            tag("tblPr", borders, margins),
            type="table",
            styleId="TableGrid",
        ),
        tag(
            "style",
            tag("name", val="对照"),
            tag("basedOn", val="TableNormal"),
            tag("tblPr", beside),
            type="table",
            styleId="TableBeside",
        ),
    )
