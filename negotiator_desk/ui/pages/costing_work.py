"""What the costing page asks the worker; nothing here touches a Qt object or the store."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from negotiator_desk.errors import UserError
from negotiator_desk.pay.term_result import TermCosting
from negotiator_desk.pay.terms import Terms
from negotiator_desk.services.costing_moves import Moving, moving
from negotiator_desk.services.costing_pictures import term_costing
from negotiator_desk.services.costing_sheets import CostingSheet
from negotiator_desk.ui.jobs import Job

Part = Callable[[CostingSheet, Terms], Any]
"""Works out what one tab shows of terms."""

Work = Callable[[CostingSheet, Terms, Job], Any]
"""Slow work that one tab asks for; it tells its job how far it is and stops when it is told to."""


@dataclass(frozen=True, eq=False)
class MoveQuestion:
    """What follows the hand.

    Attributes:
        edges: Of the bars shown now.
        with_board: Whether who gains is in view.
    """

    sheet: CostingSheet
    terms: Terms
    edges: Sequence[int]
    with_board: bool


@dataclass(frozen=True, eq=False)
class RestQuestion:
    """What is worked out once the hand rests.

    Attributes:
        tab: Names the tab that asks; "" for none.
        part: What the tab asks for; None for nothing.
    """

    sheet: CostingSheet
    terms: Terms
    tab: str
    part: Part | None


@dataclass(frozen=True, eq=False)
class RestAnswer:
    """The term's cost and the tab's part; where one cannot be, why."""

    term: TermCosting | UserError
    part: Any | UserError | None


def load_charts() -> None:
    """Import what charts are drawn with; it takes half a second, so the worker does it."""
    importlib.import_module("pyqtgraph")


def answer_move(question: MoveQuestion) -> Moving:
    """Work out what follows the hand.

    Raises:
        InputError: The terms cannot be costed on the sheet's facts.
    """
    return moving(
        question.sheet, question.terms, edges=question.edges, with_board=question.with_board
    )


def answer_rest(question: RestQuestion) -> RestAnswer:
    """Work out what waits for the hand to rest."""
    return RestAnswer(
        term=_tried(term_costing, question),
        part=None if question.part is None else _tried(question.part, question),
    )


def _tried(work: Part, question: RestQuestion) -> Any:
    """Return the answer, or the sentence that says why there is none."""
    try:
        return work(question.sheet, question.terms)
    except UserError as error:
        return error
