"""Fits a paper on one page: of several versions, the first that does not need a second."""

from __future__ import annotations

from collections.abc import Iterable

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.paginate import paginate


def one_page(versions: Iterable[Document], look: Look) -> Document:
    """Return the first version that takes one page.

    Args:
        versions: The fullest first; the last is meant to fit always.

    Raises:
        MissingGlyphError: No font has a character.
        ValueError: None fits: a mistake of whoever made the last one.
    """
    for document in versions:
        if len(paginate(set_document(document, look).boxes, look.depth)) == 1:
            return document
    raise ValueError("no version fits on one page")
