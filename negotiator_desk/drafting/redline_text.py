"""The text of a redline: compared clauses as blocks, numbers of both texts beside each other."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Caption,
    Change,
    Chapter,
    Column,
    Grid,
    Item,
    Marked,
    Note,
    Pair,
    Prose,
    Reference,
    plain,
)
from negotiator_desk.drafting.compare_result import (
    ComparedElement,
    ComparedLine,
    ComparedTable,
    Comparison,
    Fate,
)
from negotiator_desk.drafting.compare_units import LineKind
from negotiator_desk.drafting.redline_words import load_paper_words
from negotiator_desk.drafting.report_words import Words

_CHANGES = {
    Fate.ADDED: Change.INSERTED,
    Fate.REMOVED: Change.DELETED,
    Fate.MOVED_AWAY: Change.MOVED_AWAY,
}


def text_blocks(comparison: Comparison, words: Words) -> Iterator[Block]:
    """Yield both texts in one; the second language stands beside the first."""
    second_words = load_paper_words("redline", "en")
    for unit in comparison.units:
        place = (unit.new or unit.old)[0].place
        left = tuple(_unit_blocks(unit.elements, place, words))
        yield from _paired(left, tuple(_unit_blocks(unit.second, place, second_words)))


def _paired(left: tuple[Block, ...], right: tuple[Block, ...]) -> Iterator[Block]:
    """Yield paragraph beside paragraph of one kind; what is in one language stands by itself."""
    rest = list(right)
    for block in left:
        if rest and type(block) is type(rest[0]):
            yield Pair((block,), (rest.pop(0),))
        else:
            yield block
    if rest:
        yield Pair((), tuple(rest))


def _unit_blocks(
    elements: tuple[ComparedElement, ...], place: str, words: Words
) -> Iterator[Block]:
    for element in elements:
        if isinstance(element, ComparedTable):
            yield _table(element, words)
        else:
            yield _line(element, place, words)


def _line(line: ComparedLine, place: str, words: Words) -> Block:
    number = _number(line, words)
    match line.kind:
        case LineKind.ARTICLE:
            return Article(number, line.content, place)
        case LineKind.ITEM:
            return Item(_item_number(line, words), line.content, place)
        case LineKind.NOTE:
            return Note(line.content)
        case LineKind.HEADING | LineKind.ANNEX | LineKind.CAPTION | LineKind.TITLE:
            return _heading(line, number)
        case LineKind.REFERENCE if line.fate is Fate.SAME:
            return Reference(plain(line.content))
        case _:
            return Prose(line.content, place)


def _heading(line: ComparedLine, number: str) -> Block:
    """Return a heading; one whose words changed is running text, where they can be marked."""
    if line.fate is Fate.SAME and not any(isinstance(part, Marked) for part in line.content):
        text = plain(line.content)
        match line.kind:
            case LineKind.HEADING:
                return Chapter(number, text)
            case LineKind.ANNEX:
                return Annex(number, text)
            case LineKind.CAPTION:
                return Caption(f"{line.number}{text}")
            case _:
                return Reference(text)
    if line.kind is LineKind.CAPTION:
        number = line.number or line.old_number
        space = ""
    else:
        space = "　" if number else ""
    change = _CHANGES.get(line.fate)
    if change is None:
        return Prose((f"{number}{space}", *line.content) if number else line.content)
    return Prose((Marked(f"{number}{space}{plain(line.content)}", change),))


def _number(line: ComparedLine, words: Words) -> str:
    """Return a number with the former one; a changed number is no change of text."""
    if not line.old_number or line.old_number == line.number:
        return line.number
    if not line.number:
        return words("was", old=line.old_number)
    return words("formerly", number=line.number, old=line.old_number)


def _item_number(line: ComparedLine, words: Words) -> str:
    """Return an item's number; the former one stands only where there is no other."""
    if line.number or not line.old_number:
        return line.number
    return words("was", old=line.old_number)


def _table(table: ComparedTable, words: Words) -> Grid:
    columns = []
    for column, fate in zip(table.grid.columns, table.columns, strict=True):
        head = column.head
        match fate.fate if table.fate is Fate.CHANGED else Fate.SAME:
            case Fate.ADDED:
                head = words("column_added", head=head)
            case Fate.REMOVED:
                head = words("column_removed", head=head)
            case Fate.CHANGED:
                head = words("column_changed", head=head, old=fate.old_head)
            case _:
                pass
        columns.append(Column(head, column.align))
    return Grid(tuple(columns), table.grid.rows, table.grid.groups)
