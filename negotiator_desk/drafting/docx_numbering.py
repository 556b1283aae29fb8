"""Numbers in a Word file: real lists, whose numbers are those we computed.

Word counts a list by itself. `Lists` counts along, paragraph by paragraph, and lets Word number a
paragraph only when Word's next number is the computed one; where the count jumps, the list is told
to start anew, and a number of another form is written out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from negotiator_desk.drafting.docx_xml import EMPTY, Xml, part, tag
from negotiator_desk.drafting.numbering import LARGEST, chinese_number

GAP = "　"
"""What stands between a heading's number and its words."""

_CHINESE = "chineseCountingThousand"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        before, after: What stands around the number.
        form: The number's format, as Word names it.
        style: Id of the paragraph style it belongs to; "" = of none.
        suffix: What follows the number: "tab", "space" or "nothing".
    """

    before: str
    after: str
    form: str
    style: str
    suffix: str

    def text(self, number: int) -> str:
        """Return a number as Word will show it."""
        shown = chinese_number(number) if self.form == _CHINESE else str(number)
        return f"{self.before}{shown}{self.after.removesuffix(GAP)}"


@dataclass(frozen=True, slots=True)
class Place:
    """A level of a list: the list's place among `_LISTS`, and the level in it."""

    list: int
    level: int


CHAPTER, ARTICLE, ITEM, ANNEX = Place(0, 0), Place(1, 0), Place(1, 1), Place(2, 0)
ENGLISH_CHAPTER, ENGLISH_ARTICLE, ENGLISH_ITEM, ENGLISH_ANNEX = (
    Place(3, 0),
    Place(4, 0),
    Place(4, 1),
    Place(5, 0),
)

_LISTS = (
    (Level("第", f"章{GAP}", _CHINESE, "Heading1", "nothing"),),
    (
        Level("第", "条", _CHINESE, "Heading2", "tab"),
        Level("（", "）", _CHINESE, "Item", "nothing"),
    ),
    (Level("附件", GAP, "decimal", "Annex", "nothing"),),
    (Level("Chapter ", "", "decimal", "", "space"),),
    (
        Level("Article ", "", "decimal", "", "space"),
        Level("(", ")", "decimal", "", "tab"),
    ),
    (Level("Annex ", "", "decimal", "", "space"),),
)
"""Articles run through the contract and items restart under each of them, so that these two are the
levels of one list; chapters do not restart articles and are a list of their own."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """How a paragraph gets its number.

    Attributes:
        num: Id of the list's instance; 0 = Word does not number it.
        level: From 0.
        literal: The number to write out; "" = Word shows it.
        in_style: The paragraph's style says it already.
    """

    num: int
    level: int
    literal: str
    in_style: bool

    @property
    def properties(self) -> Xml:
        """The paragraph property that asks for the number."""
        if self.in_style:
            return EMPTY
        return tag("numPr", tag("ilvl", val=self.level), tag("numId", val=self.num))


class Lists:
    """The lists of one file, counted along as Word will count them."""

    def __init__(self) -> None:
        self._counts = [[0] * len(levels) for levels in _LISTS]
        self._now = list(range(1, len(_LISTS) + 1))
        self._restarts: list[tuple[int, int, int]] = []

    def number(self, text: str, *places: Place) -> Numbered:
        """Return how a paragraph comes to its number, and count it.

        Args:
            text: The computed number.
            places: The lists it may belong to.
        """
        sought = text.rstrip()
        for place in places:
            level = _LISTS[place.list][place.level]
            expected = self._counts[place.list][place.level] + 1
            if level.text(expected) != sought:
                value = _value(place, sought)
                if value is None:
                    continue
                self._start(place, value)
            self._count(place)
            num = self._now[place.list]
            in_style = bool(level.style) and num == place.list + 1
            return Numbered(num, place.level, "", in_style)
        return self.unnumbered(text)

    def unnumbered(self, text: str) -> Numbered:
        """Return a number that is written out and not counted."""
        return Numbered(0, 0, text, in_style=False)

    def part(self, size: float, article: Xml) -> bytes:
        """Return `numbering.xml`.

        Args:
            size: Type size of the text, in points.
            article: Run properties of an article's number.
        """
        return part(
            "numbering",
            *(_abstract(at, levels, size, article) for at, levels in enumerate(_LISTS)),
            *(tag("num", tag("abstractNumId", val=at), numId=at + 1) for at in range(len(_LISTS))),
            *(
                tag(
                    "num",
                    tag("abstractNumId", val=at),
                    tag("lvlOverride", tag("startOverride", val=start), ilvl=level),
                    numId=len(_LISTS) + 1 + number,
                )
                for number, (at, level, start) in enumerate(self._restarts)
            ),
        )

    def _start(self, place: Place, value: int) -> None:
        self._restarts.append((place.list, place.level, value))
        self._now[place.list] = len(_LISTS) + len(self._restarts)
        self._counts[place.list][place.level] = value - 1

    def _count(self, place: Place) -> None:
        counts = self._counts[place.list]
        counts[place.level] += 1
        counts[place.level + 1 :] = [0] * (len(counts) - place.level - 1)


@dataclass(frozen=True, slots=True)
class Shape:
    """Indents of a paragraph, in hundredths of its type size.

    Attributes:
        left: Of all lines.
        first: Of the first line besides; negative = the others hang.
        stops: Where a tab after the number may end.
    """

    left: int = 0
    first: int = 0
    stops: tuple[int, ...] = ()

    def properties(self, size: float) -> tuple[Xml, ...]:
        """Return `w:tabs` and `w:ind` for a type size in points."""
        tabs = tag("tabs", *(tag("tab", val="left", pos=_part(stop, size)) for stop in self.stops))
        return (tabs if self.stops else EMPTY, self.indent(size))

    def indent(self, size: float) -> Xml:
        """Return `w:ind` for a type size in points."""
        way = "hanging" if self.first < 0 else "firstLine"
        attributes: dict[str, str | int] = {
            "leftChars": self.left,
            "left": _part(self.left, size),
            f"{way}Chars": abs(self.first),
            way: _part(abs(self.first), size),
        }
        return tag("ind", **attributes)


_STOPS = tuple(hundredths - 10 for hundredths in range(600, 1300, 100))
"""第一条 ends 5 ems from the margin and 第一百二十一条 ends 9; a stop exactly there would be passed
or not by chance, so the stops stand a little before the full ems."""

PARAGRAPH_SHAPES = {
    "Heading1": Shape(),
    "Annex": Shape(),
    "Heading2": Shape(first=200, stops=_STOPS),
    "Item": Shape(left=500, first=-300),
    "ItemMore": Shape(left=500),
    "BodyText": Shape(first=200),
    "Remark": Shape(left=200),
    "Party": Shape(left=200, first=-200),
}
"""By id of the paragraph style."""


def _abstract(at: int, levels: tuple[Level, ...], size: float, article: Xml) -> Xml:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return tag(
        "abstractNum",
        tag("nsid", val=f"4E44{at + 1:04X}"),
        tag("multiLevelType", val=kind),
        tag("tmpl", val=f"4E45{at + 1:04X}"),
        *(_level(number, level, size, article) for number, level in enumerate(levels)),
        abstractNumId=at,
    )


def _level(number: int, level: Level, size: float, article: Xml) -> Xml:
    shape = PARAGRAPH_SHAPES.get(level.style)
    return tag(
        "lvl",
        tag("start", val=1),
        tag("numFmt", val=level.form),
        tag("pStyle", val=level.style) if level.style else EMPTY,
        tag("suff", val=level.suffix),
        tag("lvlText", val=f"{level.before}%{number + 1}{level.after}"),
        tag("lvlJc", val="left"),
        tag("pPr", *shape.properties(size)) if shape is not None else EMPTY,
        article if level.style == "Heading2" else EMPTY,
        ilvl=number,
    )


def _value(place: Place, text: str) -> int | None:
    """Return the number that a level would show as `text`; None = it never does."""
    level = _LISTS[place.list][place.level]
    if not (text.startswith(level.before) and text.endswith(level.after.removesuffix(GAP))):
        return None
    shown = text[len(level.before) : len(text) - len(level.after.removesuffix(GAP))]
    if level.form == _CHINESE:
        return _chinese_values().get(shown)
    return int(shown) if shown.isascii() and shown.isdecimal() and shown[0] != "0" else None


@cache
def _chinese_values() -> dict[str, int]:
    return {chinese_number(number): number for number in range(1, LARGEST + 1)}


def _part(hundredths: int, size: float) -> int:
    return int(size * 20 * hundredths / 100 + 0.5)
