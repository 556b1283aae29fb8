"""Where lines of mixed Chinese and Latin text may end.

The rules are those Chinese printers keep (标点避头尾): closing marks never open a line, opening
marks never end one. Besides, a number stays with its unit, and dates, codes and words stay whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

NO_START = "，。、；：？！）］｝》】」』〕〉〗”’…—–～·％‰℃‧／々⋯,.;:?!)]}%°′″"
"""Marks that never open a line."""

NO_END = "（［｛《【「『〔〈〖“‘([{￥¥$＄€￡№"
"""Marks that never end a line."""

_SQUEEZED = frozenset("，。、；：）］｝》】」』〕〉〗")
"""Full-width marks with ink in their left half only: at a line's end half their width is air."""

_LATIN = r"!-~¡-¦¨-¯²-¶¸-ɏͰ-ҁḀ-ỿ‐-–０-９"
_SIGNS = "￥¥＄€￡±−＋－≥≤＞＜≈№"
_NUMERALS = "〇零一二三四五六七八九十百千0-9"
_COUNTED = (
    "元角分厘件单个人名天日月年时周级档岁次份页公千克米升吨亩度万亿台趟辆箱户家期倍％‰℃㎡㎎-㏎"
)
_PER = "/(?:人·)?(?:小时|分钟|千克|公里|[一-龥])"
_TAIL = (
    "年[0-9]{1,2}月(?:[0-9]{1,2}日)?|月[0-9]{1,2}日|时[0-9]{1,2}分"
    f"|(?:个?工作日|个月|小时|分钟|毫米|千克|公里|[{_COUNTED}]元?)(?:{_PER})?"
)
"""What a number may not be parted from: the rest of a date or time, its unit, per what it is."""

_SCAN = re.compile(
    rf"([{_SIGNS}]?[{_LATIN}]+(?:’[{_LATIN}]+)*(?:(?<=[0-9０-９])(?:{_TAIL}))?"
    rf"|第[{_NUMERALS}]+[章条款项次届]|附件[{_NUMERALS}]+|〔[0-9]{{4}}〕第?[0-9]+号"
    r"|[〇零一二三四五六七八九]{4}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
    rf"|百分之[{_NUMERALS}点]+|—{{2,}}|…{{2,}})"
    rf"|([{re.escape(NO_START)} \u0300-\u036f])|([{re.escape(NO_END)}])|(\u00a0)"
)
"""What stays whole (dates, Latin words, numbers with their unit, references, pairs of marks); then
marks before which, marks after which, and the space around which no line ends."""
_HYPHEN = re.compile("(?<=[a-z]{2})-(?=[a-z]{2})")
"""A hyphen inside an English word, after which a line may end; those of codes are none."""

_NEVER_FIRST = frozenset(f"{NO_START} \u00a0")
_NEVER_LAST = frozenset(f"{NO_END}\u00a0")
_SOFT_BREAK = frozenset("-/_.,:;@&?=%+#")
_TOLERANCE = 1e-6

_RUNT = 2
"""Characters of which a last line looks forgotten; one of the line before joins them."""

_SHORTEST = 12
"""Characters a line keeps at least when it gives some to the last one."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """One line of a paragraph.

    Attributes:
        start: Index of its first character.
        end: Index after its last one; spaces at a break belong to no line.
        slack: Points by which it is shorter than its measure; never negative unless a single
            character is wider than the measure.
        is_last: Whether the paragraph ends here, so that it is not stretched.
    """

    start: int
    end: int
    slack: float
    is_last: bool


def legal_breaks(text: str) -> bytearray:
    """Return 1 at every index before which a line may end, 0 elsewhere.

    Index 0 is never one; index `len(text)` always is.
    """
    allowed = bytearray(b"\1") * (len(text) + 1)
    for match in _SCAN.finditer(text):
        start, end = match.span()
        match match.lastindex:
            case 1:
                allowed[start + 1 : end] = bytes(end - start - 1)
                if text[start] in NO_START:
                    allowed[start] = 0
                if text[end - 1] in NO_END:
                    allowed[end] = 0
                if "-" in match.group():
                    _allow_hyphens(allowed, match.group(), start)
            case 2:
                allowed[start] = 0
            case 3:
                allowed[end] = 0
            case _:
                allowed[start] = allowed[end] = 0
    allowed[0] = 0
    allowed[len(text)] = 1
    return allowed


def _allow_hyphens(allowed: bytearray, word: str, start: int) -> None:
    """Let lines end after the hyphens of an English word; not in addresses."""
    if "/" not in word and "@" not in word:
        for match in _HYPHEN.finditer(word):
            allowed[start + match.end()] = 1


def break_lines(text: str, offsets: Sequence[float], first: float, rest: float) -> list[BrokenLine]:
    """Break a paragraph into lines, each as full as the rules allow.

    Args:
        text: One paragraph, without line ends.
        offsets: Where each character begins, in points from the first; one more entry than
            characters, the last being the width of the whole.
        first: Measure of the first line, in points.
        rest: Measure of the others, in points.
    """
    allowed = legal_breaks(text)
    lines: list[BrokenLine] = []
    start = 0
    measure = first
    while start < len(text):
        limit = offsets[start] + measure
        after = _line_end(text, offsets, allowed, start, limit)
        end = after
        while end > start and text[end - 1] == " ":
            end -= 1
        slack = limit - offsets[end]
        if slack < 0 and text[end - 1] in _SQUEEZED:
            air = (offsets[end] - offsets[end - 1]) / 2
            slack = 0.0 if slack >= -air - _TOLERANCE else slack + air
        after = _after_spaces(text, after)
        lines.append(BrokenLine(start, end, slack, after >= len(text)))
        start = after
        measure = rest
    return _without_runt(text, offsets, allowed, lines, first, rest)


def _without_runt(
    text: str,
    offsets: Sequence[float],
    allowed: bytearray,
    lines: list[BrokenLine],
    first: float,
    rest: float,
) -> list[BrokenLine]:
    """Give company to a last line of a single character and its mark."""
    if len(lines) < 2 or lines[-1].end - lines[-1].start > _RUNT:
        return lines
    before, last = lines[-2:]
    end = allowed.rfind(1, before.start + 1, before.end)
    moved = offsets[before.end] - offsets[max(end, 0)]
    if end < before.start + _SHORTEST or before.end - end > _RUNT or moved > last.slack:
        return lines
    if text[end - 1] == " " or before.end != last.start:
        return lines
    # Not the slack that was, for that does not tell how far a mark hung over the edge.
    measure = first if len(lines) == 2 else rest
    slack = measure - (offsets[end] - offsets[before.start])
    lines[-2] = BrokenLine(before.start, end, slack, is_last=False)
    lines[-1] = BrokenLine(end, last.end, rest - (offsets[last.end] - offsets[end]), is_last=True)
    return lines


def _line_end(
    text: str, offsets: Sequence[float], allowed: bytearray, start: int, limit: float
) -> int:
    """Return the index before which the line that begins at `start` ends."""
    fitting = bisect_right(offsets, limit + _TOLERANCE) - 1
    fitting = _after_spaces(text, fitting)
    if fitting < len(text) and text[fitting] in _SQUEEZED:
        half = (offsets[fitting + 1] - offsets[fitting]) / 2
        if offsets[fitting + 1] - half <= limit + _TOLERANCE:
            fitting = _after_spaces(text, fitting + 1)
    if fitting >= len(text):
        return len(text)
    legal = allowed.rfind(1, start + 1, fitting + 1)
    return legal if legal > start else _forced_end(text, start, fitting)


def _after_spaces(text: str, start: int) -> int:
    while start < len(text) and text[start] == " ":
        start += 1
    return start


def _forced_end(text: str, start: int, fitting: int) -> int:
    """End a line inside something that ought to stay whole, because it is wider than the line.

    The least harm first: after a mark inside an address or a code and after a date's year or month;
    between a number and its unit; inside a word or a number; and only where a mark and the single
    character that it clings to are wider than the line, before or after a mark that forbids it.
    """
    for is_harmless in (_after_soft_mark, _between_words, _by_marks, _off_words):
        for end in range(fitting, start, -1):
            if is_harmless(text, end):
                return end
    return max(fitting, start + 1)


def _by_marks(text: str, end: int) -> bool:
    return text[end] not in _NEVER_FIRST and text[end - 1] not in _NEVER_LAST


def _off_words(text: str, end: int) -> bool:
    return not ("!" <= text[end - 1] <= "~" and "!" <= text[end] <= "~")


def _between_words(text: str, end: int) -> bool:
    return _by_marks(text, end) and _off_words(text, end)


def _after_soft_mark(text: str, end: int) -> bool:
    before, after = text[end - 1], text[end]
    if not _by_marks(text, end):
        return False
    if after.isdigit():
        return before in "年月" or (before in _SOFT_BREAK and before not in ".,")
    return before in _SOFT_BREAK
