"""What the clauses of a draft rest on: instruments by name, with the articles that were read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negotiator_desk.drafting.blocks import Block, Note, Prose
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.explanation_terms import paper_grid
from negotiator_desk.drafting.instruments import VERIFIED, cited_article, load_instruments
from negotiator_desk.drafting.numbering import article_number
from negotiator_desk.drafting.report_words import CHINESE, Words
from negotiator_desk.drafting.wording import Provenance

_RANGE = re.compile(r"(\d+)(?:[–-](\d+))?")
"""An article or several, as `Basis.article` has them."""

_OWN = frozenset({Provenance.OWN, Provenance.OWN_VARIANT, Provenance.REWORDED, Provenance.IMPORTED})


def basis_blocks(composition: Composition, words: Words) -> Iterator[Block]:
    """Yield a table of instruments, and which clauses the sides worded themselves."""
    articles: dict[str, list[str]] = {}
    clauses: dict[str, int] = {}
    own: list[str] = []
    for chapter in composition.chapters:
        for placed in chapter.clauses:
            verified = [one for one in placed.text.basis if one.mark in VERIFIED]
            for basis in verified:
                found = articles.setdefault(basis.source, [])
                found += [one.strip() for one in basis.article.split(",")]
            for source in dict.fromkeys(basis.source for basis in verified):
                clauses[source] = clauses.get(source, 0) + 1
            if placed.text.provenance in _OWN:
                own.append(article_number(placed.number))
    if articles:
        heads = ("head_instrument", "head_articles", ">head_clauses")
        yield paper_grid(
            words,
            heads,
            (
                (
                    _name(source, words),
                    words.names(_cited(one, words) for one in _merged(found)),
                    str(clauses[source]),
                )
                for source, found in articles.items()
            ),
        )
        yield Note((words("basis_note"),))
    else:
        yield Prose((words("no_basis"),))
    if own:
        yield Prose((words("own_clauses", count=len(own), numbers=words.names(own)),))


def _merged(articles: list[str]) -> list[str]:
    """Return articles in order, neighbours put together; headings come last, as they stand."""
    numbers: set[int] = set()
    others: list[str] = []
    for article in articles:
        match = _RANGE.fullmatch(article)
        if match is not None:
            first = int(match.group(1))
            numbers.update(range(first, int(match.group(2) or first) + 1))
        elif article and article not in others:
            others.append(article)
    merged: list[list[int]] = []
    for number in sorted(numbers):
        if merged and merged[-1][-1] == number - 1:
            merged[-1].append(number)
        else:
            merged.append([number])
    ranges = [str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in merged]
    return [*ranges, *others]


def _name(source: str, words: Words) -> str:
    """Return an instrument's name; the short one where it is not on the list."""
    instrument = load_instruments().get(source)
    if instrument is None:
        return source
    return instrument.name if words.language == CHINESE else instrument.english


def _cited(article: str, words: Words) -> str:
    return cited_article(article) if words.language == CHINESE else article
