"""What stands at the foot of a page, and the numbers of lines beside it: no part of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.page_codes import page_code
from negotiator_desk.drafting.typeset.boxes import ARTIFACT, TextMark
from negotiator_desk.drafting.typeset.fonts import Style
from negotiator_desk.drafting.typeset.inline import single_line
from negotiator_desk.drafting.typeset.look import FooterKind, Look
from negotiator_desk.drafting.typeset.paginate import Page
from negotiator_desk.drafting.typeset.setting import SetLine

Placed = tuple[float, float, TextMark]
"""A text and where its left end stands on the sheet, in points from the lower left corner."""

_WORDS = {
    "zh-CN": (
        "{reference}　第{version}版",
        "第 {number} 页 共 {pages} 页",
        "页面码 {code}",
        "指纹 {code}",
    ),
    "en": (
        "{reference}  version {version}",
        "Page {number} of {pages}",
        "Page code {code}",
        "Fingerprint {code}",
    ),
}
"""Number and version, page, page code and fingerprint by the document's language."""

_GAP = 12.0
"""Points between neighbours in a footer."""

_NUMBER_GAP = 8.0
"""Points between a line and its number in the margin."""


def footer(document: Document, look: Look, number: int, pages: int) -> Iterator[Placed]:
    """Yield the texts of a page's footer.

    Args:
        look: Of the page's sheet.
        number: Of the page, from 1.
        pages: How many there are.
    """
    words = _WORDS[document.language]
    name = document.edition
    if not name:
        name = words[0].format(reference=document.reference, version=document.version).strip()
    page = words[1].format(number=number, pages=pages)
    code = words[2].format(code=page_code(document.fingerprint, number, pages))
    kind = look.types["footer"]
    small = look.footer_small
    if look.footer_kind is FooterKind.PAPER:
        groups = [document.fingerprint[start : start + 4].upper() for start in range(0, 16, 4)]
        # A paper that shows the fingerprint of what it carries has none of its own.
        code = words[3].format(code=" ".join(groups)) if document.fingerprint else ""
    if look.footer_kind is FooterKind.OUTSIDE:
        is_odd = number % 2 == 1
        line = single_line(f"— {number} —", kind.style, kind.size)
        # One em inside of the edge, as the standard has it.
        x = look.measure - line.width - kind.size if is_odd else kind.size
        yield _placed(line, kind.size, look, x)
        rest = f"　{page}　{code}"
        own = _fitting(name, rest, kind.style, small, look.measure - line.width - 2 * kind.size)
        yield _placed(own, small, look, 0.0 if is_odd else look.measure - own.width)
        return
    middle = single_line(page, kind.style, kind.size)
    right = single_line(code, kind.style, small)
    room = (look.measure - middle.width) / 2 - _GAP
    left = _fitting(name, "", kind.style, small, room)
    yield _placed(left, small, look, 0.0)
    yield _placed(middle, kind.size, look, (look.measure - middle.width) / 2)
    yield _placed(right, small, look, look.measure - right.width)


def line_numbers(page: Page, look: Look) -> Iterator[Placed]:
    """Yield the number of each line of a page, of the page's first line 1, in the left margin."""
    kind = look.types["line_number"]
    number = 0
    for placed in page.boxes:
        if placed.is_repeated or not placed.box.texts:
            continue
        number += 1
        # The first line of the box, and not the number of a footnote raised above it.
        first = min(placed.box.texts, key=lambda mark: (-mark.size, mark.down))
        line = single_line(str(number), kind.style, kind.size)
        y = look.height - look.top - placed.down - first.down
        mark = TextMark(0.0, 0.0, kind.size, line, ARTIFACT, "faint")
        yield look.left - _NUMBER_GAP - line.width, y, mark


def _placed(line: SetLine, size: float, look: Look, x: float) -> Placed:
    return look.left + x, look.footer, TextMark(0.0, 0.0, size, line, ARTIFACT)


def _fitting(name: str, rest: str, style: Style, size: float, room: float) -> SetLine:
    """Set a name and what follows it; where both are too wide the name is shortened."""
    line = single_line(f"{name}{rest}", style, size)
    if line.width <= room:
        return line
    kept = len(name)
    while kept and line.width > room:
        kept -= 1
        line = single_line(f"{name[:kept]}…{rest}", style, size)
    return replace(line, x=0.0)
