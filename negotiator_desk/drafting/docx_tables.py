"""Tables of a Word file: agreed figures, texts beside each other, lines to sign on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from negotiator_desk.drafting.blocks import (
    Align,
    Content,
    Grid,
    Highlights,
    Signatory,
    Signatures,
    plain,
)
from negotiator_desk.drafting.docx_runs import Paragraph, Runs, Voice, lines_of
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, clean, ems, joined, tag, twips
from negotiator_desk.drafting.typeset.linebreak import legal_breaks
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.widths import Demand, shared_widths, widen_for_groups

_SIGN_GUTTER = 24.0
_SEAL_ROOM = 40.0
"""Points kept free for a seal above the first line to sign on."""

_JC = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


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
                tag("trPr", tag("cantSplit")) if row.is_whole else EMPTY,
                _cell(row.left, self.widths[0], at="top"),
                _cell(row.right, self.widths[1], at="top"),
            )
            for row in self.rows
        ]
        return _table("TableBeside", self.widths, made)


def grid_table(
    grid: Grid, look: Look, runs: Runs, voice: Voice, measure: float, *, tied: bool = False
) -> Xml:
    """Return a table with its head repeated on every page and no row cut.

    Args:
        measure: Points from margin to margin.
        tied: Its last row stays with what follows.
    """
    widths = _widths(grid, look, measure)
    rows = []
    for number, row in enumerate(grid.rows, start=1):
        # No row is left alone with the head, at the foot or at the top of a page.
        rest = len(grid.rows) - number
        keeps = tied if rest == 0 else number == 1 or rest == 1
        columns = zip(row, grid.columns, widths, strict=True)
        rows.append(
            _row(
                [
                    _cell(_texts(cell, runs, voice, column.align, keeps_next=keeps), width)
                    for cell, column, width in columns
                ]
            )
        )
    return _table("TableGrid", widths, [*_heads(grid, runs, voice, widths), *rows])


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
            _cell(_signature(text, runs, half, above, is_last=is_last), half, at="top")
            for text in texts
        )
        rows.append(_row([left, _cell(Paragraph("Signature", EMPTY).xml, gutter), right]))
    return _table("TableNormal", (half, gutter, half), rows)


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
    return _table(
        "TableNormal",
        widths,
        [_row([_cell(cell, width) for cell in cells])],
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


def _heads(grid: Grid, runs: Runs, voice: Voice, widths: Sequence[int]) -> Iterator[Xml]:
    texts = [_head(column.head, runs, voice) for column in grid.columns]
    if not grid.groups:
        cells = [_cell(text, width) for text, width in zip(texts, widths, strict=True)]
        yield _row(cells, is_head=True)
        return
    above: list[Xml] = []
    below: list[Xml] = []
    at = 0
    for group in grid.groups:
        columns = range(at, at + group.span)
        at += group.span
        if group.head:
            width = sum(widths[column] for column in columns)
            above.append(_cell(_head(group.head, runs, voice), width, span=group.span))
            below += [_cell(texts[column], widths[column]) for column in columns]
            continue
        for column in columns:
            above.append(_cell(texts[column], widths[column], merge="restart"))
            empty = Paragraph("TableHead", EMPTY).xml
            below.append(_cell(empty, widths[column], merge="continue"))
    yield _row(above, is_head=True)
    yield _row(below, is_head=True)


def _head(text: str, runs: Runs, voice: Voice) -> Xml:
    lines = clean(text).split("\n")
    made = (Paragraph("TableHead", runs.text(line, voice.properties)) for line in lines)
    return joined(*(one.xml for one in made))


def _texts(content: Content, runs: Runs, voice: Voice, align: Align, *, keeps_next: bool) -> Xml:
    made = []
    for line in lines_of(content):
        paragraph = Paragraph("TableText", runs.content(line, voice))
        paragraph.properties["jc"] = tag("jc", val=_JC[align])
        if keeps_next:
            paragraph.properties["keepNext"] = tag("keepNext")
        made.append(paragraph.xml)
    return joined(*made)


def _table(style: str, widths: Sequence[int], rows: Sequence[Xml]) -> Xml:
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


def _row(cells: Sequence[Xml], *, is_head: bool = False) -> Xml:
    repeated = tag("tblHeader") if is_head else EMPTY
    return tag("tr", tag("trPr", tag("cantSplit"), repeated), *cells)


def _cell(
    paragraphs: Xml, width: int, *, span: int = 1, merge: str = "", at: str = "center"
) -> Xml:
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


def _widths(grid: Grid, look: Look, measure: float) -> list[int]:
    """Return the columns' widths in twips, shared out as in print from what their cells say."""
    padding = 2 * look.table.pad_across
    size = look.table.type.size

    def demand(head: str, texts: Iterable[str]) -> Demand:
        cells = [clean(text) for text in texts]
        least = max(_longest_word(text) for text in (clean(head), *cells))
        natural = max(least, *map(_longest_line, cells)) if cells else least
        whole = max(natural, _longest_line(clean(head)))
        return Demand(natural * size + padding, least * size + padding, whole * size + padding)

    demands = [
        demand(column.head, (plain(row[at]) for row in grid.rows))
        for at, column in enumerate(grid.columns)
    ]
    widen_for_groups(demands, [(group, demand(group.head, ())) for group in grid.groups])
    widths = [twips(width) for width in shared_widths(demands, measure)]
    widths[-1] += twips(measure) - sum(widths)
    return widths


def _longest_line(text: str) -> float:
    return max(map(ems, text.split("\n")))


def _longest_word(text: str) -> float:
    line = text.replace("\n", " ")
    allowed = legal_breaks(line)
    ends = [index for index in range(len(line) + 1) if allowed[index]]
    return max(
        (ems(line[start:end].rstrip()) for start, end in zip([0, *ends[:-1]], ends, strict=True)),
        default=0.0,
    )
