"""What follows a moving hand equals what is worked out at rest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negotiator_desk.errors import InputError
from negotiator_desk.pay.cells import cells
from negotiator_desk.services.costing_moves import mean_heads, moving, people, step_costs
from negotiator_desk.services.costing_pictures import gain_board, minimum_by_area, picture
from negotiator_desk.services.costing_sheets import open_sheet
from negotiator_desk.services.costings import cost_of_one_unit
from negotiator_desk.services.desk import Desk
from tests.services.conftest import Bargaining, number, rate_table

OFFER = rate_table("0.8200", "0.9000")


def test_a_moving_picture_is_the_picture_with_the_boards_own_figures(
    desk: Desk, table: Bargaining
) -> None:
    sheet = open_sheet(desk, table.rates)
    assert sheet is not None
    seen = moving(sheet, OFFER, with_board=True)
    assert seen.picture.costing == picture(sheet, OFFER).costing
    assert seen.areas == minimum_by_area(sheet, OFFER)
    board = gain_board(sheet, OFFER)
    assert seen.board == board
    assert board.gains is not None
    assert board.gains.least is not None
    assert seen.least_gain == board.gains.least.gain
    assert (seen.losing, seen.gaining) == (board.gains.losing, board.gains.gaining)
    assert moving(sheet, OFFER).board is None


def test_each_step_costs_what_the_services_say_of_it(desk: Desk, table: Bargaining) -> None:
    sheet = open_sheet(desk, table.rates)
    assert sheet is not None
    steps = step_costs(sheet, OFFER)
    assert steps is not None
    numbers = [one.key for one in cells(OFFER) if not isinstance(one.value, str)]
    assert list(steps) == numbers
    for key in numbers:
        found = cost_of_one_unit(desk, table.rates, OFFER, key)
        assert found is not None
        assert steps[key] == found.yearly


def test_steps_end_when_they_are_told_to_and_say_how_far_they_are(
    desk: Desk, table: Bargaining
) -> None:
    sheet = open_sheet(desk, table.rates)
    assert sheet is not None
    parts: list[float] = []
    assert (
        step_costs(sheet, OFFER, is_cancelled=lambda: len(parts) > 1, on_part=parts.append) is None
    )
    assert parts == [0.0, 1 / len(cells(OFFER))]


def test_a_value_at_its_bound_has_no_step(desk: Desk, table: Bargaining) -> None:
    sheet = open_sheet(desk, table.rates)
    assert sheet is not None
    steps = step_costs(sheet, rate_table("10000.0000", "0.9000"))
    assert steps is not None
    assert "rate:同城·有电梯" not in steps
    assert "rate:同城·无电梯" in steps


def test_terms_that_cannot_be_costed_have_no_steps(desk: Desk, table: Bargaining) -> None:
    sheet = open_sheet(desk, table.rates)
    assert sheet is not None
    with pytest.raises(InputError):
        step_costs(sheet, number("3"))


def test_people_stand_in_the_order_of_the_pictures(desk: Desk, table: Bargaining) -> None:
    sheet = open_sheet(desk, table.rates)
    assert sheet is not None
    found = people(sheet)
    assert [one.worker for one in found] == list(sheet.facts.worker_months.workers)
    assert found[0].title.startswith(found[0].worker)
    assert mean_heads(sheet) == len(found)
    assert len(picture(sheet, OFFER).after) == len(found)
    assert Decimal(len(found)) == 3
