"""Styles of a Word file: each kind of paragraph is one, so that a look is changed in one place."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.drafting.docx_numbering import ANNEX, ARTICLE, CHAPTER, ITEM, PARAGRAPH_SHAPES
from negotiator_desk.drafting.docx_numbering import Place as ListPlace
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, half_points, part, tag, twips
from negotiator_desk.drafting.typeset.fonts import Style as FaceStyle
from negotiator_desk.drafting.typeset.look import Look, Type

_WORD_LANGUAGE = {"zh-CN": "en-US", "en": "en-US"}
_FOOTER_SIZE = {"official": 14.0}
"""Points of the page number after GB/T 9704 (四号); other looks have it as their footer."""

_BESIDE_PAD = 6.0
"""Points between a text and the middle of the gap to the one beside it."""

REMARK_GROUND = "F2F2F2"
_REMARK_RULE = "7F7F7F"


@dataclass(frozen=True, slots=True)
class Face:
    """A face by the names that Word, WPS and LibreOffice find it by.

    Attributes:
        east: Of Chinese characters.
        latin: Of letters and figures.
        also: Other names of the Chinese face, for computers that lack the first.
        family: "roman" or "swiss", for what is chosen when there is none of them.
    """

    east: str
    latin: str
    also: str
    family: str


_SONG = Face("宋体", "Times New Roman", "SimSun,新宋体,Noto Serif CJK SC", "roman")
_HEI = Face("黑体", "Arial", "SimHei,微软雅黑,Noto Sans CJK SC", "swiss")
_FANG = Face("仿宋", "Times New Roman", "仿宋_GB2312,FangSong,华文仿宋,宋体", "roman")
_KAI = Face("楷体", "Times New Roman", "楷体_GB2312,KaiTi,华文楷体,宋体", "roman")
_XIAOBIAO = Face("方正小标宋简体", "Times New Roman", "FZXiaoBiaoSong-B05S,华文中宋,宋体", "roman")
FACES = (_SONG, _HEI, _FANG, _KAI, _XIAOBIAO)

_OFFICIAL = {"title": _XIAOBIAO, "caption": _KAI, "table": _SONG, "footer": _SONG}
"""GB/T 9704: 小标宋 for the title, 黑体 and 楷体 for heads; what is not named is 仿宋, or 黑体
where the look has the sans."""


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


def face_of(look: Look, kind: str, style: FaceStyle) -> tuple[Face, bool]:
    """Return the face of a kind of text and whether it is set bold."""
    is_sans = style in (FaceStyle.SANS, FaceStyle.SANS_BOLD)
    if look.key == "official":
        named = _OFFICIAL.get(kind, _HEI if is_sans else _FANG)
        return named, style is FaceStyle.SERIF_BOLD and named in (_FANG, _SONG)
    return (_HEI if is_sans else _SONG), style in (FaceStyle.SERIF_BOLD, FaceStyle.SANS_BOLD)


def run_properties(look: Look, kind: str, style: FaceStyle, size: float | None = None) -> Xml:
    """Return `w:rPr` of text in a face.

    Args:
        size: Points; None = the size stays as it is.
    """
    face, is_bold = face_of(look, kind, style)
    return tag("rPr", *_face_properties(face, is_bold=is_bold), *_size_properties(size))


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
                *_face_properties(face, is_bold=False),
                tag("kern", val=0),
                *_size_properties(body.size),
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
    )


def font_table_part() -> bytes:
    """Return `fontTable.xml`: what stands in for a face that a computer does not have."""
    return part(
        "fonts",
        *(
            tag(
                "font",
                tag("altName", val=face.also),
                tag("charset", val="86"),
                tag("family", val=face.family),
                tag("pitch", val="variable"),
                name=face.east,
            )
            for face in FACES
        ),
        *(
            tag(
                "font",
                tag("charset", val="00"),
                tag("family", val=family),
                tag("pitch", val="variable"),
                name=name,
            )
            for name, family in (("Times New Roman", "roman"), ("Arial", "swiss"))
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
        _Paragraph("Remark", "起草说明", "note"),
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
        _Paragraph("FootnoteText", "footnote text", "note", spaced=False),
        _Paragraph("ContentsHeading", "目录标题", "chapter", "center", keep_next=True),
        _Paragraph("TOC1", "toc 1", "body", "left", spaced=False),
        _Paragraph("Header", "header", "footer", "center", spaced=False),
        _Paragraph("Footer", "footer", "footer", "center", spaced=False),
        _Paragraph("Break", "分节", "note", "left", spaced=False),
    )


def _paragraph(style: _Paragraph, look: Look) -> Xml:
    kind = type_of(look, style.kind)
    face_style = kind.strong if style.id == "TableHead" else kind.style
    face, is_bold = face_of(look, style.kind, face_style)
    shape = PARAGRAPH_SHAPES.get(style.id)
    tabs, indent = shape.properties(kind.size) if shape is not None else (EMPTY, EMPTY)
    if style.id == "TOC1":
        tabs = tag("tabs", tag("tab", val="right", leader="dot", pos=twips(look.measure)))
    size = kind.size
    if style.id == "Footer":
        size = _FOOTER_SIZE.get(look.key, kind.size)
    is_remark = style.id == "Remark"
    return tag(
        "style",
        tag("name", val=style.name),
        tag("basedOn", val=style.based),
        tag("next", val=style.then) if style.then else EMPTY,
        tag("qFormat"),
        tag(
            "pPr",
            tag("keepNext") if style.keep_next else EMPTY,
            tag("keepLines") if style.keep_lines else EMPTY,
            tag("pageBreakBefore") if style.new_page else EMPTY,
            tag("widowControl", val=0) if style.id == "Break" else EMPTY,
            _list_of(style.place),
            _remark_border() if is_remark else EMPTY,
            tag("shd", val="clear", color="auto", fill=REMARK_GROUND) if is_remark else EMPTY,
            tabs,
            _break_spacing() if style.id == "Break" else _spacing(kind, spaced=style.spaced),
            indent,
            tag("jc", val=style.align),
            tag("outlineLvl", val=style.outline) if style.outline is not None else EMPTY,
        ),
        tag(
            "rPr",
            *_face_properties(face, is_bold=is_bold),
            *_tracking(size),
            *_size_properties(size),
        ),
        type="paragraph",
        styleId=style.id,
    )


def _list_of(place: ListPlace | None) -> Xml:
    if place is None:
        return EMPTY
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


def _face_properties(face: Face, *, is_bold: bool) -> tuple[Xml, ...]:
    fonts = tag(
        "rFonts",
        hint="eastAsia",
        ascii=face.latin,
        eastAsia=face.east,
        hAnsi=face.latin,
        cs=face.latin,
    )
    weight = tag("b") if is_bold else tag("b", val=0)
    return (fonts, weight)


def _tracking(size: float) -> tuple[Xml, ...]:
    """Put between characters what a size has more or less than whole half points, Word's unit."""
    rest = round(size * 20) - half_points(size) * 10
    return (tag("spacing", val=rest),) if rest else ()


def _size_properties(size: float | None) -> tuple[Xml, ...]:
    if size is None:
        return ()
    halves = half_points(size)
    return (tag("sz", val=halves), tag("szCs", val=halves))


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
        *(tag(side, w=twips(_BESIDE_PAD), type="dxa") for side in ("left", "right")),
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
