"""Finds where on the pages figures, values, blanks, references and clauses stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from negotiator_desk.drafting.typeset.look import Look
from negotiator_desk.drafting.typeset.paginate import Page
from negotiator_desk.drafting.typeset.spots import Spot


def page_spots(pages: Sequence[tuple[Page, Look]]) -> Iterator[Spot]:
    """Yield the spots of pages, each given with the look of its sheet."""
    for number, (page, look) in enumerate(pages):
        for placed in page.boxes:
            top = look.top + placed.down
            for spot in placed.box.spots:
                yield Spot(
                    number,
                    look.left + spot.x1,
                    top + spot.down1,
                    look.left + spot.x2,
                    top + spot.down2,
                    spot.source,
                )
        for clause, group in groupby(page.boxes, key=lambda placed: placed.box.clause):
            if clause:
                own = list(group)
                yield Spot(
                    number,
                    look.left,
                    look.top + own[0].down,
                    look.left + look.measure,
                    look.top + own[-1].down + own[-1].box.height,
                    clause,
                )
