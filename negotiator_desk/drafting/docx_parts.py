"""The package around a Word file's text: pages, footers, settings, properties, the zip itself."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.docx_runs import Paragraph, Runs
from negotiator_desk.drafting.docx_xml import (
    EMPTY,
    HEAD,
    Xml,
    clean,
    escaped,
    joined,
    part,
    tag,
    twips,
)
from negotiator_desk.drafting.typeset.look import Look

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name; ours names no other, so that equal texts are equal."""

_PRODUCER = "Negotiator Desk"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_RELATION = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_WORD_PARTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fontTable",
    "footnotes": "footnotes",
    "header1": "header",
    "footer1": "footer",
    "footer2": "footer",
}
"""Part → its kind, by which the text is related to it and its content type is named."""

_WATERMARK_GREY = "d9d9d9"
_SIDES = 420
"""Twips between the outer margin and an official page number: the width of one character."""


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page number's words around the page and the number of pages."""

    before: str
    between: str
    after: str


_OFFICIAL = PageWords("— ", "", " —")
_PAGES = {"zh-CN": PageWords("第 ", " 页 共 ", " 页"), "en": PageWords("Page ", " of ", "")}


def section(look: Look, *, is_wide: bool, is_first: bool) -> Xml:
    """Return the properties of a section of pages.

    Args:
        look: Of its own sheets, thus turned where they lie on their side.
        is_wide: Whether they do.
        is_first: It names the header and footers; the others take them over.
    """
    size: dict[str, str | int] = {"w": twips(look.width), "h": twips(look.height)}
    if is_wide:
        size["orient"] = "landscape"
    margins = {
        "top": twips(look.top),
        "right": twips(look.right),
        "bottom": twips(look.bottom),
        "left": twips(look.left),
    }
    footer = min(twips(look.footer), margins["bottom"] - 200)
    return tag(
        "sectPr",
        *(_references() if is_first else ()),
        tag("type", val="nextPage"),
        tag("pgSz", **size),
        tag("pgMar", **margins, header=twips(look.footer / 2), footer=footer, gutter=0),
    )


def footer_part(document: Document, look: Look, runs: Runs, *, is_even: bool) -> bytes:
    """Return a footer: the official page number stands on the outside, others in the middle."""
    words = _OFFICIAL if look.key == "official" else _PAGES[document.language]
    content = [runs.text(words.before), runs.field("PAGE", runs.text("1"))]
    if words.between:
        content += [runs.text(words.between), runs.field("NUMPAGES", runs.text("1"))]
    paragraph = Paragraph("Footer", joined(*content, runs.text(words.after)))
    if look.key == "official":
        side = "left" if is_even else "right"
        paragraph.properties["ind"] = tag("ind", **{side: _SIDES})
        paragraph.properties["jc"] = tag("jc", val=side)
    return part("ftr", paragraph.xml)


def header_part(look: Look, watermark: str) -> bytes:
    """Return the header: nothing, or the watermark behind the text of every page."""
    content = _watermark(look, watermark) if watermark else EMPTY
    return part("hdr", Paragraph("Header", content).xml)


def settings_part(look: Look) -> bytes:
    """Return `settings.xml`."""
    note_kinds = tuple(tag("footnote", id=number) for number in (-1, 0))
    compatibility = (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
    )
    return part(
        "settings",
        tag("zoom", percent=100),
        tag("defaultTabStop", val=twips(look.types["body"].size)),
        tag("evenAndOddHeaders") if look.key == "official" else EMPTY,
        tag("characterSpacingControl", val="compressPunctuation"),
        tag("footnotePr", *note_kinds),
        tag(
            "compat",
            tag("ulTrailSpace"),
            *(
                tag(
                    "compatSetting",
                    name=name,
                    uri="http://schemas.microsoft.com/office/word",
                    val=value,
                )
                for name, value in compatibility
            ),
        ),
        tag("themeFontLang", val="en-US", eastAsia="zh-CN"),
        tag("decimalSymbol", val="."),
        tag("listSeparator", val=","),
    )


def packed(document: Document, parts: dict[str, bytes], made_at: datetime | None) -> bytes:
    """Return the file.

    Args:
        parts: The text as "document" and every part of `_WORD_PARTS`, by name.
        made_at: What the properties say about when it was made; None = nothing.
    """
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (_OFFICE + "/officeDocument", "word/document.xml"),
            (_CORE_RELATION, "docProps/core.xml"),
            (_OFFICE + "/extended-properties", "docProps/app.xml"),
        ),
        "word/document.xml": parts["document"],
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/{kind}", f"{name}.xml") for name, kind in _WORD_PARTS.items())
        ),
        **{f"word/{name}.xml": parts[name] for name in _WORD_PARTS},
        "docProps/core.xml": _core(document, made_at),
        "docProps/app.xml": _app(),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the same wherever it is made
            archive.writestr(member, content)
    return buffer.getvalue()


def _references() -> tuple[Xml, ...]:
    names = list(_WORD_PARTS)
    made = [("headerReference", kind, "header1") for kind in ("default", "even")] + [
        ("footerReference", "default", "footer1"),
        ("footerReference", "even", "footer2"),
    ]
    return tuple(
        Xml(f'<w:{name} w:type="{kind}" r:id="rId{names.index(target) + 1}"/>')
        for name, kind, target in made
    )


def _watermark(look: Look, text: str) -> Xml:
    """Return a word as a shape, the way Word itself writes watermarks."""
    word = clean(text)
    height = look.watermark.size
    shape = (
        "position:absolute;margin-left:0;margin-top:0;"
        f"width:{height * max(1, len(word)):g}pt;height:{height:g}pt;"
        f"rotation:{360 - look.watermark.angle:g};z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return Xml(
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" '
        'adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" '
        'xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
        '</v:shapetype><v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" '
        f'type="#_x0000_t136" style="{shape}" o:allowincell="f" fillcolor="#{_WATERMARK_GREY}" '
        'stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;'
        f'font-size:1pt" string="{escaped(word)}"/></v:shape></w:pict></w:r>'
    )


def _content_types() -> bytes:
    overrides = {
        "word/document.xml": f"{_MAIN}.document.main+xml",
        **{f"word/{name}.xml": f"{_MAIN}.{kind}+xml" for name, kind in _WORD_PARTS.items()},
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    lines = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'{HEAD}<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{lines}</Types>'
    ).encode()


def _relations(*targets: tuple[str, str]) -> bytes:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{_RELATIONS}">{lines}</Relationships>'.encode()


def _core(document: Document, made_at: datetime | None) -> bytes:
    edition = document.edition or f"{document.reference} 第{document.version}版".strip()
    entries = [
        ("dc:title", document.title.replace("\n", "")),
        ("dc:subject", edition),
        ("dc:creator", document.author),
        ("cp:keywords", document.fingerprint),
        ("cp:lastModifiedBy", _PRODUCER),
        ("dc:language", document.language),
    ]
    lines = "".join(f"<{name}>{escaped(clean(text))}</{name}>" for name, text in entries)
    if made_at is not None:
        moment = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines += "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{lines}</cp:coreProperties>'
    ).encode()


def _app() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return (
        f'{HEAD}<Properties xmlns="{space}"><Application>{_PRODUCER}</Application></Properties>'
    ).encode()
