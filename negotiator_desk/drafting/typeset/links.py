"""Lines of contents lists that lead to their heading when they are clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc

from negotiator_desk.drafting.typeset.boxes import LinkMark
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.paginate import Page
from negotiator_desk.drafting.typeset.streams import add_object, text_string


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link on a page.

    Attributes:
        page: Index of its page.
        element: The structure element it belongs to.
        number: Of its object in the file.
    """

    page: int
    element: int
    number: int


def add_links(
    document: Any, pages: Sequence[tuple[Page, Look]], *, is_tagged: bool
) -> list[Annotation]:
    """Add the links of all contents lists to a ReportLab document.

    Args:
        document: A document whose pages have all been shown.
        pages: Each with the look of its sheet.
        is_tagged: Whether the structure will name them.

    Returns:
        What the structure has to name, in order; their keys in its parent tree follow the pages'.
    """
    targets = {
        placed.box.anchor: (number, look.height - look.top - placed.down)
        for number, (page, look) in enumerate(pages)
        for placed in page.boxes
        if placed.box.anchor
    }
    annotations: list[Annotation] = []
    for number, (page, look) in enumerate(pages):
        own: list[str] = []
        for placed in page.boxes:
            for link in placed.box.links:
                target, top = targets[link.anchor]
                key = len(pages) + len(annotations)
                bottom = look.height - look.top - placed.down - placed.box.height
                made = add_object(
                    document,
                    _entries(
                        link,
                        look.left,
                        bottom,
                        placed.box.height,
                        f"[{_page(document, target)} 0 R /XYZ 0 {top:.2f} null]",
                        f" /StructParent {key}" if is_tagged else "",
                    ),
                )
                annotations.append(Annotation(number, link.element, made))
                own.append(f"{made} 0 R")
        if own:
            document.Pages.pages[number].Annots = pdfdoc.PDFArray(own)
    return annotations


def _entries(
    link: LinkMark, left: float, bottom: float, height: float, target: str, parent: str
) -> bytes:
    entries = (
        f"<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] "
        f"/Rect [{left + link.x1:.2f} {bottom:.2f} {left + link.x2:.2f} {bottom + height:.2f}] "
        f"/Dest {target} /Contents {text_string(link.title)}{parent}>>"
    )
    return entries.encode("ascii")


def _page(document: Any, index: int) -> int:
    number: int = document.idToObjectNumberAndVersion[f"Page{index + 1}"][0]
    return number
