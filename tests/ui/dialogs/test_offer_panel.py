"""An offer is typed value by value; what is chosen, or follows, is left to the editor of terms."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError
from negotiator_desk.pay.cells import cell
from negotiator_desk.pay.terms import Terms
from negotiator_desk.ui.dialogs.offer_panel import OfferPanel
from negotiator_desk.ui.dialogs.offer_start import IssueOnTable
from tests.ui.dialogs.test_mnemonics import view
from tests.ui.dialogs.test_terms_editors import EXAMPLES

RATES, _SHARES, FEES, GRID, *_others = EXAMPLES


def panel(qtbot: QtBot, terms: Terms) -> OfferPanel:
    made = OfferPanel(IssueOnTable(view(terms), ()), Side.EMPLOYEE)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("terms", "key", "text", "value"),
    [
        (RATES, "allowance:stairs", "0.2", Decimal("0.2")),
        (FEES, "fee:weight:1", "2", Decimal(2)),
        (GRID, "yearly:shares", "250000", Decimal(250_000)),
        (GRID, "times:patent", "6", Decimal(6)),
        (GRID, "least:two", "30", Decimal(30)),
    ],
)
def test_a_figure_is_typed_like_any_other(
    qtbot: QtBot, terms: Terms, key: str, text: str, value: Decimal
) -> None:
    made = panel(qtbot, terms)
    made.type_cell(key, text)
    assert cell(made.read(), key).value == value
    assert made.changes() == 1


@pytest.mark.parametrize(
    ("terms", "key", "shown"),
    [
        (RATES, "minimum:heat", "left out of the minimum wage"),
        (GRID, "class:packer", "core class"),
        (GRID, "points:welder", "55"),
    ],
)
def test_what_is_chosen_or_follows_is_shown_in_words_and_not_typed(
    qtbot: QtBot, terms: Terms, key: str, shown: str
) -> None:
    made = panel(qtbot, terms)
    assert [row[-1] for row in made.grid.texts() if row[-1] == shown] == [shown]
    made.type_cell(key, "something else")
    with pytest.raises(InputError, match="This is chosen with “Edit all terms”"):
        made.read()
