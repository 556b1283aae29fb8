"""What the preview of the contract page shows, made on the worker."""

from __future__ import annotations

from dataclasses import dataclass

from negotiator_desk.drafting.typeset.spots import Spot
from negotiator_desk.services.contracts import preview_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.editions import Edition, EditionRequest, make_edition


@dataclass(frozen=True)
class Question:
    """Which pages are wanted.

    Attributes:
        request: The edition; of the contract as it stands now the fast preview is shown.
    """

    case_id: str
    request: EditionRequest


@dataclass(frozen=True)
class Shown:
    """The pages, and what in them can be clicked."""

    pdf: bytes
    spots: tuple[Spot, ...]


def make_pages(desk: Desk, question: Question) -> Shown:
    """Return the pages that are wanted; called on the worker.

    Raises:
        UserError: They cannot be made; the message says why.
    """
    request = question.request
    if request.draft_id is None and request.edition is Edition.CONTRACT:
        rendered = preview_contract(
            desk, question.case_id, look=request.look, line_numbers=request.line_numbers
        )
        return Shown(rendered.pdf, rendered.spots)
    made = make_edition(desk, question.case_id, request)
    return Shown(made.content, () if made.rendered is None else made.rendered.spots)
