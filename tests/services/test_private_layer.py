"""That something private was entered shows no more than what it says: see `journeys/test_leaks`."""

from __future__ import annotations

import re

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import use_language
from negotiator_desk.services import cases
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.operations import label
from tests.services.conftest import Bargaining


def test_the_moment_of_a_mandate_does_not_show_in_the_list_of_cases(
    desk: Desk, table: Bargaining
) -> None:
    before = cases.list_cases(desk)
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    assert cases.list_cases(desk) == before


@pytest.mark.parametrize(
    ("language", "told"), [("en", "mandate|target|limit|aim"), ("zh_CN", "授权|底线|目标|限")]
)
def test_undo_and_redo_do_not_say_what_kind_of_thing_was_entered(
    desk: Desk, table: Bargaining, language: str, told: str
) -> None:
    use_language(language)
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    offered = desk.undo_operation
    assert offered is not None
    assert desk.undo().value == desk.redo_operation == offered
    assert label(offered) in {"Private entry", "私密记录"}
    assert re.search(told, label(offered), re.IGNORECASE) is None
