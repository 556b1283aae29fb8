"""The numbers that Word shows before paragraphs, counted as Word counts them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from negotiator_desk.drafting.numbering import LARGEST, chinese_number
from negotiator_desk.storage.intake.word_xml import (
    Element,
    child,
    children,
    is_on,
    number,
    parse,
    value,
)

LEVELS = 9
"""Levels of a list in Word."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_REST = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLED_ONE = 0x2460
_CIRCLED = 20


@dataclass(frozen=True)
class Level:
    """One level of a list.

    Attributes:
        text: What is shown, with %1 for the number of the first level and so on.
        restarts_after: Level whose paragraphs begin this one anew, from 0; -1 = none does.
        is_legal: All numbers in it are shown in figures.
        style: Id of the paragraph style it belongs to.
    """

    start: int
    form: str
    text: str
    restarts_after: int
    is_legal: bool
    style: str


@dataclass(frozen=True)
class _Instance:
    abstract: str
    overrides: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass
class _Counter:
    """How far a list has got.

    Attributes:
        now: Number of each level; None = it begins anew.
        begun: Instances that have told the list where to start, with the level.
    """

    now: list[int | None] = field(default_factory=lambda: [None] * LEVELS)
    begun: set[tuple[str, int]] = field(default_factory=set)


class ListNumbers:
    """The lists of one document, counted from its first paragraph to its last."""

    def __init__(self, part: bytes | None) -> None:
        """Read `numbering.xml`; None = the document has no lists."""
        root = None if part is None else parse(part)
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._styles: dict[str, str] = {}
        for one in children(root, "abstractNum"):
            key = value(one, "abstractNumId") or ""
            self._abstracts[key] = dict(map(_level, children(one, "lvl")))
            if (linked := value(child(one, "numStyleLink"))) is not None:
                self._links[key] = linked
            if (named := value(child(one, "styleLink"))) is not None:
                self._styles[named] = key
        self._instances = {
            value(one, "numId") or "": _instance(one) for one in children(root, "num")
        }
        self._counters: dict[str, _Counter] = {}

    def level_of_style(self, instance: str, style: str) -> int | None:
        """Return the level that belongs to a paragraph style; None = none does."""
        known = self._instances.get(instance)
        levels = {} if known is None else self._levels(known)
        return next((at for at, level in levels.items() if level.style == style), None)

    def next(self, instance: str, at: int) -> str | None:
        """Count a paragraph and return what Word shows before it.

        Args:
            instance: Id of the list's instance, as the paragraph names it.
            at: Level, from 0.

        Returns:
            "" for a bullet; None where the list shows nothing.
        """
        known = self._instances.get(instance)
        levels = {} if known is None else self._levels(known)
        level = levels.get(at)
        if known is None or level is None:
            return None
        counter = self._counters.setdefault(self._key(known.abstract), _Counter())
        self._count(counter, known, instance, levels, at)
        if level.form == "bullet":
            return ""
        shown = level.text
        for upper in range(at + 1):
            of = levels.get(upper, level)
            count = counter.now[upper]
            form = "decimal" if level.is_legal else of.form
            shown = shown.replace(
                f"%{upper + 1}", written(of.start if count is None else count, form)
            )
        return shown.strip() or None

    def _count(
        self,
        counter: _Counter,
        known: _Instance,
        instance: str,
        levels: Mapping[int, Level],
        at: int,
    ) -> None:
        for upper in range(at + 1):
            if upper in known.starts and (instance, upper) not in counter.begun:
                counter.begun.add((instance, upper))
                counter.now[upper] = known.starts[upper] - (upper == at)
        before = counter.now[at]
        counter.now[at] = levels[at].start if before is None else before + 1
        for lower in range(at + 1, LEVELS):
            level = levels.get(lower)
            if level is None or at <= level.restarts_after:
                counter.now[lower] = None

    def _key(self, abstract: str) -> str:
        linked = self._styles.get(self._links.get(abstract, ""))
        return linked or abstract

    def _levels(self, known: _Instance) -> dict[int, Level]:
        return {**self._abstracts.get(self._key(known.abstract), {}), **known.overrides}


def written(count: int, form: str) -> str:
    """Return a number as a list of that format shows it.

    Args:
        count: Of the paragraph.
        form: As Word names number formats; an unknown one is shown in figures.
    """
    writer = _WRITERS.get(form)
    return str(count) if writer is None or count < 0 else writer(count)


def _instance(element: Element) -> _Instance:
    overrides: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for one in children(element, "lvlOverride"):
        at = number(one, "ilvl") or 0
        if (own := child(one, "lvl")) is not None:
            overrides[at] = _level(own)[1]
        if (start := number(child(one, "startOverride"))) is not None:
            starts[at] = start
    return _Instance(value(child(element, "abstractNumId")) or "", overrides, starts)


def _level(element: Element) -> tuple[int, Level]:
    at = number(element, "ilvl") or 0
    restart = number(child(element, "lvlRestart"))
    start = number(child(element, "start"))
    return at, Level(
        start=1 if start is None else start,
        form=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        restarts_after=at - 1 if restart is None else restart - 1,
        is_legal=bool(is_on(child(element, "isLgl"))),
        style=value(child(element, "pStyle")) or "",
    )


def _chinese(count: int) -> str:
    return chinese_number(count) if count <= LARGEST else str(count)


def _digits(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _legal(count: int) -> str:
    text = _chinese(count)
    table = str.maketrans("零一二三四五六七八九十百千", _LEGAL_DIGITS + "拾佰仟")
    return text.translate(table)


def _roman(count: int) -> str:
    text = ""
    for step, sign in (*_ROMAN, *_ROMAN_REST):
        text += sign * (count // step)
        count %= step
    return text


def _letter(count: int) -> str:
    """After z comes aa, then bb: a letter as often as the alphabet was run through."""
    turns, place = divmod(count - 1, 26)
    return chr(ord("a") + place) * (turns + 1) if count else ""


def _circled(count: int) -> str:
    return chr(_CIRCLED_ONE + count - 1) if 1 <= count <= _CIRCLED else str(count)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)] if count else ""


_WRITERS: dict[str, Callable[[int], str]] = {
    "none": lambda _count: "",
    "decimalZero": lambda count: f"{count:02}",
    "decimalFullWidth": lambda count: str(count).translate(
        {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
    ),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
}
