"""Holds a table against an older one: rows by what they are about, columns by their heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from negotiator_desk.drafting.blocks import Align, Change, Column, Content, Grid, Marked, plain
from negotiator_desk.drafting.compare_result import (
    ColumnFate,
    ComparedTable,
    Fate,
    WordChange,
)
from negotiator_desk.drafting.compare_units import Element
from negotiator_desk.drafting.compare_words import (
    Resolver,
    differences,
    marked,
    tokens_of,
)

_ORDINALS = {"序号", "编号", "序号 No.", "No.", "No", "no."}
"""Heads of columns that count rows; they are not compared, and tell no row from another."""

_IN_BRACKETS = re.compile(r"[（(].*?[）)]")
_ENGLISH = re.compile(r"(?<=[^\x00-\x7f])\s+[\x00-\x7f]+$")
"""The English part of a label in two languages."""

_LEAST_HEADS = 0.5
"""Share of column heads in common below which tables are not the same one: our own choice."""

_LONG_CELL = 16
"""Characters from which on a cell is compared word by word, not as a whole: our own choice."""

_Row = tuple[Content, ...]


def likeness(old: Element, new: Element) -> float:
    """Return how much two tables have in common: 0 to 1; 0 = they are not the same table."""
    if not isinstance(old, Grid) or not isinstance(new, Grid):
        return 0.0
    heads = _share([_head(one) for one in old.columns], [_head(one) for one in new.columns])
    if heads < _LEAST_HEADS:
        return 0.0
    names = _share([_first(old, row) for row in old.rows], [_first(new, row) for row in new.rows])
    return (2 * heads + names) / 3


def whole_table(grid: Grid, change: Change, fate: Fate) -> ComparedTable:
    """Return a table that only one of the texts has."""
    rows = tuple(_marked_row(row, change) for row in grid.rows)
    return ComparedTable(
        fate,
        Grid(grid.columns, rows, grid.groups),
        tuple(ColumnFate(column.head, column.head, fate) for column in grid.columns),
        (fate,) * len(rows),
        (),
    )


def unmarked_table(grid: Grid) -> ComparedTable:
    """Return a table that is held against nothing."""
    return ComparedTable(
        Fate.SAME,
        grid,
        tuple(ColumnFate(column.head, column.head, Fate.SAME) for column in grid.columns),
        (Fate.SAME,) * len(grid.rows),
        (),
    )


def compare_tables(old: Grid, new: Grid, resolve: tuple[Resolver, Resolver]) -> ComparedTable:
    """Return a table of both texts in one; the order of its rows is the new one's."""
    return _Tables(old, new, resolve).compared()


class _Tables:
    def __init__(self, old: Grid, new: Grid, resolve: tuple[Resolver, Resolver]) -> None:
        self.old, self.new, self.resolve = old, new, resolve
        self.columns = _paired(
            [_head(column) for column in old.columns], [_head(column) for column in new.columns]
        )
        self.width = self._key_width()
        self.rows = _paired(
            [self._key(old, row) for row in old.rows], [self._key(new, row) for row in new.rows]
        )
        self.figures: list[WordChange] = []

    def compared(self) -> ComparedTable:
        """Return both tables in one."""
        columns, fates = [], []
        for before, after in self.columns:
            column, fate = self._column(before, after)
            columns.append(column)
            old_head = "" if before is None else self.old.columns[before].head
            fates.append(ColumnFate(column.head, old_head, fate))
        rows, row_fates = [], []
        for before, after in self.rows:
            row, fate = self._row(before, after)
            rows.append(row)
            row_fates.append(fate)
        is_same = all(one is Fate.SAME for one in row_fates) and all(
            one.fate is Fate.SAME for one in fates
        )
        has_groups = len(columns) == len(self.new.columns)
        return ComparedTable(
            Fate.SAME if is_same else Fate.CHANGED,
            Grid(tuple(columns), tuple(rows), self.new.groups if has_groups else ()),
            tuple(fates),
            tuple(row_fates),
            tuple(self.figures),
        )

    def _column(self, before: int | None, after: int | None) -> tuple[Column, Fate]:
        old = None if before is None else self.old.columns[before]
        new = None if after is None else self.new.columns[after]
        if old is None or new is None:
            return new or old or Column("", Align.LEFT), _fate(before, after)
        # A head's brackets hold its unit, and another unit is another table of figures.
        return new, Fate.SAME if _chinese(old.head) == _chinese(new.head) else Fate.CHANGED

    def _row(self, before: int | None, after: int | None) -> tuple[_Row, Fate]:
        olds = None if before is None else self.old.rows[before]
        news = None if after is None else self.new.rows[after]
        fate = _fate(before, after)
        cells: list[Content] = []
        for old_column, new_column in self.columns:
            old = None if olds is None or old_column is None else olds[old_column]
            new = None if news is None or new_column is None else news[new_column]
            column, _fate_of_column = self._column(old_column, new_column)
            cell = self._cell(old, new, column.head in _ORDINALS and fate is Fate.SAME)
            if any(isinstance(part, Marked) for part in cell):
                self._note(olds, news, column, old, new)
                if fate is Fate.SAME:
                    fate = Fate.CHANGED
            cells.append(cell)
        return tuple(cells), fate

    def _cell(self, old: Content | None, new: Content | None, is_ordinal: bool) -> Content:
        if old is None or new is None:
            change = Change.INSERTED if old is None else Change.DELETED
            return _marked_cell(old or new or (), change)
        if is_ordinal:
            return new
        first, second = tokens_of(old, self.resolve[0]), tokens_of(new, self.resolve[1])
        if [one.key for one in first] == [one.key for one in second]:
            return new
        if max(len(plain(old)), len(plain(new))) >= _LONG_CELL:
            return marked(differences(first, second))
        gone, added = _marked_cell(old, Change.DELETED), _marked_cell(new, Change.INSERTED)
        return (*gone, " ", *added) if gone and added else (*gone, *added)

    def _note(
        self,
        olds: _Row | None,
        news: _Row | None,
        column: Column,
        old: Content | None,
        new: Content | None,
    ) -> None:
        grid, row = (self.new, news) if news is not None else (self.old, olds)
        texts = ["" if cell is None else plain(cell) for cell in (old, new)]
        has_digits = any(character.isdigit() for text in texts for character in text)
        if row is None or column.head in _ORDINALS or not has_digits:
            return
        names = [name for name in self._key(grid, row)[: self.width] if name]
        self.figures.append(WordChange("·".join((*names, column.head)), texts[0], texts[1]))

    def _key_width(self) -> int:
        """Return how many columns, without ordinals, tell every row from the others."""
        most = min(len(_cells(self.old)), len(_cells(self.new)))
        for width in range(1, most):
            if all(
                len({self._texts(grid, row, width) for row in grid.rows}) == len(grid.rows)
                for grid in (self.old, self.new)
            ):
                return width
        return 1

    def _key(self, grid: Grid, row: _Row) -> tuple[str, ...]:
        return self._texts(grid, row, self.width)

    def _texts(self, grid: Grid, row: _Row, width: int) -> tuple[str, ...]:
        return tuple(_chinese(plain(row[place]).strip()) for place in _cells(grid)[:width])


def _cells(grid: Grid) -> list[int]:
    """Return the places of the columns that say something."""
    places = [place for place, one in enumerate(grid.columns) if one.head not in _ORDINALS]
    return places or list(range(len(grid.columns)))


def _first(grid: Grid, row: _Row) -> str:
    return _chinese(plain(row[_cells(grid)[0]]).strip())


def _head(column: Column) -> str:
    text = _chinese(column.head)
    return _IN_BRACKETS.sub("", text).strip() or text


def _chinese(label: str) -> str:
    """Return a label without its English part, which the other text may not have."""
    return _ENGLISH.sub("", label)


def _share(old: Sequence[str], new: Sequence[str]) -> float:
    if not old and not new:
        return 1.0
    common = (Counter(old) & Counter(new)).total()
    return 2 * common / (len(old) + len(new))


def _paired(
    old: Sequence[object], new: Sequence[object]
) -> tuple[tuple[int | None, int | None], ...]:
    """Return places of both sequences: what is equal together, what is gone where it stood.

    What stands more than once is taken in turn.
    """
    free: dict[object, list[int]] = {}
    for place, key in enumerate(old):
        free.setdefault(key, []).append(place)
    partner: list[int | None] = [free[key].pop(0) if free.get(key) else None for key in new]
    behind = {place: number for number, place in enumerate(partner) if place is not None}
    gone: dict[int, list[int]] = {}
    anchor = -1
    for place in range(len(old)):
        if place in behind:
            anchor = behind[place]
        else:
            gone.setdefault(anchor, []).append(place)
    pairs: list[tuple[int | None, int | None]] = [(place, None) for place in gone.get(-1, ())]
    for number, before in enumerate(partner):
        pairs.append((before, number))
        pairs.extend((left, None) for left in gone.get(number, ()))
    return tuple(pairs)


def _fate(before: int | None, after: int | None) -> Fate:
    if before is None:
        return Fate.ADDED
    return Fate.REMOVED if after is None else Fate.SAME


def _marked_cell(cell: Content, change: Change) -> Content:
    text = plain(cell)
    return (Marked(text, change),) if text else ()


def _marked_row(row: _Row, change: Change) -> _Row:
    return tuple(_marked_cell(cell, change) for cell in row)
