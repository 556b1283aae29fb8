"""Running text of a Word file: runs, references, tracked changes and footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from negotiator_desk.drafting.blocks import (
    Blank,
    Change,
    Content,
    CrossReference,
    Footnote,
    Inline,
    Marked,
)
from negotiator_desk.drafting.compare_result import JOIN, SPLIT
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


@dataclass(frozen=True, slots=True)
class Target:
    """An article that the text refers to.

    Attributes:
        bookmark: Name of the bookmark that stands around it.
        number: The number that a field which points at it shows.
    """

    bookmark: str
    number: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What is said in one language, or in one of two columns.

    Attributes:
        properties: Run properties that all of its text has, without `w:rPr` around them.
        targets: The articles that it refers to, by their places.
        is_latin: It is written in letters.
    """

    properties: Xml = EMPTY
    targets: Mapping[str, Target] = field(default_factory=dict)
    is_latin: bool = False


PLAIN = Voice()

_FIELD_END = tag("fldChar", fldCharType="end")


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes one paragraph.

    Attributes:
        end: Whether the end of the paragraph itself is inserted or deleted; None = neither.
    """

    content: Content
    end: Change | None = None


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
    """Turns running text into runs, and counts what a file numbers through."""

    def __init__(self, changed_at: datetime | None) -> None:
        """Begin a file.

        Args:
            changed_at: The moment its tracked changes bear; None = none.
        """
        self._stamp: dict[str, str | int] = {"author": AUTHOR}
        if changed_at is not None:
            self._stamp["date"] = changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._footnotes: list[Xml] = []
        self._changes = 0
        self._bookmarks = 0

    def content(self, content: Content, voice: Voice = PLAIN) -> Xml:
        """Return running text as runs."""
        return joined(*(self._inline(inline, voice) for inline in content))

    def text(self, text: str, properties: Xml = EMPTY) -> Xml:
        """Return text as a run.

        Args:
            properties: Its run properties, without `w:rPr` around them.
        """
        shown = clean(text)
        return _run(run_text(shown), properties) if shown else EMPTY

    def changed(self, text: str, change: Change, properties: Xml = EMPTY) -> Xml:
        """Return text as a tracked change."""
        is_deleted = change in _DELETED
        run = _run(run_text(clean(text), deleted=is_deleted), properties)
        return self._change(run, is_deleted=is_deleted)

    def end_mark(self, line: Line) -> Xml:
        """Return what the end of a paragraph bears that is inserted or deleted."""
        change = line.end or whole_change(line.content)
        return EMPTY if change is None else self._change(EMPTY, is_deleted=change in _DELETED)

    def bookmark(self, name: str, content: Xml) -> Xml:
        """Return content as what a bookmark stands around."""
        self._bookmarks += 1
        number = self._bookmarks
        return joined(
            tag("bookmarkStart", id=number, name=name), content, tag("bookmarkEnd", id=number)
        )

    def field(self, instruction: str, shown: Xml, *, is_stale: bool = False) -> Xml:
        """Return a field whose result is already there.

        Args:
            instruction: What Word works out, such as "PAGE".
            shown: Runs of the result.
            is_stale: Word is to work it out when it opens the file.
        """
        begin = _field_begin(instruction, is_stale=is_stale)
        return joined(*(tag("r", one) for one in begin), shown, tag("r", _FIELD_END))

    def contents_begin(self, instruction: str) -> Xml:
        """Return the beginning of the field around a contents list.

        LibreOffice would make an index of its own of such a field, in which pages are dead text. So
        the field is for those only that know Word's extensions of 2013; the others see the entries
        alone, whose pages are fields of their own.
        """
        begin = _field_begin(instruction, is_stale=True)
        return joined(*(tag("r", _for_word(one)) for one in begin))

    def contents_end(self) -> Xml:
        """Return the end of the field around a contents list."""
        return tag("r", _for_word(_FIELD_END))

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

    def _inline(self, inline: Inline, voice: Voice) -> Xml:
        match inline:
            case str():
                return self.text(inline, voice.properties)
            case Footnote(text):
                return self._footnote(text)
            case Blank(text=text):
                return self.text(text, joined(tag("rStyle", val="Blank"), voice.properties))
            case Marked(text, change):
                return self.changed(text, change, voice.properties)
            case CrossReference(text, target):
                shown = self.text(text, voice.properties)
                known = voice.targets.get(target)
                if known is None or known.number != text:
                    return shown
                return self.field(f"REF {known.bookmark} \\r \\h", shown)
            case _:
                return self.text(inline.text, voice.properties)

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

    def _change(self, inside: Xml, *, is_deleted: bool) -> Xml:
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


def paragraphs_of(content: Content) -> tuple[Line, ...]:
    """Cut running text into paragraphs, also where two were joined or one was divided.

    Where a comparison prints a marked pilcrow, a Word file has the end of a paragraph itself as a
    tracked change, so that whoever takes all changes or none has exactly one of the two texts.
    """
    found: list[Line] = []
    for line in lines_of(content):
        begun: list[Inline] = []
        for inline in line:
            # The marks are these very objects; a pilcrow that somebody typed is text.
            if inline is SPLIT or inline is JOIN:
                end = Change.INSERTED if inline is SPLIT else Change.DELETED
                found.append(Line(tuple(begun), end))
                begun = []
            else:
                begun.append(inline)
        if begun or not line or line[-1] is not SPLIT:
            found.append(Line(tuple(begun)))
    return tuple(found)


def whole_change(content: Content) -> Change | None:
    """Return what became of a paragraph that stands there only as a change; None = it does not."""
    marks = [one for one in content if isinstance(one, Marked)]
    if not marks or len(marks) < len(content):
        return None
    ways = {mark.change in _DELETED for mark in marks}
    return marks[0].change if len(ways) == 1 else None


def _field_begin(instruction: str, *, is_stale: bool) -> tuple[Xml, ...]:
    begin: dict[str, str | int] = {"fldCharType": "begin"}
    if is_stale:
        begin["dirty"] = "true"
    words = f'<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText>'
    return tag("fldChar", **begin), Xml(words), tag("fldChar", fldCharType="separate")


def _for_word(inside: Xml) -> Xml:
    choice = f'<mc:Choice Requires="w15">{inside}</mc:Choice>'
    return Xml(f"<mc:AlternateContent>{choice}</mc:AlternateContent>")


def _run(text: Xml, properties: Xml) -> Xml:
    return tag("r", tag("rPr", properties) if properties else EMPTY, text)


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
