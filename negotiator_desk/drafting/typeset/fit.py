"""Fits a paper on its pages: of several versions, the first that does not need more."""

from __future__ import annotations

from collections.abc import Iterable

from negotiator_desk.drafting.blocks import Document
from negotiator_desk.drafting.typeset.flow import set_document
from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.paginate import paginate


def first_fitting(
    versions: Iterable[tuple[Document, Look]], *, pages: int
) -> tuple[Document, Look]:
    """Return the first version, with its look, that takes so many pages at most.

    Raises:
        MissingGlyphError, ValueError: As `one_page`.
    """
    for document, look in versions:
        if len(paginate(set_document(document, look).boxes, look.depth)) <= pages:
            return document, look
    raise ValueError(f"no version fits on {pages} pages")


def one_page(versions: Iterable[Document], look: Look) -> Document:
    """Return the first version that takes one page.

    Args:
        versions: The fullest first; the last is meant to fit always.

    Raises:
        MissingGlyphError: No font has a character.
        ValueError: None fits: a mistake of whoever made the last one.
    """
    return fitting(versions, look, pages=1)


def fitting(versions: Iterable[Document], look: Look, *, pages: int) -> Document:
    """Return the first version that takes so many pages at most.

    Raises:
        MissingGlyphError, ValueError: As `one_page`.
    """
    return first_fitting(((document, look) for document in versions), pages=pages)[0]
