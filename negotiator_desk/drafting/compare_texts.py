"""Compares two plain texts line by line: whether they are the very same, and where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from negotiator_desk.drafting.blocks import Change, Content, Marked
from negotiator_desk.drafting.compare_lines import compare_elements
from negotiator_desk.drafting.compare_result import ComparedLine, Fate
from negotiator_desk.drafting.compare_units import Line, LineKind


@dataclass(frozen=True)
class TextDifference:
    """One line that differs.

    Attributes:
        fate: ADDED, REMOVED or CHANGED.
        number: Of the line in the new text, of one that is gone in the old text; from 1.
        old, new: The line itself; "" where the text does not have it.
        content: Both in one, with marks on what went and what came.
    """

    fate: Fate
    number: int
    old: str
    new: str
    content: Content


def text_differences(old: str, new: str) -> tuple[TextDifference, ...]:
    """Return every line that differs by so much as one character; () = the very same text."""
    return tuple(_differences(old.split("\n"), new.split("\n")))


def _differences(old: list[str], new: list[str]) -> Iterator[TextDifference]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        common = min(last - first, end - start)
        for offset in range(common):
            yield _changed(old[first + offset], new[start + offset], start + offset + 1)
        for place in range(first + common, last):
            gone = (Marked(old[place], Change.DELETED),)
            yield TextDifference(Fate.REMOVED, place + 1, old[place], "", gone)
        for place in range(start + common, end):
            come = (Marked(new[place], Change.INSERTED),)
            yield TextDifference(Fate.ADDED, place + 1, "", new[place], come)


def _changed(old: str, new: str, number: int) -> TextDifference:
    compared = compare_elements([_line(old)], [_line(new)], (_literal, _literal))
    lines = [one for one in compared if isinstance(one, ComparedLine)]
    content: Content = tuple(part for one in lines for part in one.content)
    if not any(isinstance(part, Marked) for part in content):
        # Blanks are no words to the comparison of contracts; here they are a difference.
        content = (Marked(old, Change.DELETED), Marked(new, Change.INSERTED))
    return TextDifference(Fate.CHANGED, number, old, new, content)


def _line(text: str) -> Line:
    return Line(LineKind.PROSE, "", (text,) if text else ())


def _literal(reference: str) -> str:
    """Say what a reference points at: itself, so that another number is a difference."""
    return reference
