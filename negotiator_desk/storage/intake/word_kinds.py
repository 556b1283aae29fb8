"""What each paragraph of an old agreement seems to be.

People fake headings with bold type and number by hand. So a paragraph is judged by its style and
its level in the outline, by its number, by its look and by its place, in this order; what rests on
its look, or on a number that two families of numbers may stand for, is marked as uncertain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from negotiator_desk.drafting.old_text import OldKind, OldParagraph, OldTable
from negotiator_desk.storage.intake.word_answers import LeftKind, Proposal, Reason, WordText
from negotiator_desk.storage.intake.word_left import Leftovers
from negotiator_desk.storage.intake.word_reading import RawParagraph, RawTable


class Family(StrEnum):
    """Families of numbers, from the outer ones to the inner ones."""

    CHAPTER = "chapter"
    ANNEX = "annex"
    ARTICLE = "article"
    COMMA = "comma"
    """一、"""
    MULTIPLE = "multiple"
    """1.1"""
    POINT = "point"
    """1. or 1、"""
    ROUND = "round"
    """（一）"""
    ROUND_FIGURE = "round_figure"
    """（1） or 1）"""
    OTHER = "other"
    """①, a), 第一款"""


NUMBERED = frozenset({OldKind.HEADING, OldKind.ARTICLE, OldKind.ITEM})
"""Kinds of paragraphs whose numbers are told from their texts."""

_COUNT = "[零〇○一二三四五六七八九十百千0-9０-９]+"
_FIGURE = "[0-9０-９]"
_FORMS: tuple[tuple[Family, re.Pattern[str]], ...] = (
    (
        Family.CHAPTER,
        re.compile(rf"第\s*{_COUNT}\s*(?:编|篇|章|节|部分)|Chapter\s+[0-9IVX]+\.?(?=\s)"),
    ),
    (
        Family.ANNEX,
        re.compile(rf"附(?:件|表|录)\s*(?:{_COUNT})?(?=[\s　：:、.]|$)|Annex\s+\w+(?=\s)"),
    ),
    (
        Family.ARTICLE,
        re.compile(rf"第\s*{_COUNT}\s*条(?:之[一二三四五六七八九十]+)?|Article\s+[0-9]+\.?(?=\s)"),
    ),
    (Family.OTHER, re.compile(rf"第\s*{_COUNT}\s*[款项目]")),
    (Family.COMMA, re.compile(r"[零〇一二三四五六七八九十百]+\s*[、．.,，]")),
    (Family.ROUND, re.compile(r"[（(]\s*[零〇一二三四五六七八九十百]+\s*[）)]、?")),
    (
        Family.MULTIPLE,
        re.compile(
            rf"{_FIGURE}{{1,2}}(?:[.．]{_FIGURE}{{1,2}}){{1,4}}(?![{'0-9０-９'}%％元件])[、.．]?"
        ),
    ),
    (Family.ROUND_FIGURE, re.compile(rf"[（(]?\s*{_FIGURE}{{1,3}}\s*[）)]、?")),
    (Family.POINT, re.compile(rf"{_FIGURE}{{1,3}}\s*(?:[、．]|\.(?!{_FIGURE}))")),
    (Family.OTHER, re.compile(r"[①-⑳]|[a-zA-Z][.)）、](?=\S)|[（(][a-zA-Zivx]{1,4}[）)]")),
)
"""The first form that fits counts."""

_INNER = (
    Family.COMMA,
    Family.POINT,
    Family.MULTIPLE,
    Family.ROUND,
    Family.ROUND_FIGURE,
)
"""What articles may be numbered with where nothing says 第…条, the likeliest first."""

_SHORT = 30
"""Characters of a heading at most."""

_TITLE = 60
_ENDS = tuple("。；;，,、")
_PARTICULARS = re.compile(
    r"(?:甲|乙|丙)\s*方|(?:企业|职工|用人单位|工会|单位|合同|协议)?(?:名称|地址|住所|编号|电话|传真|邮编)"
    r"|法定代表人|主要负责人|首席(?:协商)?代表|工会主席|统一社会信用代码|联系(?:人|电话|地址)|企业方|职工方|编号"
)
_SIGNED = re.compile(
    r"盖章|签字|签章|签名|签订(?:日期|地点|时间)|公章|(?:年|\d)\s*月\s*\d*\s*日\s*$|日\s*期\s*[：:]"
)


@dataclass(frozen=True)
class _Split:
    """A line whose number was told from its text.

    Attributes:
        text: Without the number.
        whole: With it, as it stands in the file.
    """

    raw: RawParagraph
    family: Family | None
    number: str
    text: str
    whole: str


def proposed(blocks: Sequence[RawParagraph | RawTable], left: Leftovers) -> WordText:
    """Say what every paragraph seems to be; rows of tables stand among them.

    Args:
        left: What was not taken over; what is found here is added.
    """
    lines = [
        _split(one, text, at)
        for raw in blocks
        if isinstance(raw, RawParagraph)
        for one in (raw,)
        for at, text in enumerate(_lines(raw.text))
    ]
    judge = _Judge(lines)
    proposals: list[Proposal] = []
    tables: list[OldTable] = []
    at = 0
    for block in blocks:
        if isinstance(block, RawTable):
            tables.append(_old_table(block, len(proposals)))
            proposals += [_row(row) for row in block.rows]
            continue
        for _line in _lines(block.text):
            proposals.append(judge.proposal(at))
            at += 1
    contents = sum(one.raw.is_contents for one in lines)
    left.add(LeftKind.CONTENTS, "", 1 if contents else 0)
    is_signed = bool(judge.signatures) or any(one.raw.is_signature for one in lines)
    left.add(LeftKind.SIGNATURES, "", 1 if is_signed else 0)
    return WordText(tuple(proposals), tuple(tables), left.listed())


def split_number(text: str) -> tuple[str, str]:
    """Return the number that a paragraph begins with, "" = none, and the text after it."""
    _family, number, rest = _typed(text)
    return number, rest


class _Judge:
    """Knows the whole agreement, and so what its families of numbers stand for."""

    def __init__(self, lines: Sequence[_Split]) -> None:
        self.lines = lines
        self.signatures = self._signatures()
        self.size = Counter(
            line.raw.size for line in lines for _character in line.text if line.raw.size
        ).most_common(1)
        self.kinds = self._families()
        self.first = next(
            (at for at, line in enumerate(lines) if self._opens(line)), self.signatures.start
        )

    def proposal(self, at: int) -> Proposal:
        """Return what a line seems to be."""
        line = self.lines[at]
        kind, reason, is_certain = self._judged(at, line)
        number = line.number if kind in NUMBERED else ""
        text = line.text if number else line.whole
        return Proposal(OldParagraph(kind, number, text), reason, is_certain)

    def _judged(self, at: int, line: _Split) -> tuple[OldKind, Reason, bool]:
        raw = line.raw
        if raw.is_contents:
            return OldKind.OTHER, Reason.STYLE, True
        if at in self.signatures or raw.is_signature:
            return OldKind.OTHER, Reason.PLACE, True
        if at < self.first:
            return self._before_the_text(at, line)
        if line.family is not None:
            return self._numbered(line, line.family)
        outline = raw.format.outline
        if outline is not None and len(line.text) <= _TITLE:
            return OldKind.HEADING, Reason.STYLE, True
        if raw.is_bullet:
            return OldKind.ITEM, Reason.NUMBER, False
        if _looks_like_a_heading(line):
            return OldKind.HEADING, Reason.LOOK, False
        # A bold paragraph that is too long for a heading may be one all the same.
        return OldKind.PROSE, Reason.NOTHING, not (raw.is_bold or outline is not None)

    def _numbered(self, line: _Split, family: Family) -> tuple[OldKind, Reason, bool]:
        kind, is_certain = self.kinds[family]
        outline = line.raw.format.outline
        is_short = _is_short(line)
        if kind is OldKind.ITEM and family in (Family.COMMA, Family.POINT) and is_short:
            if outline is not None:
                return OldKind.HEADING, Reason.STYLE, True
            if line.raw.is_bold:
                return OldKind.HEADING, Reason.LOOK, False
        if kind is OldKind.HEADING and not (is_short or _opens_annex(line)):
            # 第三章规定的…… opens a sentence and no chapter.
            return OldKind.PROSE, Reason.NUMBER, False
        if kind is OldKind.ARTICLE and outline == 0 and is_short and family is not Family.ARTICLE:
            return OldKind.HEADING, Reason.STYLE, False
        return kind, Reason.NUMBER, is_certain

    def _before_the_text(self, at: int, line: _Split) -> tuple[OldKind, Reason, bool]:
        raw = line.raw
        if raw.format.is_title:
            return OldKind.TITLE, Reason.STYLE, True
        if _PARTICULARS.match(line.text) and re.search(r"[：:]", line.text[:24]):
            return OldKind.OTHER, Reason.PLACE, True
        body = self.size[0][0] if self.size else 0
        stands_out = raw.format.is_centred or raw.size > body
        is_plain_text = line.text.endswith(_ENDS) or len(line.text) > _TITLE
        named = any(one.raw.format.is_title for one in self.lines[: self.first])
        if not named and stands_out and not is_plain_text:
            return OldKind.TITLE, Reason.LOOK, raw.size > body and raw.format.is_centred
        if not named and at == 0 and not is_plain_text and len(line.text) <= _SHORT:
            return OldKind.TITLE, Reason.PLACE, False
        if raw.is_bold and _is_short(line):
            return OldKind.HEADING, Reason.LOOK, False
        return OldKind.PROSE, Reason.PLACE, is_plain_text

    def _families(self) -> dict[Family, tuple[OldKind, bool]]:
        """Return what each family of numbers stands for, and whether that is certain."""
        counts = Counter(
            line.family for line in self.lines if line.family and not line.raw.is_contents
        )
        kinds = dict.fromkeys(Family, (OldKind.ITEM, True))
        kinds[Family.CHAPTER] = (OldKind.HEADING, True)
        kinds[Family.ANNEX] = (OldKind.HEADING, True)
        kinds[Family.ARTICLE] = (OldKind.ARTICLE, True)
        kinds[Family.COMMA] = (OldKind.ITEM, False)
        if counts[Family.ARTICLE] >= _FEW:
            return kinds
        families = [family for family in _INNER if counts[family] >= _FEW]
        if families and not counts[Family.CHAPTER] and families[0] is Family.COMMA:
            of_family = [line for line in self.lines if line.family is Family.COMMA]
            short = sum(_is_short(line) for line in of_family)
            if len(families) > 1 and short * 4 >= len(of_family) * 3:
                kinds[Family.COMMA] = (OldKind.HEADING, short == len(of_family))
                families.pop(0)
        if families:
            kinds[families[0]] = (OldKind.ARTICLE, False)
            if self._run_on(families[0]):
                kinds[families[0]] = (OldKind.ARTICLE, True)
        return kinds

    def _run_on(self, family: Family) -> bool:
        """Whether the numbers of a family never repeat: they run through the agreement."""
        numbers = [line.number for line in self.lines if line.family is family]
        return len(set(numbers)) == len(numbers)

    def _opens(self, line: _Split) -> bool:
        """Whether the agreement's text proper begins with a line."""
        if line.raw.is_contents:
            return False
        if line.family is not None:
            return self.kinds[line.family][0] is not OldKind.ITEM
        return line.raw.format.outline is not None and not line.raw.format.is_title

    def _signatures(self) -> range:
        """Return the lines of the signature block: after the last article, before the annexes."""
        articles = [
            at
            for at, line in enumerate(self.lines)
            if line.family in (Family.CHAPTER, Family.ARTICLE) and not line.raw.is_contents
        ]
        first = articles[0] if articles else len(self.lines) // 2
        end = next(
            (at for at in range(first, len(self.lines)) if _opens_annex(self.lines[at])),
            len(self.lines),
        )
        last = max((at for at in articles if at < end), default=first)
        for at in range(last + 1, end):
            line = self.lines[at]
            is_particular = _PARTICULARS.match(line.text) and not line.text.endswith("。")
            if _is_short(line) and (_SIGNED.search(line.text) or is_particular):
                return range(at, end)
        return range(end, end)


def _opens_annex(line: _Split) -> bool:
    is_title = len(line.text) <= _TITLE and not line.text.endswith(_ENDS)
    return line.family is Family.ANNEX and is_title


_FEW = 2
"""Fewer numbers of a family than this decide nothing."""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _split(raw: RawParagraph, text: str, at: int) -> _Split:
    """Tell a line's number from its text: Word's own, else one that was typed."""
    if raw.number and at == 0:
        family = next((one for one, form in _FORMS if form.fullmatch(raw.number)), Family.OTHER)
        return _Split(raw, family, raw.number, text, f"{raw.number}{text}")
    typed, number, rest = _typed(text)
    return _Split(raw, typed, number, rest, text)


def _typed(text: str) -> tuple[Family | None, str, str]:
    """Return the family of a number that was typed, the number, and the text without it."""
    for family, form in _FORMS:
        found = form.match(text)
        if found is not None:
            rest = text[found.end() :].lstrip(" \t　")
            if family in (Family.CHAPTER, Family.ANNEX):
                rest = rest.lstrip("：:、. \t　")
            number = found.group()
            return family, (" " if number.isascii() else "").join(number.split()), rest
    return None, "", text


def _is_short(line: _Split) -> bool:
    return len(line.text) <= _SHORT and not line.text.endswith(_ENDS)


def _looks_like_a_heading(line: _Split) -> bool:
    raw = line.raw
    return _is_short(line) and (raw.is_bold or (raw.format.is_centred and not line.number))


def _row(cells: tuple[str, ...]) -> Proposal:
    return Proposal(OldParagraph(OldKind.OTHER, "", "\t".join(cells)), Reason.TABLE, True)


def _old_table(table: RawTable, after: int) -> OldTable:
    columns = zip(*table.rows[: table.heads], strict=True)
    # A head that spans its column's own says nothing twice.
    heads = tuple(" ".join(dict.fromkeys(one for one in column if one)) for column in columns)
    return OldTable(after, heads, table.rows[table.heads :])
