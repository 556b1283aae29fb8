"""Styles of a Word file: each kind of paragraph is one, so that a look is changed in one place."""

from __future__ import annotations

from dataclasses import replace

from negotiator_desk.drafting.docx_faces import (
    face_of,
    face_properties,
    run_properties,
    size_properties,
)
from negotiator_desk.drafting.docx_numbering import IN_ENGLISH, SHAPES, Place, Shape
from negotiator_desk.drafting.docx_style_list import PARAGRAPH_STYLES, ParagraphStyle, Side
from negotiator_desk.drafting.docx_tables import table_styles
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, half_points, part, tag, twips
from negotiator_desk.drafting.typeset.look import Colour, Look, Type

REMARK_GROUND = "F2F2F2"
_REMARK_RULE = "7F7F7F"


_SIDES = {Side.LEFT: "（左栏）", Side.RIGHT: "（右栏）"}
_NO_INDENT = Shape()


def type_of(look: Look, kind: str) -> Type:
    """Return the measures of a kind of text."""
    return look.table.type if kind == "table" else look.types[kind]


def indent_of(look: Look, style_id: str, side: Side, shape: Shape | None = None) -> Xml:
    """Return `w:ind` of a paragraph that does not leave its indents to its style.

    Args:
        shape: Its indents; None = those of its style.
    """
    own = shape or shape_of(style_id, side) or _NO_INDENT
    size = _scaled(PARAGRAPH_STYLES[style_id], look, side).size
    return own.indent(size, grows=size == look.types["body"].size)


def shape_of(style_id: str, side: Side) -> Shape | None:
    """Return the indents of a style; None = it has none of its own."""
    if side is Side.RIGHT:
        return SHAPES.get(f"{style_id}{side}", _NO_INDENT)
    return SHAPES.get(style_id)


def column_width(look: Look, side: Side) -> float:
    """Return the points that a text has from margin to margin, or in its column."""
    if side is Side.WHOLE:
        return look.measure
    share = look.pair.right_share if side is Side.RIGHT else 1 - look.pair.right_share
    return look.measure * share - look.pair.gutter


def styles_part(look: Look) -> bytes:
    """Return `styles.xml`."""
    body = type_of(look, "body")
    face, _bold = face_of(look, "body", body.style)
    defaults = tag(
        "docDefaults",
        tag(
            "rPrDefault",
            tag(
                "rPr",
                *face_properties(face, is_bold=False),
                tag("kern", val=0),
                *size_properties(body.size),
                tag("lang", val="en-US", eastAsia="zh-CN"),
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
        _character("Blank", "待填空白", tag("rPr", _ground(look.colours["blank"]))),
        _character(
            "FootnoteReference",
            "footnote reference",
            tag("rPr", tag("vertAlign", val="superscript")),
        ),
        *table_styles(look),
        *(
            _paragraph(style, look, side)
            for side in Side
            for style in PARAGRAPH_STYLES.values()
            if style.is_paired or side is Side.WHOLE
        ),
    )


def _paragraph(style: ParagraphStyle, look: Look, side: Side) -> Xml:
    kind = _scaled(style, look, side)
    face_style = kind.strong if style.id.startswith("TableHead") else kind.style
    face, is_bold = face_of(look, style.kind, face_style)
    shape = shape_of(style.id, side)
    tabs = shape.tabs(kind.size) if shape is not None else EMPTY
    indent = indent_of(look, style.id, side) if shape is not None else EMPTY
    if style.id == "TOC1":
        end = twips(column_width(look, side))
        tabs = tag("tabs", tag("tab", val="right", leader="dot", pos=end))
    align = "left" if side is Side.RIGHT and style.align == "both" else style.align
    size = kind.size
    is_remark = style.id == "Remark"
    return tag(
        "style",
        tag("name", val=style.name + _SIDES.get(side, "")),
        tag("basedOn", val=style.id if side else "Normal"),
        tag("next", val=style.then) if style.then else EMPTY,
        tag("qFormat"),
        tag(
            "pPr",
            tag("keepNext") if style.keep_next else EMPTY,
            tag("keepLines") if style.keep_lines else EMPTY,
            _page_break(style, look, side),
            tag("widowControl", val=0) if style.id == "Break" else EMPTY,
            _list_of(style.place, side),
            _remark_border() if is_remark else EMPTY,
            tag("shd", val="clear", color="auto", fill=REMARK_GROUND) if is_remark else EMPTY,
            tabs,
            _break_spacing() if style.id == "Break" else _spacing(kind, spaced=style.is_spaced),
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


def _scaled(style: ParagraphStyle, look: Look, side: Side) -> Type:
    """Return the measures of a style; a text beside another is smaller."""
    kind = type_of(look, style.kind)
    scale = style.scale * (look.pair.scale if side else 1.0)
    own = look.pair.right_scale if side is Side.RIGHT else 1.0
    if scale == own == 1:
        return kind
    return replace(
        kind,
        size=kind.size * scale * own,
        leading=kind.leading * scale,
        before=kind.before * scale,
        after=kind.after * scale,
    )


def _page_break(style: ParagraphStyle, look: Look, side: Side) -> Xml:
    """Begin a page; of two texts beside each other, the row does it and not each of them."""
    if not (style.new_page and look.annex_on_new_page):
        return EMPTY
    return tag("pageBreakBefore", val=0) if side else tag("pageBreakBefore")


def _list_of(place: Place | None, side: Side) -> Xml:
    if place is None or side is Side.LEFT:
        return EMPTY
    if side is Side.RIGHT:
        place = IN_ENGLISH[place]
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


def _ground(colour: Colour) -> Xml:
    """A colour behind text: red, green and blue from 0 to 1."""
    fill = "".join(f"{round(part_ * 255):02X}" for part_ in colour)
    return tag("shd", val="clear", color="auto", fill=fill)


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
