"""Cutting a delimited text into cells: where each stands, without making each a Python text.

Delimiters, line ends and quotation marks are single bytes in UTF-8 and GB18030 that are no part of
any other character, so the bytes are cut as they are. What has anything unusual about its quotation
marks is read by `csv`, line by line.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.fields import LONGEST_VALUE
from negotiator_desk.pay.spans import Mask, Octets, Spans
from negotiator_desk.storage.intake.cells import Cell, CellColumn, Coded, is_blank
from negotiator_desk.storage.intake.grid import MOST_COLUMNS, Grid
from negotiator_desk.storage.intake.refusals import ImportRefused

Places = npt.NDArray[np.int32]
"""Places in a text, which is far below 2^31 bytes long."""

_PIECE = 4_000_000
"""Bytes that are searched for separators in one go, so that they stay in the processor's reach."""

_LONGEST_CELL = 131_072
"""Bytes of a cell from which `csv` has a look at it: it refuses as many characters."""

_SAMPLED_AT_ONCE = 1_000
_SHORTEST_CODE = 4
"""Characters of a code; what is shorter may be a mark for nothing, as N/A."""

_QUOTE, _EQUALS, _RETURN, _FEED = b'"=\r\n'
_LIKE_A_TOTAL = np.frombuffer(b"lLmM:", dtype=np.uint8)
"""Last characters of the words for a total, in ASCII."""

_FORMULA_TEXT = re.compile(r'="([^"]*)"')
"""How some exports keep the zeros in front of a number: ="00123"."""


class Delimited(Grid):
    """The cells of a delimited text."""

    def __init__(self, content: bytes, delimiter: str, encoding: str) -> None:
        """Cut the text.

        Args:
            content: Its bytes, of which the whole is known to be in `encoding`.
            delimiter: One ASCII character.
            encoding: "utf-8" or "gb18030".

        Raises:
            ImportRefused: A quotation mark never closes, or stands where none may.
        """
        self.name = ""
        self.merges = ()
        if content and not content.endswith(b"\n"):
            content += b"\n"
        self._encoding = encoding
        self._octets: Octets = np.frombuffer(content, dtype=np.uint8)
        if not self._cut_at_all(ord(delimiter)):
            content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            self._octets = np.frombuffer(content, dtype=np.uint8)
            self._cut_at_all(ord(delimiter))
        self._has_quotes = b'"' in content
        self._loose_from = len(self._octets)
        self._read_one_by_one(self._unusual_lines(), delimiter)
        self.height = len(self._starts)
        self.width = int(self._counts.max()) if self.height else 0

    @override
    def row(self, row: int) -> list[Cell]:
        first = int(self._firsts[row])
        start = int(self._starts[row])
        is_loose = start >= self._loose_from
        cells: list[Cell] = []
        for end in self._ends[first : first + int(self._counts[row])].tolist():
            octets = self._octets[start:end].tobytes()
            if len(octets) >= 2 and octets[0] == octets[-1] == _QUOTE and not is_loose:
                octets = octets[1:-1]
            cells.append(self.cell_of(octets))
            start = end + 1
        return cells

    @override
    def column(self, column: int, first: int) -> SpanColumn:
        return SpanColumn(self, self._spans(column, np.arange(first, self.height)))

    def cell_of(self, octets: bytes) -> str:
        """Return the text of a cell."""
        text = octets.decode(self._encoding)
        found = _FORMULA_TEXT.fullmatch(text) if text.startswith("=") else None
        return text if found is None else found[1]

    def _cut_at_all(self, delimiter: int) -> bool:
        """Find the ends of all cells, as if every delimiter and line feed were one.

        Returns:
            Whether every carriage return stands before a line feed.
        """
        found: list[Places] = []
        returns = 0
        for start in range(0, len(self._octets), _PIECE):
            piece = self._octets[start : start + _PIECE]
            at = np.flatnonzero((piece == delimiter) | (piece == _FEED))
            found.append((at + start).astype(np.int32))
            returns += int(np.count_nonzero(piece == _RETURN))
        self._ends = np.concatenate(found) if found else np.zeros(0, dtype=np.int32)
        last = np.flatnonzero(self._octets[self._ends] == _FEED)
        # Of each row: its first cell among all, how many it has, and where it starts.
        self._firsts = np.zeros(len(last), dtype=np.int32)
        self._firsts[1:] = last[:-1] + 1
        self._counts = (last + 1 - self._firsts).astype(np.int32)
        self._starts = np.zeros(len(last), dtype=np.int32)
        self._starts[1:] = self._ends[last[:-1]] + 1
        # No byte stands before the first; the last is a line feed.
        follows_return = self._octets[self._ends[last] - 1] == _RETURN
        self._ends[last] -= follows_return
        return returns == int(np.count_nonzero(follows_return))

    def _spans(self, column: int, rows: Whole) -> Spans:
        """Return the cells of a column, without the quotation marks around them."""
        spans = self._raw_spans(column, rows)
        if not self._has_quotes:
            return spans
        quoted = _is_quoted(spans) & (spans.starts < self._loose_from)
        return Spans(spans.octets, spans.starts + quoted, spans.lengths - 2 * quoted)

    def _raw_spans(self, column: int, rows: Whole) -> Spans:
        cells = self._firsts[rows].astype(np.int64) + column
        starts = self._starts[rows].astype(np.int64)
        exists = self._counts[rows] > column
        if not exists.all():
            cells[~exists] = 0
        if column:
            starts = self._ends[cells - 1].astype(np.int64) + 1
        lengths = self._ends[cells] - starts
        if not exists.all():
            starts[~exists] = lengths[~exists] = 0
        return Spans(self._octets, starts, lengths)

    def _unusual_lines(self) -> Whole:
        """Return the lines whose quotation marks are not each at an end of a cell.

        Where every mark is at an end, no delimiter or line feed stands between two of one cell, and
        the text was cut rightly. The marks of a cell such as ="00123" are its own.
        """
        is_unusual = np.zeros(len(self._starts), dtype=np.bool_)
        long = np.flatnonzero(np.diff(self._ends) > _LONGEST_CELL)
        is_unusual[np.searchsorted(self._firsts, long + 1, side="right") - 1] = True
        is_unusual[:1] |= len(self._ends) > 0 and int(self._ends[0]) > _LONGEST_CELL
        if self._has_quotes:
            bounds = np.append(self._starts, len(self._octets))
            marks = np.diff(np.searchsorted(np.flatnonzero(self._octets == _QUOTE), bounds))
            lines = np.flatnonzero(marks)
            at_ends = np.zeros(len(lines), dtype=np.int64)
            for column in range(min(int(self._counts.max()), MOST_COLUMNS)):
                spans = self._raw_spans(column, lines)
                at_ends += 2 * (_is_quoted(spans) | _is_formula(spans))
            is_unusual[lines[marks[lines] != at_ends]] = True
        return np.flatnonzero(is_unusual)

    def _read_one_by_one(self, lines: Whole, delimiter: str) -> None:
        """Let `csv` read the rows that begin in these lines, and put their cells behind the text.

        Raises:
            ImportRefused: It cannot.
        """
        if not len(lines):
            return
        block = bytearray()
        base = len(self._octets)
        starts = np.append(self._starts, base)
        ends: list[int] = []
        is_row = np.ones(len(self._starts), dtype=np.bool_)
        following = -1
        for line in lines.tolist():
            if line < following:
                continue  # inside a cell of the row before
            if line != following:
                begin = line
                reader = csv.reader(self._lines(begin, starts), delimiter=delimiter, strict=True)
            try:
                cells = next(reader)
            except csv.Error as fault:
                raise _broken_quotes(begin + reader.line_num) from fault
            following = begin + reader.line_num
            is_row[line + 1 : following] = False
            self._starts[line] = base + len(block)
            self._firsts[line] = len(self._ends) + len(ends)
            self._counts[line] = len(cells)
            for cell in cells:
                block += cell.encode(self._encoding)
                ends.append(base + len(block))
                block += b"\n"
        self._loose_from = base
        self._octets = np.concatenate((self._octets, np.frombuffer(block, dtype=np.uint8)))
        self._ends = np.append(self._ends, np.array(ends, dtype=np.int32))
        self._starts, self._firsts = self._starts[is_row], self._firsts[is_row]
        self._counts = self._counts[is_row]

    def _lines(self, first: int, starts: Places) -> Iterator[str]:
        """Return the lines of the text from one on, by where each starts."""
        for line in range(first, len(starts) - 1):
            octets = self._octets[starts[line] : starts[line + 1]]
            yield octets.tobytes().decode(self._encoding)


class SpanColumn(CellColumn):
    """Cells of a delimited text.

    Attributes:
        spans: Where they stand.
    """

    def __init__(self, text: Delimited, spans: Spans) -> None:
        self._text = text
        self.spans = spans

    @override
    def __len__(self) -> int:
        return len(self.spans)

    @override
    def cell(self, place: int) -> Cell:
        return self._text.cell_of(next(self.spans.take(np.array([place])).texts()))

    @override
    def coded(self, *, whole: bool = False) -> Coded:
        codes, firsts = self.spans.distinct()
        different = self.spans.take(firsts)
        looked_at = np.arange(len(firsts)) if whole else np.flatnonzero(~_are_codes(different))
        texts = different.take(looked_at).texts()
        cells = {
            number: self._text.cell_of(text)
            for number, text in zip(looked_at.tolist(), texts, strict=True)
        }
        return Coded(codes, cells, None if whole else different)

    @override
    def take(self, places: Whole) -> SpanColumn:
        return self.part(self.spans.take(places))

    def part(self, spans: Spans) -> SpanColumn:
        """Return cells that are parts of these."""
        return SpanColumn(self._text, spans)

    @override
    def samples(self, most: int) -> list[Cell]:
        found: list[Cell] = []
        places = np.flatnonzero(self.spans.lengths)
        for start in range(0, len(places), _SAMPLED_AT_ONCE):
            texts = self.spans.take(places[start : start + _SAMPLED_AT_ONCE]).texts()
            cells = map(self._text.cell_of, texts)
            found += islice((cell for cell in cells if not is_blank(cell)), most - len(found))
            if len(found) == most:
                break
        return found


def _is_quoted(spans: Spans) -> Mask:
    quoted: Mask = (spans.octet(0) == _QUOTE) & (_last(spans) == _QUOTE) & (spans.lengths >= 2)
    return quoted


def _is_formula(spans: Spans) -> Mask:
    begins = (spans.octet(0) == _EQUALS) & (spans.octet(1) == _QUOTE)
    formula: Mask = begins & (_last(spans) == _QUOTE) & (spans.lengths >= 3)
    return formula


def _are_codes(spans: Spans) -> Mask:
    """Tell which texts stand for themselves (`Coded.plain`)."""
    fits = (spans.lengths >= _SHORTEST_CODE) & (spans.lengths <= LONGEST_VALUE)
    looks_like_more = (spans.octet(0) == _EQUALS) | np.isin(_last(spans), _LIKE_A_TOTAL)
    codes: Mask = fits & ~looks_like_more & spans.are_visible_ascii()
    return codes


def _last(spans: Spans) -> Octets:
    """Return the last byte of each text that is not empty."""
    octets: Octets = spans.octets[spans.starts + spans.lengths - 1]
    return octets


def _broken_quotes(line: int) -> ImportRefused:
    return ImportRefused(
        _("The quotation marks near line {line} do not match; nothing was imported.").format(
            line=line
        ),
        hint=_("Open it in a spreadsheet program and save it as .xlsx, then import that file."),
    )
