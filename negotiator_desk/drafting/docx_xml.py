"""Writes the XML of a Word file: literal text stays literal, whatever it says.

`Xml` is finished markup and `str` is text. A text becomes markup by `escaped` and `run_text` alone,
so that nothing a user typed can become a tag, and no control character can break the file.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import NewType
from xml.sax.saxutils import escape

from negotiator_desk.drafting.typeset.fonts import printable

Xml = NewType("Xml", str)
"""Finished markup."""

EMPTY = Xml("")

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"

_SPACES = {"w": _W, "r": _R, "mc": _MC, "w15": _W15, "v": _V, "o": _O}

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may have, not even as a reference."""


_WIDE = frozenset("WFA")
_NARROW_EMS = 0.62
"""Width of a letter or a figure in the widest of the usual faces."""

_CAPITAL_EMS = 0.12
"""What a capital letter is wider."""

_GAP_EMS = 0.25
"""What programs put between a Chinese character and a letter or a figure."""


def tag(name: str, /, *children: Xml, **attributes: str | int) -> Xml:
    """Return an element of WordprocessingML.

    Args:
        name: Without its prefix: "p" for `w:p`.
        attributes: Likewise without it; they keep the order in which they are given.
    """
    words = "".join(f' w:{key}="{escaped(str(value))}"' for key, value in attributes.items())
    inside = "".join(children)
    return Xml(f"<w:{name}{words}>{inside}</w:{name}>" if inside else f"<w:{name}{words}/>")


def joined(*parts: Xml) -> Xml:
    """Return markup in a row."""
    return Xml("".join(parts))


def escaped(text: str) -> Xml:
    """Return text as it may stand in an element or in an attribute."""
    return Xml(escape(_FORBIDDEN.sub("", text), {'"': "&quot;", "\n": "&#10;"}))


def clean(text: str) -> str:
    """Return text as it can be set, as the typesetter does it: no invisible marks, no controls."""
    return _FORBIDDEN.sub("", printable(text))


def run_text(text: str, *, deleted: bool = False) -> Xml:
    """Return the text of a run; its line ends become breaks.

    Args:
        text: Clean text.
        deleted: It stands in a tracked deletion.
    """
    name = "delText" if deleted else "t"
    lines = [
        f'<w:{name} xml:space="preserve">{escape(line)}</w:{name}>' if line else ""
        for line in text.split("\n")
    ]
    return Xml("<w:br/>".join(lines))


def ems(text: str) -> float:
    """Return about how wide text is set; a Word file does not know the faces it is shown in."""
    wide = [unicodedata.east_asian_width(character) in _WIDE for character in text]
    capitals = sum(character.isupper() for character in text)
    gaps = sum(
        left != right and first.isalnum() and second.isalnum()
        for (first, left), (second, right) in pairwise(zip(text, wide, strict=True))
    )
    narrow = (len(wide) - sum(wide)) * _NARROW_EMS
    return sum(wide) + narrow + capitals * _CAPITAL_EMS + gaps * _GAP_EMS


def part(root: str, *children: Xml) -> bytes:
    """Return a whole part whose root is `w:root`."""
    spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _SPACES.items())
    return f"{HEAD}<w:{root} {spaces}>{''.join(children)}</w:{root}>".encode()


def twips(points: float) -> int:
    """Return points as twentieths of a point, the unit of most lengths in a Word file."""
    return int(points * 20 + 0.5)


def half_points(points: float) -> int:
    """Return points as half points, the unit of type sizes."""
    return int(points * 2 + 0.5)
