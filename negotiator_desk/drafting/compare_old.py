"""Puts the paragraphs of an agreement made elsewhere into the units that are compared."""

from __future__ import annotations

import re

from negotiator_desk.drafting.blocks import Align, Column, Grid
from negotiator_desk.drafting.compare_units import (
    Element,
    Line,
    LineKind,
    Omitted,
    OmittedKind,
    Unit,
    UnitKind,
    caption_line,
    named_by,
    one_line,
)
from negotiator_desk.drafting.old_text import OldKind, OldParagraph, OldTable

_ANNEX = re.compile(r"\s*(附件|附表|附录|Annex|Appendix)", re.IGNORECASE)

_LINES = {
    OldKind.TITLE: LineKind.TITLE,
    OldKind.ARTICLE: LineKind.ARTICLE,
    OldKind.ITEM: LineKind.ITEM,
    OldKind.PROSE: LineKind.PROSE,
}


def units_of(
    paragraphs: tuple[OldParagraph, ...], tables: tuple[OldTable, ...]
) -> tuple[tuple[Unit, ...], tuple[Omitted, ...]]:
    """Return the units of an agreement in order, and what is not compared.

    A heading that begins with 附件 opens an annex, to which everything up to the next such heading
    belongs. Elsewhere items and paragraphs belong to the article or paragraph before them; in a
    chapter without articles each paragraph stands by itself.
    """
    reader = _Reader()
    for count, paragraph in enumerate(paragraphs):
        reader.tables(tables, count)
        reader.paragraph(paragraph)
    reader.tables(tables, len(paragraphs), and_later=True)
    return reader.units(), tuple(reader.omitted)


class _Reader:
    def __init__(self) -> None:
        self.omitted: list[Omitted] = []
        self._units: list[tuple[UnitKind, str, list[Element]]] = [(UnitKind.FRONT, "", [])]
        self._in_article = False

    def units(self) -> tuple[Unit, ...]:
        found = []
        for kind, number, elements in self._units:
            if elements:
                first = next((one.text for one in elements if isinstance(one, Line)), "")
                found.append(Unit(kind, "", named_by(first), number, tuple(elements)))
        return tuple(found)

    def tables(self, tables: tuple[OldTable, ...], count: int, *, and_later: bool = False) -> None:
        """Take in the tables that stand after so many paragraphs."""
        for table in tables:
            if table.after == count or (and_later and table.after > count):
                self._units[-1][2].append(_grid(table))

    def paragraph(self, paragraph: OldParagraph) -> None:
        """Take in a paragraph."""
        kind, number, text = paragraph.kind, paragraph.number, paragraph.text
        if kind is OldKind.OTHER:
            self.omitted.append(Omitted(OmittedKind.PARAGRAPH, named_by(f"{number}{text}")))
            return
        if not number and not text.strip():
            return
        if kind is OldKind.HEADING:
            self._heading(number, text)
            return
        line = Line(_LINES[kind], number, (text,))
        elements = self._units[-1][2]
        last = elements[-1] if elements else None
        if kind is OldKind.TITLE and isinstance(last, Line) and last.kind is LineKind.TITLE:
            # A name over two lines is one name, as it is in a contract made here.
            elements[-1] = Line(LineKind.TITLE, "", (one_line(f"{last.text}\n{text}"),))
            return
        in_clause = self._units[-1][0] is UnitKind.CLAUSE
        if self._units[-1][0] is UnitKind.ANNEX:
            pass
        elif kind is OldKind.ARTICLE:
            self._units.append((UnitKind.CLAUSE, number, []))
            self._in_article = True
        elif self._units[-1][0] is UnitKind.HEADING or (
            in_clause and kind is OldKind.PROSE and not self._in_article
        ):
            self._units.append((UnitKind.CLAUSE, "", []))
        self._units[-1][2].append(line)

    def _heading(self, number: str, text: str) -> None:
        self._in_article = False
        if _ANNEX.match(number) or (not number and _ANNEX.match(text)):
            line = Line(LineKind.ANNEX, number, (text,))
            self._units.append((UnitKind.ANNEX, number, [line]))
        elif self._units[-1][0] is UnitKind.ANNEX and not number.startswith("第"):
            self._units[-1][2].append(caption_line(f"{number}{text}"))
        else:
            line = Line(LineKind.HEADING, number, (text,))
            self._units.append((UnitKind.HEADING, number, [line]))


def _grid(table: OldTable) -> Grid:
    """Return a table whose rows are all as long as the longest."""
    width = max((len(row) for row in (table.heads, *table.rows)), default=0)
    heads = (*table.heads, *("",) * (width - len(table.heads)))
    rows = tuple((*row, *("",) * (width - len(row))) for row in table.rows)
    return Grid(
        tuple(Column(head, Align.LEFT) for head in heads),
        tuple(tuple((cell,) if cell else () for cell in row) for row in rows),
    )
