"""Faces of a Word file: it names them, and the computer that opens it has them or finds others."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.drafting.docx_xml import Xml, half_points, part, tag
from negotiator_desk.drafting.typeset.fonts import Style as FaceStyle
from negotiator_desk.drafting.typeset.look import Look


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
    return tag("rPr", *face_properties(face, is_bold=is_bold), *size_properties(size))


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


def face_properties(face: Face, *, is_bold: bool) -> tuple[Xml, ...]:
    """Return the run properties that name a face."""
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


def size_properties(size: float | None) -> tuple[Xml, ...]:
    """Return the run properties of a size in points; None = the size stays as it is."""
    if size is None:
        return ()
    halves = half_points(size)
    return (tag("sz", val=halves), tag("szCs", val=halves))
