"""Counts what a Word file has that is not taken over."""

from __future__ import annotations

import re
from collections.abc import Mapping

from negotiator_desk.models.columns import clean_text
from negotiator_desk.storage.intake.word_answers import Left, LeftKind
from negotiator_desk.storage.intake.word_xml import Element, children, local, parse, value

_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_NAMED = 3
"""How many of a kind are quoted."""

_WORDS = 24
"""Characters of each that are quoted."""

_PAGE_ONLY = re.compile(r"[\s\d—–\-/第页共·PpageofＰ]*")
_EXTERNAL = "External"


class Leftovers:
    """What was left so far, each kind with its first words."""

    def __init__(self) -> None:
        self._counts: dict[LeftKind, int] = {}
        self._quoted: dict[LeftKind, list[str]] = {}

    def add(self, kind: LeftKind, words: str, count: int = 1) -> None:
        """Note one, or several of a kind.

        Args:
            words: How it begins; "" = it has no words.
        """
        if count < 1:
            return
        self._counts[kind] = self._counts.get(kind, 0) + count
        quoted = self._quoted.setdefault(kind, [])
        text = " ".join(clean_text(words).split())
        if text and len(quoted) < _NAMED:
            quoted.append(text if len(text) <= _WORDS else f"{text[: _WORDS - 1]}…")

    def note_change(self, name: str) -> None:
        """Note a tracked change, if an element of that name is one."""
        if name in _CHANGES:
            self.add(LeftKind.TRACKED, "")

    def listed(self) -> tuple[Left, ...]:
        """Return everything in the order of the kinds."""
        return tuple(
            Left(kind, self._counts[kind], " · ".join(self._quoted[kind]))
            for kind in LeftKind
            if kind in self._counts
        )


def note_parts(parts: Mapping[str, bytes], left: Leftovers) -> None:
    """Note what stands beside the text: headers and footers, comments, links to the outside."""
    for name, part in sorted(parts.items()):
        if name.endswith(".rels"):
            links = [one for one in parse(part) if value(one, "TargetMode") == _EXTERNAL]
            left.add(LeftKind.LINK, value(links[0], "Target") or "" if links else "", len(links))
            continue
        kind = _kind(name)
        if kind is None:
            continue
        root = parse(part)
        if kind is LeftKind.COMMENT:
            for comment in children(root, "comment"):
                left.add(kind, _text(comment))
        elif not _PAGE_ONLY.fullmatch(text := _text(root)):
            left.add(kind, text)


def _kind(name: str) -> LeftKind | None:
    stem = name.rpartition("/")[2]
    if re.fullmatch(r"header\d*\.xml", stem):
        return LeftKind.HEADER
    if re.fullmatch(r"footer\d*\.xml", stem):
        return LeftKind.FOOTER
    return LeftKind.COMMENT if stem == "comments.xml" else None


def _text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter() if local(one) == "t")
