"""What differs inside a paragraph, word by word.

Figures with their units, dates, capital numerals, Latin words and references are never cut; Chinese
is compared by characters and then widened, so that no single character stands between two changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from negotiator_desk.drafting.blocks import (
    Blank,
    Change,
    Content,
    CrossReference,
    Entry,
    Footnote,
    Inline,
    Marked,
    plain,
)

_COUNTED = (
    "(?:个工作日|个小时|个自然月|个月|工作日|小时|分钟|万元|亿元|元|角|分钱|日|天|月|年|周岁|周|岁"
    "|人|名|件|单|次|份|倍|公里|千克|公斤|级|档|项|班|个百分点|[%％‰])"
)
_CHINESE = "[〇零一二三四五六七八九十百千万两]"
_CAPITALS = "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]"
_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u052f"
"""Latin, Greek and Cyrillic letters."""

_PATTERN = re.compile(
    "|".join(
        (
            r"(?P<field>⟦[^⟦⟧\n]*⟧)",
            r"(?P<blank>[_＿]{2,}|[\u3000\xa0 ]{4,})",
            rf"(?P<reference>第(?:{_CHINESE}+|\d+)条(?!例)|附件\d+|(?:Article|Annex) \d+)",
            r"(?P<date>\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2})",
            rf"(?P<capitals>[壹贰叁肆伍陆柒捌玖]{_CAPITALS}*[元圆](?:[零壹贰叁肆伍陆柒捌玖角分整正])*)",
            rf"(?P<number>[−-]?\d+(?:,\d{{3}})*(?:\.\d+)?{_COUNTED}?(?:/{_COUNTED})*)",
            rf"(?P<chinese>百分之{_CHINESE}+(?:点{_CHINESE}+)?|{_CHINESE}+分之{_CHINESE}+"
            rf"|第{_CHINESE}+[次款项章届期批档级年]|{_CHINESE}+{_COUNTED})",
            rf"(?P<word>[{_LETTERS}](?:[{_LETTERS}\d.'’@-]*[{_LETTERS}\d])?)",
            r"(?P<space>\s+)",
            r"(?P<other>.)",
        )
    ),
    re.DOTALL,
)
_BLANK = "\0blank"
"""What every line to write on is compared by: they all look alike, whatever is missing."""

_FIGURES = {"date", "number", "chinese", "capitals"}
_LEAST_KEPT = 2
"""Weight of what must stay between two changes to be shown as unchanged: our own choice."""
_DOUBTFUL = 4
"""Weight below which it goes with its neighbours if both weigh more than it: our own choice."""
_WHOLE = 3
"""Weight of a figure, a date or a field."""

Resolver = Callable[[str], str]
"""Says for a reference what it points at; "" = nothing in the text."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a difference does not go into.

    Attributes:
        key: What it is compared by: its text, or what a reference points at.
        kind: "number", "word" and so on.
        inline: A reference or a blank that is kept as it is where it did not change.
        name: Of the parameter that it is the value of; "" = of none.
    """

    text: str
    key: str
    kind: str
    inline: CrossReference | Blank | None = None
    name: str = ""

    @property
    def weight(self) -> int:
        """How much it says: nothing for marks and spaces, 1 for a Chinese character."""
        if self.kind in {"other", "space"}:
            return 1 if any(one.isalnum() for one in self.text) else 0
        return 2 if self.kind == "word" else _WHOLE

    @property
    def is_figure(self) -> bool:
        """Whether it states a quantity, a day or a share."""
        return self.kind in _FIGURES


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring tokens: unchanged where both texts have them, else gone or new.

    Attributes:
        old, new: As long as each other where it is unchanged.
    """

    is_equal: bool
    old: tuple[Token, ...]
    new: tuple[Token, ...]


def tokens_of(content: Content, resolve: Resolver) -> tuple[Token, ...]:
    """Return a paragraph's words.

    Args:
        resolve: Is asked for a place of a clause, for 第十二条 and for 附件1.
    """
    return tuple(_tokens(content, resolve))


def _tokens(content: Content, resolve: Resolver) -> Iterator[Token]:
    text, names = "", list[tuple[int, int, str]]()
    for part in content:
        if isinstance(part, CrossReference | Blank):
            yield from _words(text, names, resolve)
            text, names = "", []
            if isinstance(part, Blank):
                yield Token(part.text, _BLANK, "blank", part, part.name)
            else:
                key = resolve(part.target) or part.text
                yield Token(part.text, key, "reference", part)
        elif isinstance(part, Entry):
            names.append((len(text), len(text) + len(part.text), part.name))
            text += part.text
        elif not isinstance(part, Footnote):
            text += _text(part)
    yield from _words(text, names, resolve)


def _words(text: str, names: list[tuple[int, int, str]], resolve: Resolver) -> Iterator[Token]:
    for match in _PATTERN.finditer(text):
        kind, word = match.lastgroup or "other", match.group()
        key = _BLANK if kind == "blank" else word
        # 《……条例》第十二条 is an article of a law, whatever the contract's own number 12 is.
        if kind == "reference" and text[match.start() - 1 : match.start()] != "》":
            key = resolve(word) or word
        start, end = match.span()
        name = next((one[2] for one in names if one[0] < end and start < one[1]), "")
        yield Token(word, key, kind, None, name)


def _text(part: Inline) -> str:
    return plain((part,))


def differences(old: tuple[Token, ...], new: tuple[Token, ...]) -> tuple[Stretch, ...]:
    """Return both texts as stretches in turn, which read well when one is marked on the other."""
    found: list[Stretch] = []
    matcher = SequenceMatcher(
        None, [one.key for one in old], [one.key for one in new], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        found.append(Stretch(tag == "equal", old[i1:i2], new[j1:j2]))
    return tuple(_widened(found))


def matched(old: tuple[Token, ...], new: tuple[Token, ...]) -> int:
    """Return how many characters of the second text stand in the first in the same order."""
    matcher = SequenceMatcher(
        None, [one.key for one in old], [one.key for one in new], autojunk=False
    )
    blocks = matcher.get_matching_blocks()
    return sum(length_of(new[block.b : block.b + block.size]) for block in blocks)


def most_matched(old: tuple[Token, ...], new: tuple[Token, ...]) -> int:
    """Return what `matched` cannot exceed, in whatever order the words stand; quick to find."""
    left = Counter(one.key for one in old)
    count = 0
    for token in new:
        if left[token.key] > 0:
            left[token.key] -= 1
            count += length_of((token,))
    return count


def length_of(tokens: tuple[Token, ...]) -> int:
    """Return the number of characters of tokens; a reference counts as one, whatever its number."""
    return sum(1 if one.kind == "reference" else len(one.text) for one in tokens)


def marked(stretches: tuple[Stretch, ...]) -> Content:
    """Return stretches as running text with what changed marked; what went stands first."""
    parts: list[Inline] = []
    for stretch in stretches:
        if stretch.is_equal:
            for token in stretch.new:
                _append(parts, token.inline or token.text)
        else:
            for tokens, change in (
                (stretch.old, Change.DELETED),
                (stretch.new, Change.INSERTED),
            ):
                if tokens:
                    _append(parts, Marked("".join(one.text for one in tokens), change))
    return tuple(parts)


def _append(parts: list[Inline], part: Inline) -> None:
    last = parts[-1] if parts else None
    if isinstance(part, str) and isinstance(last, str):
        parts[-1] = last + part
    elif isinstance(part, Marked) and isinstance(last, Marked) and last.change is part.change:
        parts[-1] = Marked(last.text + part.text, part.change)
    else:
        parts.append(part)


def _widened(found: list[Stretch]) -> Iterator[Stretch]:
    """Yield stretches of which none unchanged is so short that it only disturbs the reader."""
    pending: Stretch | None = None
    for place, stretch in enumerate(found):
        if not stretch.is_equal:
            pending = _joined(pending, stretch)
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        if pending is not None and after is not None and _disturbs(pending, stretch, after):
            pending = _joined(pending, stretch)
            continue
        if pending is not None:
            yield pending
            pending = None
        yield stretch
    if pending is not None:
        yield pending


def _joined(first: Stretch | None, second: Stretch) -> Stretch:
    if first is None:
        return second
    return Stretch(False, first.old + second.old, first.new + second.new)


def _disturbs(before: Stretch, kept: Stretch, after: Stretch) -> bool:
    weight = _weight(kept.new)
    if weight < _LEAST_KEPT:
        return True
    around = min(max(_weight(one.old), _weight(one.new)) for one in (before, after))
    return weight < _DOUBTFUL and weight < around


def _weight(tokens: tuple[Token, ...]) -> int:
    return sum(one.weight for one in tokens)
