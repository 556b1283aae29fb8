"""A contract or another paper as plain text, from the same blocks as the printed one.

What print shows by its look is written so:

- changes of a redline: `[+new words+]`, `[-deleted words-]`, `{+moved here+}`, `{-moved away-}`;
- a footnote: `[1]` where it belongs, and the notes in order behind a line of dashes at the end;
- a note for whoever drafts: a line that begins with `※`;
- a QR code: what it is, in square brackets, and what a scanner reads;
- two texts beside each other: the left one, then the right one set in by two spaces;
- a table: a line for each row, its cells parted by tabs, heads that span columns above.

Text that holds such marks itself is written as it is; nothing reads plain text back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Caption,
    Change,
    Chapter,
    Content,
    Contents,
    Document,
    Footnote,
    Grid,
    Highlights,
    Item,
    Marked,
    Note,
    Pair,
    Party,
    Prose,
    Reference,
    Remark,
    Section,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.drafting.card_blocks import Cards, QrCodes

_GAP = "\t"
"""Between the cells of a table: a spreadsheet takes them apart again."""

_MARKS = {
    Change.INSERTED: ("[+", "+]"),
    Change.DELETED: ("[-", "-]"),
    Change.MOVED_HERE: ("{+", "+}"),
    Change.MOVED_AWAY: ("{-", "-}"),
}
_REMARK = "※"
_RULE = "————————"
_RIGHT = "  "
"""What the right one of two texts is set in by."""


def plain_text(document: Document) -> str:
    """Return the whole paper."""
    writer = _Writer(document)
    lines = list(writer.lines(document.blocks))
    if writer.notes:
        lines += ["", _RULE, *writer.numbered_notes()]
    return "\n".join(lines).strip("\n") + "\n"


class _Writer:
    def __init__(self, document: Document) -> None:
        self.notes: list[str] = []
        self._blocks = document.blocks

    def lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        """Yield the lines of blocks."""
        for block in blocks:
            yield from self._lines(block)

    def numbered_notes(self) -> Iterator[str]:
        """Yield the footnotes, each with its number."""
        return (f"[{number}] {text}" for number, text in enumerate(self.notes, start=1))

    def _lines(self, block: Block) -> Iterator[str]:
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
                yield f"{number}　{self._text(content)}"
            case Item(number, content):
                yield f"{number}{self._text(content)}"
            case Prose(content) | Note(content):
                yield self._text(content)
            case Remark(content):
                yield f"{_REMARK} {self._text(content)}"
            case Contents(title):
                yield from ("", title, *self._contents(is_right=False), "")
            case Pair(left, right):
                yield from self.lines(left)
                yield from (f"{_RIGHT}{line}" if line else "" for line in self._right(right))
            case Caption(text):
                yield from ("", text)
            case Grid():
                yield from self._table(block)
            case QrCodes(codes):
                for code in codes:
                    yield from ("", f"[{code.alternative}] {code.content}")
                    yield from (code.caption,) if code.caption else ()
            case Cards(cards):
                for card in cards:
                    yield from ("", card.heading, card.name, *card.lines, *card.foot)
                    yield f"[{card.code.alternative}] {card.code.content}"
            case Signatures(left_side, right_side):
                for side in (left_side, right_side):
                    yield from ("", side.name, *side.lines)

    def _table(self, grid: Grid) -> Iterator[str]:
        if grid.groups:
            heads = [cell for one in grid.groups for cell in (one.head, *("",) * (one.span - 1))]
            yield _GAP.join(heads)
        yield _GAP.join(column.head for column in grid.columns)
        yield from (_GAP.join(self._text(cell) for cell in row) for row in grid.rows)

    def _right(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, Contents):
                yield from ("", block.title, *self._contents(is_right=True), "")
            else:
                yield from self._lines(block)

    def _contents(self, *, is_right: bool) -> Iterator[str]:
        """Yield the chapters and annexes of the whole paper; plain text has no pages to name."""
        for block in self._blocks:
            sides: tuple[Block, ...] = (block,)
            if isinstance(block, Pair):
                sides = block.right if is_right else block.left
            for one in sides:
                if isinstance(one, Chapter | Annex):
                    yield f"{one.number}　{one.title}"

    def _text(self, content: Content) -> str:
        parts = []
        for part in content:
            match part:
                case Marked(text, change):
                    before, after = _MARKS[change]
                    parts.append(f"{before}{text}{after}")
                case Footnote(text):
                    self.notes.append(text)
                    parts.append(f"[{len(self.notes)}]")
                case _:
                    parts.append(plain((part,)))
        return "".join(parts)
