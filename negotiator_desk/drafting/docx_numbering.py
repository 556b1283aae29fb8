"""Numbers in a Word file: real lists, whose numbers are those we computed.

Word counts a list by itself. `Lists` counts along, paragraph by paragraph, and lets Word number a
paragraph only when Word's next number is the computed one; where the count jumps, the list is told
to start anew, and a number of another form is written out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from negotiator_desk.drafting.docx_xml import EMPTY, Xml, ems, part, tag
from negotiator_desk.drafting.numbering import LARGEST, chinese_number

GAP = "　"
"""What stands between a heading's number and its words."""

_CHINESE = "chineseCountingThousand"

_UNSURE = -1
"""Instead of a count: programs differ on whether a level that was told to start at 3 starts there
again under the next article, so that it is told anew."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    Attributes:
        before, after: What stands around the number.
        form: The number's format, as Word names it.
        style: Id of the paragraph style it belongs to.
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
    (Level("Chapter ", "", "decimal", "Heading1Right", "space"),),
    (
        Level("Article ", "", "decimal", "Heading2Right", "space"),
        Level("(", ")", "decimal", "ItemRight", "tab"),
    ),
    (Level("Annex ", "", "decimal", "AnnexRight", "space"),),
)
"""Articles run through the contract and items restart under each of them, so that these two are the
levels of one list; chapters do not restart articles and are a list of their own."""

IN_ENGLISH = {
    CHAPTER: ENGLISH_CHAPTER,
    ARTICLE: ENGLISH_ARTICLE,
    ITEM: ENGLISH_ITEM,
    ANNEX: ENGLISH_ANNEX,
}
"""The list that numbers the same thing in the right one of two columns."""

_LEFT, _RIGHT = "Left", "Right"
"""End the ids of styles of columns; those of the left one are numbered as what they come from."""


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
        """Id of the instance at hand of each list."""
        self._restarts: list[tuple[int, int, int]] = []

    def number(self, text: str, style: str, *places: Place) -> Numbered:
        """Return how a paragraph comes to its number, and count it.

        Args:
            text: The computed number.
            style: Id of the paragraph's style.
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
            is_own = style.removesuffix(_LEFT) == level.style
            in_style = is_own and num == place.list + 1
            return Numbered(num, place.level, "", in_style)
        return self.unnumbered(text)

    def unnumbered(self, text: str) -> Numbered:
        """Return a number that is written out and not counted."""
        return Numbered(0, 0, text, in_style=False)

    @staticmethod
    def can_show(text: str, *places: Place) -> bool:
        """Whether a number is one of those that lists show."""
        return any(_value(place, text.rstrip()) is not None for place in places)

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
        for deeper in range(place.level + 1, len(counts)):
            counts[deeper] = _UNSURE if self._is_restart(Place(place.list, deeper)) else 0

    def _is_restart(self, place: Place) -> bool:
        """Whether the instance at hand has a start of its own for a level."""
        own = self._now[place.list] - len(_LISTS) - 1
        return own >= 0 and self._restarts[own][1] == place.level


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

    def tabs(self, size: float) -> Xml:
        """Return `w:tabs` for a type size in points."""
        if not self.stops:
            return EMPTY
        return tag("tabs", *(tag("tab", val="left", pos=_part(stop, size)) for stop in self.stops))

    def indent(self, size: float, *, grows: bool) -> Xml:
        """Return `w:ind` for a type size in points.

        Args:
            grows: Indents are also given in characters, so that they grow with the type. Word
                counts in characters of its ordinary text, thus only text of that size may.
        """
        way = "hanging" if self.first < 0 else "firstLine"
        attributes: dict[str, str | int] = {
            "leftChars": self.left if grows else 0,
            "left": _part(self.left, size),
            f"{way}Chars": abs(self.first) if grows else 0,
            way: _part(abs(self.first), size),
        }
        return tag("ind", **attributes)


_STOPS = tuple(hundredths - 10 for hundredths in range(600, 1300, 100))
"""第一条 ends 5 ems from the margin and 第一百二十一条 ends 9; a stop exactly there would be passed
or not by chance, so the stops stand a little before the full ems."""

SHAPES = {
    "Heading1": Shape(),
    "Annex": Shape(),
    "Heading2": Shape(first=200, stops=_STOPS),
    "Item": Shape(left=500, first=-300),
    "ItemMore": Shape(left=500),
    "BodyText": Shape(first=200),
    "Remark": Shape(left=200),
    "Party": Shape(left=200, first=-200),
    "ItemRight": Shape(left=200, first=-200),
    "ItemMoreRight": Shape(left=200),
    "RemarkRight": Shape(left=100),
}
"""By id of the paragraph style. In a right column, all others have no indent."""

_WIDEST_LABEL = 5
"""Ems of a number under which no text hangs any more."""


def label_shape(label: str, start: int) -> Shape:
    """Return how text hangs under a number of another form, such as a dot.

    Args:
        start: Where the number begins, in hundredths of the type size.
    """
    wide = round(ems(label) * 100)
    if wide > _WIDEST_LABEL * 100:
        return Shape(left=start)
    return Shape(left=start + wide, first=-wide)


def _abstract(at: int, levels: tuple[Level, ...], size: float, article: Xml) -> Xml:
    kind = "multilevel" if len(levels) > 1 else "singleLevel"
    return tag(
        "abstractNum",
        tag("nsid", val=f"4E44{at + 1:04X}"),
        tag("multiLevelType", val=kind),
        tag("tmpl", val=f"4E45{at + 1:04X}"),
        *(_level(at, number, level, size, article) for number, level in enumerate(levels)),
        abstractNumId=at,
    )


def _level(at: int, number: int, level: Level, size: float, article: Xml) -> Xml:
    # Small type in columns has its indents from its styles alone.
    shape = None if level.style.endswith(_RIGHT) else SHAPES.get(level.style)
    return tag(
        "lvl",
        tag("start", val=1),
        tag("numFmt", val=level.form),
        tag("pStyle", val=level.style),
        tag("suff", val=level.suffix),
        tag("lvlText", val=f"{level.before}%{number + 1}{level.after}"),
        tag("lvlJc", val="left"),
        tag("pPr", shape.tabs(size), shape.indent(size, grows=True)) if shape else EMPTY,
        article if Place(at, number) in (ARTICLE, ENGLISH_ARTICLE) else EMPTY,
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
