"""Tables of a Word file and their styles: texts beside each other, lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.blocks import (
    Highlights,
    Signatory,
    Signatures,
)
from negotiator_desk.drafting.docx_runs import Paragraph, Runs
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, clean, joined, tag, twips
from negotiator_desk.drafting.typeset.look import Look

_SIGN_GUTTER = 24.0
_SEAL_ROOM = 40.0
"""Points kept free for a seal above the first line to sign on."""


@dataclass(frozen=True, slots=True)
class BesideRow:
    """Two texts beside each other.

    Attributes:
        left, right: Their paragraphs.
        is_whole: It stands on one page.
    """

    left: Xml
    right: Xml
    is_whole: bool = False


@dataclass
class Columns:
    """Texts in two columns, without rules, their tops level; a row may run over pages.

    Attributes:
        widths: Of the columns, in twips.
        new_page: It begins a page.
    """

    widths: tuple[int, int]
    rows: list[BesideRow]
    new_page: bool = False

    def takes(self, other: Columns) -> bool:
        """Whether another's rows can be this one's next rows."""
        return self.widths == other.widths and not other.new_page

    @property
    def xml(self) -> Xml:
        """The table as markup."""
        made = [
            tag(
                "tr",
                tag("trPr", tag("cantSplit")) if beside.is_whole else EMPTY,
                cell(beside.left, self.widths[0], at="top"),
                cell(beside.right, self.widths[1], at="top"),
            )
            for beside in self.rows
        ]
        return table("TableBeside", self.widths, made)


def signature_table(signatures: Signatures, look: Look, runs: Runs) -> Xml:
    """Return the signature block: both sides sign at the same height, all on one page."""
    half = twips((look.measure - _SIGN_GUTTER) / 2)
    gutter = twips(look.measure) - 2 * half
    sides = (signatures.left, signatures.right)
    count = 1 + max(len(side.lines) for side in sides)
    rows = []
    for number, texts in enumerate(zip(*(_lines(side, count) for side in sides), strict=True)):
        above = {0: look.types["signatures"].before, 1: _SEAL_ROOM}.get(number, look.signature_gap)
        is_last = number == count - 1
        left, right = (
            cell(_signature(text, runs, half, above, is_last=is_last), half, at="top")
            for text in texts
        )
        rows.append(row([left, cell(Paragraph("Signature", EMPTY).xml, gutter), right]))
    return table("TableNormal", (half, gutter, half), rows)


def highlight_table(highlights: Highlights, look: Look, runs: Runs) -> Xml:
    """Return a few figures beside each other."""
    width = twips(look.measure / max(1, len(highlights.items)))
    cells = [
        joined(
            Paragraph("Note", runs.text(item.label)).xml,
            Paragraph("Highlight", runs.text(item.value)).xml,
            Paragraph("Note", runs.text(item.note)).xml,
        )
        for item in highlights.items
    ]
    widths = [width] * len(cells)
    return table(
        "TableNormal",
        widths,
        [row([cell(text, width) for text in cells])],
    )


def table_styles(look: Look) -> tuple[Xml, ...]:
    """Return the styles of tables: without rules, with rules, and of texts beside each other."""
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


def table(style: str, widths: Sequence[int], rows: Sequence[Xml]) -> Xml:
    """Return a table.

    Args:
        widths: Of its columns, in twips.
    """
    return tag(
        "tbl",
        tag(
            "tblPr",
            tag("tblStyle", val=style),
            tag("tblW", w=sum(widths), type="dxa"),
            tag("tblLayout", type="fixed"),
        ),
        tag("tblGrid", *(tag("gridCol", w=width) for width in widths)),
        *rows,
    )


def row(cells: Sequence[Xml], *, is_head: bool = False) -> Xml:
    """Return a row that is not cut.

    Args:
        is_head: It is repeated on every page.
    """
    repeated = tag("tblHeader") if is_head else EMPTY
    return tag("tr", tag("trPr", tag("cantSplit"), repeated), *cells)


def cell(paragraphs: Xml, width: int, *, span: int = 1, merge: str = "", at: str = "center") -> Xml:
    """Return a cell.

    Args:
        width: In twips.
        span: Number of columns that it goes over.
        merge: "restart" = it goes on in the row below, whose cell says "continue".
        at: Where its text stands: "top" or "center".
    """
    return tag(
        "tc",
        tag(
            "tcPr",
            tag("tcW", w=width, type="dxa"),
            tag("gridSpan", val=span) if span > 1 else EMPTY,
            tag("vMerge", val=merge) if merge else EMPTY,
            tag("vAlign", val=at),
        ),
        paragraphs,
    )


def _lines(side: Signatory, count: int) -> tuple[str, ...]:
    lines = (side.name, *side.lines)
    return lines + ("",) * (count - len(lines))


def _signature(text: str, runs: Runs, width: int, above: float, *, is_last: bool) -> Xml:
    lines = clean(text).split("\n")
    paragraphs = [Paragraph("Signature", runs.text(line)) for line in lines]
    paragraphs[0].properties["spacing"] = tag("spacing", before=twips(above))
    if is_last:
        paragraphs[-1].properties["keepNext"] = tag("keepNext", val=0)
    if text.endswith(("：", ":")):
        last = paragraphs[-1]
        last.content = joined(last.content, tag("r", tag("tab")))
        last.properties["tabs"] = tag(
            "tabs", tag("tab", val="right", leader="underscore", pos=width)
        )
    return joined(*(one.xml for one in paragraphs))
