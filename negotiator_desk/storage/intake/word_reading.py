"""Walks through a Word file's text: paragraphs, tables, and everything that is neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from negotiator_desk.models.columns import clean_text
from negotiator_desk.storage.intake.word_answers import LeftKind
from negotiator_desk.storage.intake.word_left import Leftovers
from negotiator_desk.storage.intake.word_numbers import ListNumbers
from negotiator_desk.storage.intake.word_runs import Runs
from negotiator_desk.storage.intake.word_styles import Format, Styles
from negotiator_desk.storage.intake.word_xml import (
    Element,
    child,
    local,
    number,
    parse,
    value,
)

_AROUND = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"})
"""Elements around blocks whose content is read as if they were not there."""

_SILENT = frozenset(
    {"sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "proofErr", "permStart"}
    | {"permEnd", "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd"}
    | {"customXmlPr", "tblPrEx", "lastRenderedPageBreak", "background"}
)
"""Elements between blocks that say nothing."""

_LONGEST_CELL = 120
"""Characters of a cell in a table of figures; longer ones are running text."""

_SIGNED = re.compile(r"[（(](?:盖章|签章|公章|签字|签名)[）)]|(?:签字|盖章|签章)\s*[：:]")
_MOST_TO_SIGN = 60
"""Paragraphs of a table to be signed; a longer one lists something."""

_MOST_COLUMNS = 60
"""Columns that one cell may span; Word's own limit is 63."""


@dataclass
class RawParagraph:
    """A paragraph as the file has it.

    Attributes:
        number: What Word shows before it; "" = nothing, or a bullet.
        is_bullet: It has a bullet.
        is_bold: All that is seen of it is.
        size: Half points of its largest text.
        is_contents: It belongs to a contents list.
        is_signature: It stands in a table to be signed.
    """

    text: str
    number: str
    is_bullet: bool
    is_bold: bool
    size: int
    is_contents: bool
    format: Format
    is_signature: bool = False


@dataclass(frozen=True)
class RawTable:
    """A table of figures, its merged cells filled with what they say.

    Attributes:
        heads: Rows at its top that are its head, at least one.
    """

    rows: tuple[tuple[str, ...], ...]
    heads: int


@dataclass
class _Cell:
    paragraphs: list[RawParagraph]
    span: int
    continues: bool
    is_nested: bool

    @property
    def text(self) -> str:
        return " ".join(one.text.replace("\n", " ") for one in self.paragraphs if one.text)


@dataclass
class Reader:
    """Reads the blocks of one document in order.

    Attributes:
        blocks: What was read so far.
        left: What was not taken over.
    """

    parts: Mapping[str, bytes]
    folder: str
    left: Leftovers = field(default_factory=Leftovers)
    blocks: list[RawParagraph | RawTable] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read the parts that say how the text looks."""
        self._styles = Styles(self.parts.get(f"{self.folder}styles.xml"))
        self._numbers = ListNumbers(self.parts.get(f"{self.folder}numbering.xml"))
        self._runs = Runs(self._styles, self.left)
        self._before = ""

    def read(self, body: Element) -> None:
        """Read all blocks of the document's body."""
        for block in _blocks(body, self.left):
            if local(block) == "p":
                made = self._paragraph(block)
                if made is not None:
                    self.blocks.append(made)
            else:
                self.blocks += self._table(block)

    def _paragraph(self, element: Element) -> RawParagraph | None:
        properties = child(element, "pPr")
        asked = self._styles.format_of(properties)
        runs = self._runs.of(element, asked)
        text = clean_text(self._before + runs.text).strip()
        self._before = ""
        if _end_is_deleted(properties):
            # Accepting the change joins this paragraph to the next one.
            self._before = text
            return None
        # Word counts an empty paragraph of a list too.
        shown = self._number(asked) if asked.list and not asked.is_contents else None
        if not text:
            return None
        return RawParagraph(
            text=text,
            number=shown or "",
            is_bullet=shown == "",
            is_bold=runs.is_bold,
            size=runs.size,
            is_contents=asked.is_contents or runs.is_contents,
            format=asked,
        )

    def _number(self, asked: Format) -> str | None:
        level = asked.level
        if level is None:
            level = self._numbers.level_of_style(asked.list, asked.style)
        return self._numbers.next(asked.list, level or 0)

    def _table(self, element: Element) -> list[RawParagraph | RawTable]:
        rows = [[self._cell(cell) for cell in _inside(row, "tc")] for row in _inside(element, "tr")]
        heads = [_is_head(row) for row in _inside(element, "tr")]
        filled = _filled(rows)
        texts = [one for row in rows for cell in row for one in cell.paragraphs]
        if not texts:
            return []
        if any(_SIGNED.search(one.text) for one in texts) and len(texts) <= _MOST_TO_SIGN:
            for one in texts:
                one.is_signature = True
            return [*texts]
        if filled is None or not _is_of_figures(rows):
            self.left.add(LeftKind.LAYOUT_TABLE, texts[0].text)
            return [*texts]
        self.left.add(LeftKind.TABLE, "　".join(filled[0]))
        count = next((at for at, is_head in enumerate(heads) if not is_head), len(heads))
        return [RawTable(filled, min(max(1, count), len(filled) - 1))]

    def _cell(self, element: Element) -> _Cell:
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        paragraphs: list[RawParagraph] = []
        is_nested = False
        for block in _blocks(element, self.left):
            if local(block) == "tbl":
                is_nested = True
                paragraphs += [one for one in self._table(block) if isinstance(one, RawParagraph)]
            elif (made := self._paragraph(block)) is not None:
                paragraphs.append(made)
        return _Cell(
            paragraphs,
            span=min(max(1, number(child(properties, "gridSpan")) or 1), _MOST_COLUMNS),
            continues=merge is not None and value(merge) != "restart",
            is_nested=is_nested,
        )


def document_body(part: bytes) -> Element | None:
    """Return the body of a document's main part; None = it has none."""
    return child(parse(part), "body")


def _blocks(element: Element, left: Leftovers) -> Iterator[Element]:
    """Yield the paragraphs and tables in an element."""
    for one in element:
        name = local(one)
        if name in {"p", "tbl"}:
            yield one
        elif name in _AROUND:
            left.note_change(name)
            yield from _blocks(one, left)
        elif name in {"del", "moveFrom"}:
            left.note_change(name)
        elif name == "AlternateContent":
            choice = child(one, "Choice")
            yield from _blocks(one if choice is None else choice, left)
        elif name in {"altChunk", "object"}:
            left.add(LeftKind.OBJECT, "")
        elif name in {"oMath", "oMathPara"}:
            left.add(LeftKind.FORMULA, "")
        elif name not in _SILENT and not name.startswith(("move", "customXml", "bookmark")):
            left.add(LeftKind.UNKNOWN, name)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, whatever stands around them."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _AROUND:
            yield from _inside(one, name)


def _end_is_deleted(properties: Element | None) -> bool:
    mark = child(properties, "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _is_head(row: Element) -> bool:
    return child(child(row, "trPr"), "tblHeader") is not None


def _filled(rows: list[list[_Cell]]) -> tuple[tuple[str, ...], ...] | None:
    """Return a table's texts with merged cells repeated; None = its rows are uneven."""
    filled: list[list[str]] = []
    for row in rows:
        line: list[str] = []
        for cell in row:
            text = cell.text
            if cell.continues and filled and len(filled[-1]) > len(line):
                text = filled[-1][len(line)]
            line += [text] * cell.span
        filled.append(line)
    widths = {len(line) for line in filled}
    if len(widths) != 1 or widths.pop() < 2 or len(filled) < 2:
        return None
    return tuple(map(tuple, filled))


def _is_of_figures(rows: list[list[_Cell]]) -> bool:
    cells = [cell for row in rows for cell in row]
    return not any(
        cell.is_nested
        or len(cell.text) > _LONGEST_CELL
        or any(one.number.startswith("第") for one in cell.paragraphs)
        for cell in cells
    )
