"""Running text of a Word file: runs, references, tracked changes and footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from negotiator_desk.drafting.blocks import (
    Blank,
    Block,
    Change,
    Content,
    CrossReference,
    Footnote,
    Inline,
    Marked,
    Pair,
)
from negotiator_desk.drafting.docx_xml import (
    EMPTY,
    Xml,
    clean,
    escaped,
    joined,
    part,
    run_text,
    tag,
)

AUTHOR = "Negotiator Desk"
"""Who made the tracked changes."""

_DELETED = (Change.DELETED, Change.MOVED_AWAY)
_LINE = "＿"
_ROOM = "　"


@dataclass
class Paragraph:
    """One paragraph: its properties may still grow when the next block is known.

    Attributes:
        style: Id of its style.
        properties: Markup of further properties, by their names in the schema.
        mark: Run properties of its end mark: whether the end itself is inserted or deleted.
        content: Its runs.
    """

    style: str
    content: Xml
    properties: dict[str, Xml] = field(default_factory=dict)
    mark: Xml = EMPTY

    @property
    def xml(self) -> Xml:
        """The paragraph as markup."""
        ordered = (self.properties.get(name, EMPTY) for name in _ORDER)
        section = self.properties.get("sectPr", EMPTY)
        mark = tag("rPr", self.mark) if self.mark else EMPTY
        return tag(
            "p",
            tag("pPr", tag("pStyle", val=self.style), *ordered, mark, section),
            self.content,
        )


_ORDER = ("keepNext", "keepLines", "pageBreakBefore", "numPr", "tabs", "spacing", "ind", "jc")
"""The schema's order of those properties that a paragraph of ours may have of its own."""


class Runs:
    """Turns running text into runs, and keeps what a file numbers through.

    Attributes:
        bookmarks: Name of the bookmark of each clause that can be referred to, by place.
    """

    def __init__(self, changed_at: datetime | None) -> None:
        """Begin a file.

        Args:
            changed_at: The moment its tracked changes bear; None = none.
        """
        self.bookmarks: dict[str, str] = {}
        self._stamp: dict[str, str | int] = {"author": AUTHOR}
        if changed_at is not None:
            self._stamp["date"] = changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._footnotes: list[Xml] = []
        self._changes = 0
        self._bookmarks = 0

    def content(self, content: Content, properties: Xml = EMPTY) -> Xml:
        """Return running text as runs.

        Args:
            properties: Run properties that all of it has.
        """
        return joined(*(self._inline(part_, properties) for part_ in content))

    def text(self, text: str, properties: Xml = EMPTY) -> Xml:
        """Return text as a run."""
        shown = clean(text)
        return tag("r", properties, run_text(shown)) if shown else EMPTY

    def deleted(self, text: str) -> Xml:
        """Return text as a tracked deletion, such as the number of a deleted article."""
        return self._inline(Marked(text, Change.DELETED), EMPTY)

    def mark_of(self, content: Content) -> Xml:
        """Return what the end of a paragraph bears when all of it is inserted or deleted."""
        changes = {part_.change in _DELETED for part_ in content if isinstance(part_, Marked)}
        whole = all(isinstance(part_, Marked) for part_ in content)
        if not (whole and len(changes) == 1):
            return EMPTY
        return self._change(is_deleted=changes.pop(), inside=EMPTY)

    def bookmark(self, name: str, content: Xml) -> Xml:
        """Return content as what a bookmark stands around."""
        self._bookmarks += 1
        number = self._bookmarks
        return joined(
            tag("bookmarkStart", id=number, name=name), content, tag("bookmarkEnd", id=number)
        )

    def field(self, instruction: str, shown: Xml) -> Xml:
        """Return a field whose result is already there.

        Args:
            instruction: What Word works out, such as "PAGE".
            shown: Runs of the result.
        """
        return joined(self.field_begin(instruction), shown, self.field_end())

    def field_begin(self, instruction: str, *, is_stale: bool = False) -> Xml:
        """Return the beginning of a field, which its result follows.

        Args:
            instruction: What Word works out.
            is_stale: Word is to work it out when it opens the file.
        """
        begin: dict[str, str | int] = {"fldCharType": "begin"}
        if is_stale:
            begin["dirty"] = "true"
        words = f'<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText>'
        return joined(
            tag("r", tag("fldChar", **begin)),
            tag("r", Xml(words)),
            tag("r", tag("fldChar", fldCharType="separate")),
        )

    def field_end(self) -> Xml:
        """Return the end of a field."""
        return tag("r", tag("fldChar", fldCharType="end"))

    def footnotes_part(self) -> bytes:
        """Return `footnotes.xml`."""
        rules = (("separator", -1), ("continuationSeparator", 0))
        return part(
            "footnotes",
            *(
                tag(
                    "footnote",
                    tag("p", tag("pPr", tag("pStyle", val="FootnoteText")), tag("r", tag(kind))),
                    type=kind,
                    id=number,
                )
                for kind, number in rules
            ),
            *self._footnotes,
        )

    def _inline(self, inline: Inline, properties: Xml) -> Xml:
        match inline:
            case str():
                return self.text(inline, properties)
            case Footnote(text):
                return self._footnote(text)
            case Blank(text=text):
                shown = clean(text).replace(_LINE, _ROOM)
                return tag("r", tag("rPr", tag("rStyle", val="Blank")), run_text(shown))
            case Marked(text, change):
                is_deleted = change in _DELETED
                run = tag("r", properties, run_text(clean(text), deleted=is_deleted))
                return self._change(is_deleted=is_deleted, inside=run)
            case CrossReference(text, target) if target in self.bookmarks:
                name = self.bookmarks[target]
                return self.field(f"REF {name} \\r \\h", self.text(text, properties))
            case _:
                return self.text(inline.text, properties)

    def _footnote(self, text: str) -> Xml:
        number = len(self._footnotes) + 1
        mark = tag("rPr", tag("rStyle", val="FootnoteReference"))
        self._footnotes.append(
            tag(
                "footnote",
                tag(
                    "p",
                    tag("pPr", tag("pStyle", val="FootnoteText")),
                    tag("r", mark, tag("footnoteRef")),
                    self.text(f" {text}"),
                ),
                id=number,
            )
        )
        return tag("r", mark, tag("footnoteReference", id=number))

    def _change(self, *, is_deleted: bool, inside: Xml) -> Xml:
        self._changes += 1
        return tag("del" if is_deleted else "ins", inside, id=self._changes, **self._stamp)


def lines_of(content: Content) -> tuple[Content, ...]:
    """Cut running text at its line ends; each line is a paragraph."""
    lines: list[list[Inline]] = [[]]
    for inline in content:
        first, *more = _cut(inline)
        lines[-1].append(first)
        lines.extend([one] for one in more)
    return tuple(tuple(line) for line in lines)


def is_deleted(content: Content) -> bool:
    """Whether a paragraph stands there only as a deletion."""
    return bool(content) and all(
        isinstance(one, Marked) and one.change in _DELETED for one in content
    )


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield all blocks in order, those of pairs among them."""
    for block in blocks:
        if isinstance(block, Pair):
            yield from flat(block.left)
            yield from flat(block.right)
        else:
            yield block


def _cut(inline: Inline) -> Iterable[Inline]:
    if isinstance(inline, Footnote):
        return (inline,)
    text = inline if isinstance(inline, str) else inline.text
    lines = clean(text).split("\n")
    if len(lines) == 1:
        return (inline,)
    if isinstance(inline, str):
        return lines
    return (replace(inline, text=line) for line in lines)
