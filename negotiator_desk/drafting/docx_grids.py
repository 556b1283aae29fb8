"""Tables of agreed figures in a Word file: their heads on every page, their columns as in print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import fsum

from negotiator_desk.drafting.blocks import Align, Column, Content, Grid, plain
from negotiator_desk.drafting.docx_runs import Paragraph, Runs, Voice, lines_of
from negotiator_desk.drafting.docx_style_list import SMALL
from negotiator_desk.drafting.docx_tables import cell, row, table
from negotiator_desk.drafting.docx_xml import EMPTY, Xml, clean, ems, joined, tag, twips
from negotiator_desk.drafting.typeset.linebreak import legal_breaks
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.widths import Demand, shared_widths, widen_for_groups

_JC = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}

_SLACK = 2.0
"""Points that a column has over, for a Word file does not know the faces it is shown in."""

_BOLD = 1.12
"""How much wider bold type is than other type."""

_SHORT_HEAD = 4
"""Ems of a head that is not broken; longer ones may take two lines."""

_WORD = 1.12
"""How much wider a single word may be than words are in the mean."""


def grid_table(
    grid: Grid, look: Look, runs: Runs, voice: Voice, measure: float, *, tied: bool = False
) -> Xml:
    """Return a table with its head repeated on every page and no row cut.

    Args:
        measure: Points from margin to margin.
        tied: Its last row stays with what follows.
    """
    return _Table(grid, look, runs, voice, measure).xml(tied=tied)


class _Table:
    def __init__(self, grid: Grid, look: Look, runs: Runs, voice: Voice, measure: float) -> None:
        self.grid = grid
        self.runs = runs
        self.voice = voice
        self.size = ""
        """Ends the ids of the styles of its texts."""
        size = look.table.type.size
        padding = 2 * look.table.pad_across + _SLACK
        demands = self._demands(size, padding)
        if fsum(one.least for one in demands) > measure:
            self.size = SMALL.id
            demands = self._demands(size * SMALL.scale, padding)
        self.widths = [twips(width) for width in shared_widths(demands, measure)]
        self.widths[-1] += twips(measure) - sum(self.widths)

    def xml(self, *, tied: bool) -> Xml:
        """Return the table as markup."""
        rows = []
        for number, texts in enumerate(self.grid.rows, start=1):
            # No row is left alone with the head, at the foot or at the top of a page.
            rest = len(self.grid.rows) - number
            keeps = tied if rest == 0 else number == 1 or rest == 1
            columns = zip(texts, self.grid.columns, self.widths, strict=True)
            rows.append(
                row(
                    [
                        cell(self._texts(text, column, keeps_next=keeps), width)
                        for text, column, width in columns
                    ]
                )
            )
        return table("TableGrid", self.widths, [*self._heads(), *rows])

    def _heads(self) -> Iterator[Xml]:
        texts = [self._head(column.head) for column in self.grid.columns]
        if not self.grid.groups:
            cells = [cell(text, width) for text, width in zip(texts, self.widths, strict=True)]
            yield row(cells, is_head=True)
            return
        above: list[Xml] = []
        below: list[Xml] = []
        at = 0
        for group in self.grid.groups:
            columns = range(at, at + group.span)
            at += group.span
            if group.head:
                width = sum(self.widths[column] for column in columns)
                above.append(cell(self._head(group.head), width, span=group.span))
                below += [cell(texts[column], self.widths[column]) for column in columns]
                continue
            for column in columns:
                above.append(cell(texts[column], self.widths[column], merge="restart"))
                empty = self._paragraph("TableHead", EMPTY).xml
                below.append(cell(empty, self.widths[column], merge="continue"))
        yield row(above, is_head=True)
        yield row(below, is_head=True)

    def _head(self, text: str) -> Xml:
        lines = clean(text).split("\n")
        made = (
            self._paragraph("TableHead", self.runs.text(line, self.voice.properties))
            for line in lines
        )
        return joined(*(one.xml for one in made))

    def _texts(self, content: Content, column: Column, *, keeps_next: bool) -> Xml:
        made = []
        for line in lines_of(content):
            paragraph = self._paragraph("TableText", self.runs.content(line, self.voice))
            paragraph.properties["jc"] = tag("jc", val=_JC[column.align])
            if keeps_next:
                paragraph.properties["keepNext"] = tag("keepNext")
            made.append(paragraph.xml)
        return joined(*made)

    def _paragraph(self, style: str, content: Xml) -> Paragraph:
        return Paragraph(f"{style}{self.size}", content)

    def _demands(self, size: float, padding: float) -> Sequence[Demand]:
        """Return what each column asks for, from what its cells say.

        Args:
            size: Type size in points.
            padding: Points beside the text of a cell.
        """

        def demand(head: str, texts: Iterable[str]) -> Demand:
            cells = [clean(text) for text in texts]
            whole = _longest_line(clean(head)) * _BOLD
            least = max(_longest_word(clean(head)) * _BOLD, *map(_longest_word, cells), 0.0)
            head_part = whole if whole <= _SHORT_HEAD else max(_SHORT_HEAD, whole / 2 + 1)
            natural = max(least, head_part, *map(_longest_line, cells))
            return Demand(
                natural=natural * size + padding,
                least=least * size + padding,
                head=max(natural, whole) * size + padding,
            )

        columns = enumerate(self.grid.columns)
        demands = [
            demand(column.head, (plain(texts[at]) for texts in self.grid.rows))
            for at, column in columns
        ]
        groups = [(group, demand(group.head, ())) for group in self.grid.groups]
        widen_for_groups(demands, groups)
        return demands


def _longest_line(text: str) -> float:
    return max(map(ems, text.split("\n")))


def _longest_word(text: str) -> float:
    line = text.replace("\n", " ")
    allowed = legal_breaks(line)
    ends = [index for index in range(len(line) + 1) if allowed[index]]
    words = (line[start:end].rstrip() for start, end in zip([0, *ends[:-1]], ends, strict=True))
    return max((ems(word) * (_WORD if len(word) > 1 else 1.0) for word in words), default=0.0)
