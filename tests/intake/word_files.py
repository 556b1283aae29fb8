"""Word files as people make them, to be read by the tests of old agreements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from tests.intake.conftest import repacked

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

TYPED = (
    "2025年工资专项集体合同",
    "甲方：某快递有限公司",
    "乙方：某快递有限公司工会",
    "为保障职工权益，双方经平等协商，订立本合同。",
    "第一章　总则",
    "第一条　本合同适用于全体职工。",
    "第二条　工资每月十五日发放，遇休息日提前：",
    "（一）以货币形式发放；",
    "（二）不得克扣或者拖欠。",
    "第二章　附则",
    "第三条　本合同期限为一年。",
    "甲方（盖章）：",
    "2025年1月1日",
)
"""An agreement whose numbers were all typed."""


def saved(document: Document) -> bytes:
    """Return a document as bytes."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def of_lines(lines: Iterable[str]) -> bytes:
    """Return a document of plain paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def bold(document: Document, text: str, *, size: float = 0) -> Paragraph:
    """Add a paragraph that looks like a heading without being one."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = True
    if size:
        run.font.size = Pt(size)
    return paragraph


def faked() -> bytes:
    """Return an agreement whose headings are bold, and whose title is large and centred."""
    document = docx.Document()
    bold(document, "集体合同", size=22).alignment = WD_ALIGN_PARAGRAPH.CENTER
    bold(document, "劳动报酬")
    document.add_paragraph("第一条　工资不低于最低工资标准。")
    document.add_paragraph("双方每年协商一次工资水平，并把结果告知全体职工。")
    bold(document, "工作时间")
    document.add_paragraph("第二条　实行标准工时。")
    return saved(document)


def with_lists(levels: Iterable[tuple[str, str]], lines: Iterable[tuple[int, str]]) -> bytes:
    """Return a document whose numbers Word itself counts.

    Args:
        levels: Number format and text of each level of the list.
        lines: Level and text of each paragraph; a level below 0 = it has no number.
    """
    document = docx.Document()
    numbering = document.part.numbering_part.element
    shown = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )
    abstract = f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="90">{shown}</w:abstractNum>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(
        parse_xml(f'<w:num xmlns:w="{W}" w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for level, text in lines:
        paragraph = document.add_paragraph(text)
        if level >= 0:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(
                parse_xml(
                    f'<w:numPr xmlns:w="{W}"><w:ilvl w:val="{level}"/><w:numId w:val="90"/>'
                    "</w:numPr>"
                )
            )
    return saved(document)


def with_body(body: str, parts: Mapping[str, bytes] | None = None) -> bytes:
    """Return a document with the given WordprocessingML between `w:body` and its end.

    Args:
        parts: Other parts, by name.
    """
    main = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return repacked(of_lines(("x",)), {"word/document.xml": main.encode(), **(parts or {})})


def changed(content: bytes, change: Callable[[Document], None]) -> bytes:
    """Return a document after a change."""
    document = docx.Document(BytesIO(content))
    change(document)
    return saved(document)
