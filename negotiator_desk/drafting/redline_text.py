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
    Party,
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
    """Yield what is in both languages side by side, what is in one by itself.

    Paragraphs stand beside each other one by one if they are of the same kinds.
    """
    if not right:
        yield from left
        return
    start = next((n for n, one in enumerate(left) if type(one) is type(right[0])), len(left))
    yield from left[:start]
    end = start + len(right)
    if [type(one) for one in left[start:end]] == [type(one) for one in right]:
        for pair in zip(left[start:end], right, strict=True):
            yield Pair((pair[0],), (pair[1],))
        yield from left[end:]
    else:
        # A table takes the whole width, so that nothing stands beside it.
        tables = [n for n in range(start, len(left)) if isinstance(left[n], Grid)]
        end = tables[0] if tables else len(left)
        yield Pair(left[start:end], right)
        yield from left[end:]


def _unit_blocks(
    elements: tuple[ComparedElement, ...], place: str, words: Words
) -> Iterator[Block]:
    rest = list(elements)
    while rest:
        element = rest.pop(0)
        if isinstance(element, ComparedTable):
            yield _table(element, words)
        elif element.kind is LineKind.PARTY:
            fields: list[ComparedLine] = []
            while rest and isinstance(rest[0], ComparedLine) and _is_field(rest[0]):
                fields.append(rest[0])
                del rest[0]
            yield from _party(element, fields, place)
        else:
            yield _line(element, place, words)


def _is_field(line: ComparedLine) -> bool:
    return line.kind is LineKind.PARTY_FIELD


def _party(head: ComparedLine, fields: list[ComparedLine], place: str) -> Iterator[Block]:
    """Yield one side as named at the head: as in the contract where nothing in it changed."""
    if all(line.fate is Fate.SAME for line in (head, *fields)):
        name, *rest = (plain(line.content).partition("：") for line in (head, *fields))
        yield Party(name[0], name[2], tuple((label, value) for label, _mark, value in rest))
        return
    yield from (Prose(line.content, place) for line in (head, *fields))


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
