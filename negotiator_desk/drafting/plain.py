"""A contract as plain text, from the same blocks as the printed one."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Caption,
    Chapter,
    Document,
    Grid,
    Highlights,
    Item,
    Note,
    Party,
    Prose,
    Reference,
    Section,
    Signatures,
    Title,
    plain,
)

_GAP = "\t"
"""Between the cells of a table: a spreadsheet takes them apart again."""


def plain_text(document: Document) -> str:
    """Return the whole contract; tables are lines of cells parted by tabs."""
    lines = [line for block in document.blocks for line in _lines(block)]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(text):
            yield from text.split("\n")
        case Reference(text):
            yield from (text, "")
        case Party(heading, name, fields):
            yield f"{heading}：{name}"
            yield from (f"{label}：{value}" for label, value in fields)
            yield ""
        case Chapter(number, title) | Annex(number, title):
            yield from ("", f"{number}　{title}", "")
        case Section(text):
            yield from ("", text, "")
        case Highlights(items):
            yield from (_GAP.join((item.label, item.value, item.note)) for item in items)
        case Article(number, content):
            yield f"{number}　{plain(content)}"
        case Item(number, content):
            yield f"{number}{plain(content)}"
        case Prose(content) | Note(content):
            yield plain(content)
        case Caption(text):
            yield from ("", text)
        case Grid(columns, rows):
            yield _GAP.join(column.head for column in columns)
            yield from (_GAP.join(plain(cell) for cell in row) for row in rows)
        case Signatures(left, right):
            for side in (left, right):
                yield from ("", side.name, *side.lines)
