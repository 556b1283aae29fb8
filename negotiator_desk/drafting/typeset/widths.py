"""How wide a table's columns are: from what their cells say, shared out fairly where room is short.

A column is never narrower than the widest of its parts that must not be broken, unless the table
fits the page in no way at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from negotiator_desk.drafting.blocks import ColumnGroup
from negotiator_desk.drafting.typeset.fonts import Style, first_face, printable
from negotiator_desk.drafting.typeset.linebreak import legal_breaks
from negotiator_desk.drafting.typeset.setting import text_width

_SQUEEZED_LINES = 4
"""A cell of more lines than these, in a column narrower than the next figure, is squeezed."""

_SQUEEZED_EMS = 8

_SQUEEZED_SHARE = 0.25
"""Share of a table's rows that may have such a cell before the table needs more room."""

_ROUNDING = 1e-6


class TextWidths:
    """Measures texts in one style and size; each different text once.

    Args:
        size: Type size in points.
    """

    def __init__(self, style: Style, size: float) -> None:
        self._style = style
        self._size = size
        self._advances = first_face(style).widths
        self._natural: dict[str, float] = {}

    def natural(self, text: str, place: str) -> float:
        """Return the width of a text's longest line, in points, if it is broken nowhere else.

        Args:
            place: Where the text stands, for the message about a missing character.

        Raises:
            MissingGlyphError: No font has a character.
        """
        width = self._natural.get(text)
        if width is None:
            lines = printable(text).split("\n")
            width = self._natural[text] = max(self._width(line, place) for line in lines)
        return width

    def widest_part(self, text: str, place: str) -> float:
        """Return the width of a text's widest part that must not be broken, in points."""
        widest = 0.0
        for line in printable(text).split("\n"):
            allowed = legal_breaks(line)
            start = 0
            while start < len(line):
                end = allowed.find(1, start + 1)
                widest = max(widest, self._width(line[start:end].rstrip(" "), place))
                start = end
        return widest

    def _width(self, line: str, place: str) -> float:
        try:
            return sum(map(self._advances.__getitem__, line)) * self._size / 1000
        except KeyError:
            return text_width(line, self._style, self._size, place)


@dataclass(slots=True)
class Demand:
    """What a column asks for, in points, the room beside its text included.

    Attributes:
        natural: Its width if no cell is broken.
        least: Of its widest part that must not be broken.
        head: Its width if its head is broken nowhere.
    """

    natural: float
    least: float
    head: float = 0.0


def widen_for_groups(
    demands: Sequence[Demand], groups: Sequence[tuple[ColumnGroup, Demand]]
) -> None:
    """Let columns ask for more where the head above them is wider than they are together."""
    start = 0
    for group, wanted in groups:
        columns = demands[start : start + group.span]
        start += group.span
        if not group.head:
            continue
        for name in ("head", "natural", "least"):
            total = fsum(getattr(column, name) for column in columns)
            more = getattr(wanted, name) - total
            if more > 0:
                for column in columns:
                    setattr(column, name, getattr(column, name) + more / len(columns))
    for column in demands:
        column.natural = max(column.natural, column.least)
        column.head = max(column.head, column.natural)


def shared_widths(demands: Sequence[Demand], measure: float) -> list[float]:
    """Return the width of each column, in points; they add up to the measure.

    Where there is room, every column has its natural width and what is over in proportion to it.
    Where there is not, heads are broken first, and what is over goes to the columns of long heads;
    then columns that ask for no more than an equal share keep their width, and the others share the
    rest so that they become equally high.
    """
    heads = fsum(one.head for one in demands)
    if heads <= measure:
        return [one.head * measure / heads for one in demands]
    naturals = fsum(one.natural for one in demands)
    if naturals <= measure:
        share = (measure - naturals) / (heads - naturals)
        return [one.natural + (one.head - one.natural) * share for one in demands]
    least = [one.least for one in demands]
    if fsum(least) > measure:
        return _levelled(least, measure)
    return _at_least(_shrunk([one.natural for one in demands], measure), least)


def is_squeezed(naturals: Iterable[float], widths: Sequence[float], size: float) -> bool:
    """Whether a row has a cell that becomes a tower of a few characters a line.

    Args:
        naturals: Width of each of its texts, in points.
        widths: Room that each has.
        size: Type size in points.
    """
    return any(
        natural > _SQUEEZED_LINES * width and width < _SQUEEZED_EMS * size
        for natural, width in zip(naturals, widths, strict=True)
    )


def is_hopeless(squeezed: int, rows: int) -> bool:
    """Whether a table with so many squeezed rows ought to have more room."""
    return squeezed > _SQUEEZED_SHARE * rows


def _levelled(least: Sequence[float], measure: float) -> list[float]:
    """Cut the widest columns down to one width, so that the others keep what they need."""
    left = measure
    widths = [0.0] * len(least)
    for count, column in enumerate(sorted(range(len(least)), key=lambda number: least[number])):
        widths[column] = min(least[column], left / (len(least) - count))
        left -= widths[column]
    return widths


def _shrunk(naturals: Sequence[float], measure: float) -> list[float]:
    """Keep the columns that ask for no more than an equal share; shrink the others alike."""
    order = sorted(range(len(naturals)), key=lambda number: naturals[number])
    left = measure
    widths = [0.0] * len(naturals)
    for count, column in enumerate(order):
        if naturals[column] > left / (len(order) - count) + _ROUNDING:
            total = fsum(naturals[wide] for wide in order[count:])
            for wide in order[count:]:
                widths[wide] = naturals[wide] * left / total
            break
        widths[column] = naturals[column]
        left -= naturals[column]
    return widths


def _at_least(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Widen columns that are too narrow for their parts, at the cost of those that have room."""
    lack = fsum(max(0.0, need - width) for width, need in zip(widths, least, strict=True))
    spare = fsum(max(0.0, width - need) for width, need in zip(widths, least, strict=True))
    if not lack:
        return list(widths)
    return [
        need + max(0.0, width - need) * (1 - lack / spare)
        for width, need in zip(widths, least, strict=True)
    ]
