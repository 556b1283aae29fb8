"""What a comparison finds: every clause with what became of it, and every changed figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.drafting.blocks import Change, Content, Grid, Marked
from negotiator_desk.drafting.compare_units import LineKind, Omitted, SideLabel, Unit, UnitKind

PILCROW = "¶"
"""Stands, marked, where a paragraph was divided or two were joined."""

SPLIT = Marked(PILCROW, Change.INSERTED)
"""Ends a paragraph that goes on in the next one in the old text."""

JOIN = Marked(PILCROW, Change.DELETED)
"""Stands where a paragraph of the old text ended."""


class Fate(StrEnum):
    """What became of a clause, a paragraph or a table."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_AWAY = "moved_away"
    """Stands at the old place of a clause that is shown at its new one."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure that was changed.

    Attributes:
        number: Of the article or annex it stands in, in the new text; "" = it has none.
        title: What the clause or annex is called.
        what: The parameter's name, a table's row and column, or the words before it.
        old, new: As printed; "" = it was not there, or is not there any more.
    """

    number: str
    title: str
    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class WordChange:
    """A figure that differs inside a paragraph or a cell; see `FigureChange`."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A paragraph of both texts.

    Attributes:
        number: In the new text; "" = it is not there, or has none.
        old_number: In the old text.
        content: Both texts in one, with `Marked` where they differ.
        is_split: The old paragraph goes on in the next line; the content ends in `SPLIT`.
        figures: What of its figures changed.
    """

    fate: Fate
    kind: LineKind
    number: str
    old_number: str
    content: Content
    is_split: bool = False
    figures: tuple[WordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnFate:
    """What became of a column of a compared table.

    Attributes:
        old_head: What it was called; "" = it was not there.
    """

    head: str
    old_head: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A table of both texts.

    Attributes:
        grid: Both in one: rows and columns that are gone stand where they stood.
        columns: As many as the grid has.
        rows: What became of each row.
        figures: The cells that differ, and those of rows that are new or gone.
    """

    fate: Fate
    grid: Grid
    columns: tuple[ColumnFate, ...]
    rows: tuple[Fate, ...]
    figures: tuple[WordChange, ...]


ComparedElement = ComparedLine | ComparedTable


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """A clause of both texts; of several, where one was divided or some were joined.

    Attributes:
        is_moved: It stands in another place among the others.
        old, new: () = it is not in that text.
        second: The same for the contract's other language.
    """

    fate: Fate
    kind: UnitKind
    is_moved: bool
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    elements: tuple[ComparedElement, ...]
    second: tuple[ComparedElement, ...] = ()

    @property
    def is_renumbered(self) -> bool:
        """Whether its number changed."""
        return (
            bool(self.old)
            and bool(self.new)
            and [one.number for one in self.old] != [one.number for one in self.new]
        )

    @property
    def title(self) -> str:
        """What lists call it."""
        return (self.new or self.old)[0].title

    @property
    def has_other_words(self) -> bool:
        """Whether words were added or went; dividing and joining paragraphs is neither."""
        return any(_has_other_words(one) for one in (*self.elements, *self.second))

    @property
    def is_divided(self) -> bool:
        """Whether a paragraph of it was divided."""
        lines = (*self.elements, *self.second)
        return any(isinstance(one, ComparedLine) and one.is_split for one in lines)

    @property
    def is_joined(self) -> bool:
        """Whether paragraphs of it were joined."""
        lines = (*self.elements, *self.second)
        return any(isinstance(one, ComparedLine) and JOIN in one.content for one in lines)


@dataclass(frozen=True)
class Comparison:
    """One text held against another.

    Attributes:
        units: In the order of the new text; what is gone stands where it stood.
        old_omitted, new_omitted: What of each text was not compared.
    """

    old: SideLabel
    new: SideLabel
    units: tuple[ComparedUnit, ...]
    old_omitted: tuple[Omitted, ...]
    new_omitted: tuple[Omitted, ...]

    @property
    def changes(self) -> tuple[ComparedUnit, ...]:
        """The clauses in which something changed but their number."""
        return tuple(
            unit
            for unit in self.units
            if unit.fate is not Fate.MOVED_AWAY and (unit.fate is not Fate.SAME or unit.is_moved)
        )

    @property
    def figures(self) -> tuple[FigureChange, ...]:
        """Every figure that changed, in the order of the text; of the first language alone."""
        return tuple(self._figures())

    def _figures(self) -> Iterator[FigureChange]:
        for unit in self.units:
            if unit.fate is Fate.MOVED_AWAY:
                continue
            for element in unit.elements:
                number = "" if not unit.new else unit.new[0].number
                for one in element.figures:
                    yield FigureChange(number, unit.title, one.what, one.old, one.new)


def _has_other_words(element: ComparedElement) -> bool:
    if isinstance(element, ComparedTable):
        return element.fate is not Fate.SAME
    return any(
        isinstance(part, Marked)
        and part.change in {Change.INSERTED, Change.DELETED}
        and part not in (SPLIT, JOIN)
        for part in element.content
    )
