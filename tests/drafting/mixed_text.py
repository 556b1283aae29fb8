"""Random mixed text, and the rules of line breaking stated apart from the program's own."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

NEVER_FIRST = frozenset("，。、；：？！）］｝》】」』〕〉〗”’…—～·％‰℃,.;:?!)]}%")
NEVER_LAST = frozenset("（［｛《【「『〔〈〖“‘([{￥¥＄$")
HALF_AIR = frozenset("，。、；：）］｝》】」』〕〉〗")
"""Full-width marks whose right half is air, which may stand in the margin."""

THINGS = re.compile(
    r"https://[!-~]+|[0-9]*[A-Za-z][A-Za-z0-9]*(?:[-/.@][A-Za-z0-9]+)*\.?(?:’[a-z]+)?"
    r"|[0-9]{4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}时[0-9]{1,2}分"
    r"|[￥±≥]?[0-9][0-9,.]*(?:元/[件月]|元|万元|％|%|℃|㎡|小时|个月|个工作日|人)?"
    r"|[０-９]+|第[一二三四五六七八九十]+[章条款]|附件[0-9]|〔[0-9]{4}〕[0-9]+号|——|……"
)
"""Numbers with their units, dates, codes, words, references: what one line has whole."""

HYPHENATED = frozenset({"cross-industry", "well-being"})
"""English words that may be parted after their hyphen."""

_WORDS = (
    "劳动者", "用人单位", "集体合同", "计件单价", "应当", "不得", "协商一致", "的", "和", "工资",
    "甬江", "快递", "劳动报酬", "从业人员", "按照", "约定", "足额",
)  # fmt: skip
_NAMES = (
    "《中华人民共和国劳动法》", "（试行）", "“抽成”", "〔2024〕27号", "「附则」",
    "（“高温津贴”）", "（第三条）", "《办法》（2019年修订）", "【注】", "‘甲’",
)  # fmt: skip
_LATIN = (
    "NB-W", "YJT-2026-0001", "91330206MA2XXXXXX5", "GB/T", "9704", "abc", "e.g.", "e@x.cn",
    "Collective", "Contract", "worker’s", "cross-industry", "well-being", "A4", "ISO9001",
    "https://example.invalid/a-b/c",
)  # fmt: skip
_UNITS = ("％", "%", "℃", "㎡", "小时", "个月", "个工作日", "元/件", "元/月", "万元", "人", "")
_MARKS = "，，，。。、、；：？！）（《》”“％〕〔·—…"


def random_text(seed: int, *, most: int) -> str:
    """Return up to `most` words of every sort with marks between them, nested and doubled."""
    chance = random.Random(seed)
    parts: list[str] = []
    for _word in range(chance.randint(1, most)):
        word = _word_of(chance)
        if parts and _is_latin(parts[-1][-1]) and _is_latin(word[0]):
            parts.append(chance.choice((" ", "与")))
        parts.append(word)
        if chance.random() < 0.35:
            parts.append(chance.choice(_MARKS))
        if chance.random() < 0.05:
            parts.append(chance.choice(("——", "……", "）、", "》（", "”，“", " ")))
    return re.sub(" +", " ", "".join(parts)).strip() or "的"


def _is_latin(character: str) -> bool:
    """Whether it would make one code with another such character beside it."""
    return character.isascii() or "０" <= character <= "９"


def _word_of(chance: random.Random) -> str:
    match chance.randint(0, 9):
        case 0 | 1 | 2 | 3:
            return chance.choice(_WORDS)
        case 4:
            return chance.choice(_NAMES)
        case 5:
            return chance.choice(_LATIN)
        case 6:
            year, month, day = (
                chance.randint(1990, 2050),
                chance.randint(1, 12),
                chance.randint(1, 31),
            )
            time = f"{chance.randint(0, 23)}时{chance.randint(10, 59)}分"
            dates = (f"{year}年{month}月{day}日", f"{month}月{day}日", f"{year}年度", time)
            return chance.choice(dates)
        case 7:
            return (
                f"{chance.randint(0, 10 ** chance.randint(1, 9)):,}.{chance.randint(0, 99):02d}元"
            )
        case 8:
            unit = chance.choice(_UNITS)
            return f"{chance.choice(('', '', '￥', '±', '≥'))}{chance.randint(0, 5000)}{unit}"
        case _:
            return chance.choice(("第十二条", "第三款", "附件1", "附件2", "３５００"))


@dataclass(frozen=True)
class Rules:
    """Where the lines of a text may end.

    Attributes:
        by_marks: Whether marks allow a line to end before each character, and after the last.
        by_all: Whether nothing that one line has whole is parted either.
    """

    by_marks: list[bool]
    by_all: list[bool]

    @classmethod
    def of(cls, text: str) -> Rules:
        """Read a text."""
        by_marks = [
            0 < place < len(text)
            and text[place] not in NEVER_FIRST
            and text[place] != " "
            and text[place - 1] not in NEVER_LAST
            for place in range(len(text))
        ]
        by_marks[:1] = [True]
        by_marks.append(True)
        by_all = by_marks.copy()
        for thing in THINGS.finditer(text):
            if thing.group() not in HYPHENATED:
                for place in range(thing.start() + 1, thing.end()):
                    by_all[place] = False
        return cls(by_marks, by_all)


def around(allowed: list[bool], place: int) -> tuple[int, int]:
    """Return where what is parted at a place begins and ends."""
    start = end = place
    while not allowed[start]:
        start -= 1
    while not allowed[end]:
        end += 1
    return start, end
