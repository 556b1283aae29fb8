"""The same document as other typesetters take it: typst, WeasyPrint, python-docx + LibreOffice.

Each gets our fonts, the measures of the compact look, table heads that repeat and the page's number
at the foot; none gets a watermark. What is written for them is made before the clock starts, except
for the Word file, which is what python-docx is measured for.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import typst
import weasyprint
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from weasyprint.text.fonts import FontConfiguration

from negotiator_desk.drafting.blocks import (
    Align,
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Document,
    Grid,
    Note,
    Prose,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.paths import resource

FACES = ("NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular", "NotoSansSC-Bold")
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"

_TYPST_HEAD = f"""\
#set document(title: "TITLE", author: "AUTHOR", date: datetime(year: 2000, month: 1, day: 1))
#set page(paper: "a4", margin: 25mm, footer: context align(center, text(8.5pt)[
  第 #counter(page).display() 页 共 #counter(page).final().first() 页]))
#set text(font: "{SERIF}", size: 10.75pt, lang: "zh", region: "cn", top-edge: 0.8em,
  bottom-edge: -0.2em)
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 7.75pt,
  spacing: 7.75pt)
#set table(stroke: 0.4pt, inset: (x: 5pt, y: 4.75pt))
#show heading: set par(first-line-indent: 0pt)
#show heading: set text(font: "{SANS}", weight: "bold")
#show heading: set block(above: 18pt, below: 10.75pt)
#show heading.where(level: 1): set align(center)
#show heading.where(level: 2): set align(center)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 11.5pt)
#show heading.where(level: 3): set text(size: 10.5pt)
#show table: set par(first-line-indent: 0pt, justify: false, leading: 3.5pt)
#show table: set text(size: 9pt)
"""

_STYLES = f"""\
@page {{ size: A4; margin: 25mm;
  @bottom-center {{ font: 8.5pt "{SERIF}";
    content: "第 " counter(page) " 页 共 " counter(pages) " 页" }} }}
body {{ font: 10.75pt/18.5pt "{SERIF}"; text-align: justify; margin: 0 }}
p {{ text-indent: 2em; margin: 0 }}
h1, h2, h3 {{ font-family: "{SANS}"; text-align: center; margin: 10pt 0 3pt }}
h1 {{ font-size: 17pt; line-height: 26pt }} h2 {{ font-size: 11.5pt }}
h3 {{ font-size: 10.5pt; text-align: left }}
table {{ width: 100%; border-collapse: collapse; font-size: 9pt; line-height: 12.5pt }}
td, th {{ border: 0.4pt solid; padding: 3pt 5pt }} tr {{ break-inside: avoid }}
"""


def own_fonts(folder: Path) -> Path:
    """Copy the four common faces to a folder, so that nobody meets two of one name."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for name in FACES:
        shutil.copy(resource("fonts", f"{name}.ttf"), fonts)
    return fonts


def to_typst(document: Document, attachment: str = "") -> str:
    """Return the document in typst's markup.

    Args:
        attachment: Name of a file beside it that is attached; "" = none.
    """
    head = _TYPST_HEAD.replace("TITLE", document.title).replace("AUTHOR", document.author)
    if attachment:
        head += (
            f'#pdf.attach("{attachment}", relationship: "data", mime-type: "application/json",'
            ' description: "data")\n'
        )
    return head + "\n\n".join(_typst_block(block) for block in document.blocks)


class Typst:
    """One compiler that has read its fonts, as a server would keep it."""

    def __init__(self, folder: Path, fonts: Path) -> None:
        self.folder = folder
        self.compiler = typst.Compiler(
            root=str(folder), font_paths=[str(fonts)], ignore_system_fonts=True
        )

    def render(self, name: str, *, is_tagged: bool) -> bytes:
        """Compile a file of the folder, as PDF/A-3a and PDF/UA-1 or without any tags."""
        made = self.compiler.compile(
            str(self.folder / name),
            format="pdf",
            pdf_standards=["a-3a", "ua-1"] if is_tagged else [],
            pdf_tags=is_tagged,
        )
        assert isinstance(made, bytes)
        return made


def weasyprint_maker(fonts: Path) -> Callable[[str], bytes]:
    """Return what makes a tagged PDF of a page of HTML; its fonts are read once."""
    configuration = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "{SANS if "Sans" in name else SERIF}"; '
        f"font-weight: {700 if 'Bold' in name else 400}; "
        f'src: url("{(fonts / name).as_uri()}.ttf") }}\n'
        for name in FACES
    )
    styles = weasyprint.CSS(string=faces + _STYLES, font_config=configuration)

    def make(page: str) -> bytes:
        made = weasyprint.HTML(string=page).write_pdf(
            stylesheets=[styles], font_config=configuration, pdf_variant="pdf/ua-1"
        )
        assert isinstance(made, bytes)
        return made

    return make


def to_html(document: Document) -> str:
    """Return the document as a page of HTML."""
    body = "".join(_html_block(block) for block in document.blocks)
    title = html.escape(document.title)
    return f'<html lang="zh-CN"><head><title>{title}</title></head><body>{body}</body></html>'


def office_maker(folder: Path, fonts: Path) -> Callable[[Document], bytes]:
    """Return what writes a Word file and lets LibreOffice turn it into PDF, one process a file."""
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def make(document: Document) -> bytes:
        path = folder / "contract.docx"
        to_docx(document, path)
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run(
            [*command, str(folder), str(path)], check=True, capture_output=True, env=environment
        )
        return path.with_suffix(".pdf").read_bytes()

    return make


def to_docx(document: Document, path: Path) -> None:
    """Write the document as a Word file."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = SERIF, Pt(10.75)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), SERIF)
    normal.paragraph_format.line_spacing = Pt(18.5)
    normal.paragraph_format.space_after = Pt(0)
    for level, size in ((1, 17), (2, 11.5), (3, 10.5)):
        style = file.styles[f"Heading {level}"]
        style.font.name, style.font.size = SANS, Pt(size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), SANS)
    _add_page_numbers(section.footer)
    for block in document.blocks:
        _add_block(file, block)
    file.save(str(path))


def _typst_block(block: Block) -> str:
    match block:
        case Title(text):
            return "= " + _typst_text(text).replace("\n", " \\\n")
        case Chapter(number, title) | Annex(number, title):
            return f"== {_typst_text(number)}　{_typst_text(title)}"
        case Caption(text):
            return f"=== {_typst_text(text)}"
        case Article(number, content):
            return f"#strong[{_typst_text(number)}]　{_typst_text(plain(content))}"
        case Prose(content) | Note(content):
            return _typst_text(plain(content))
        case Signatures():
            cells = "".join(f"[{_typst_text(text)}]," for text in _signing(block))
            return f"#grid(columns: (1fr, 1fr), row-gutter: 30pt, {cells})"
        case Grid(columns, rows):
            names = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
            aligns = ", ".join(names[column.align] for column in columns)
            heads = "".join(f"[*{_typst_text(column.head)}*]," for column in columns)
            cells = "\n".join(
                "".join(f"[{_typst_text(plain(cell))}]," for cell in row) for row in rows
            )
            shares = ", ".join(["auto"] * (len(columns) - 1) + ["1fr"])
            head = f"#table(columns: ({shares}), align: ({aligns}), table.header({heads}),"
            return f"{head}\n{cells})"
        case _:
            raise TypeError(block)


def _typst_text(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\#*_`$<>@[]/=-+" else mark for mark in text)


def _html_block(block: Block) -> str:
    match block:
        case Title(text):
            return f"<h1>{html.escape(text).replace(chr(10), '<br>')}</h1>"
        case Chapter(number, title) | Annex(number, title):
            return f"<h2>{html.escape(f'{number}　{title}')}</h2>"
        case Caption(text):
            return f"<h3>{html.escape(text)}</h3>"
        case Article(number, content):
            return f"<p><b>{number}</b>　{html.escape(plain(content))}</p>"
        case Prose(content) | Note(content):
            return f"<p>{html.escape(plain(content))}</p>"
        case Signatures():
            return "".join(f"<p>{html.escape(text)}</p>" for text in _signing(block))
        case Grid(columns, rows):
            heads = "".join(f"<th>{html.escape(column.head)}</th>" for column in columns)
            names = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
            styles = [f' style="text-align: {names[column.align]}"' for column in columns]
            lines = "".join(
                "<tr>"
                + "".join(
                    f"<td{style}>{html.escape(plain(cell))}</td>"
                    for style, cell in zip(styles, row, strict=True)
                )
                + "</tr>"
                for row in rows
            )
            return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
        case _:
            raise TypeError(block)


def _add_block(file: docx.document.Document, block: Block) -> None:
    match block:
        case Title(text):
            file.add_heading(text, 1)
        case Chapter(number, title) | Annex(number, title):
            file.add_heading(f"{number}　{title}", 2)
        case Caption(text):
            file.add_heading(text, 3)
        case Article(number, content):
            paragraph = _add_text(file)
            paragraph.add_run(number).bold = True
            paragraph.add_run(f"　{plain(content)}")
        case Prose(content) | Note(content):
            _add_text(file).add_run(plain(content))
        case Signatures():
            for text in _signing(block):
                _add_text(file).add_run(text)
        case Grid(columns, rows):
            table = file.add_table(len(rows) + 1, len(columns), "Table Grid")
            head = file.element.body.tbl_lst[-1].tr_lst[0]
            head.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            texts = [[column.head for column in columns]]
            texts += [[plain(cell) for cell in row] for row in rows]
            for row, line in zip(table.rows, texts, strict=True):
                for cell, text, column in zip(row.cells, line, columns, strict=True):
                    paragraph = cell.paragraphs[0]
                    paragraph.alignment = {
                        Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
                        Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
                        Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
                    }[column.align]
                    paragraph.add_run(text).font.size = Pt(9)
        case _:
            raise TypeError(block)


def _add_text(file: docx.document.Document) -> Paragraph:
    paragraph = file.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Pt(21.5)
    return paragraph


def _add_page_numbers(footer: _Footer) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
        paragraph.add_run(text)
        if field:
            mark = OxmlElement("w:fldSimple")
            mark.set(qn("w:instr"), field)
            footer.part.element.p_lst[0].append(mark)


def _signing(block: Signatures) -> Iterator[str]:
    """Yield what stands in the signature block, line by line, left and right."""
    yield from (block.left.name, block.right.name)
    for pair in zip(block.left.lines, block.right.lines, strict=True):
        yield from pair
