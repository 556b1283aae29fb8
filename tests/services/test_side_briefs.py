"""Whom this computer works for, what a side does without a deal, and who holds its mandate."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.cases import get_case, trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.mandates import MandateDetails, save_mandate, save_points
from negotiator_desk.services.parties import (
    edit_representative,
    remove_representative,
    replace_representative,
)
from negotiator_desk.services.side_briefs import (
    BriefDetails,
    get_brief,
    mandate_standing,
    own_side,
    save_brief,
)
from tests.services.conftest import Bargaining, meeting, new_case, person

BRIEF = BriefDetails("提请劳动行政部门协调处理", 4_250, 3_000)


def chief(desk: Desk, table: Bargaining, side: Side = Side.EMPLOYEE) -> str:
    found = get_case(desk, table.case).parties[side].chief
    assert found is not None
    return found.id


def test_a_computer_works_for_the_employees_unless_it_is_told(
    desk: Desk, table: Bargaining
) -> None:
    assert own_side(desk, table.case) is Side.EMPLOYEE
    save_brief(
        desk,
        table.case,
        Side.EMPLOYER,
        get_brief(desk, table.case, Side.EMPLOYER),
        own=Side.EMPLOYER,
    )
    assert own_side(desk, table.case) is Side.EMPLOYER
    save_brief(
        desk,
        table.case,
        Side.EMPLOYEE,
        get_brief(desk, table.case, Side.EMPLOYEE),
        own=Side.EMPLOYEE,
    )
    assert own_side(desk, table.case) is Side.EMPLOYEE
    desk.undo()
    assert own_side(desk, table.case) is Side.EMPLOYER


def test_a_brief_is_kept_for_one_side(desk: Desk, table: Bargaining) -> None:
    assert get_brief(desk, table.case, Side.EMPLOYER) == BriefDetails()
    save_brief(desk, table.case, Side.EMPLOYER, BRIEF)
    assert get_brief(desk, table.case, Side.EMPLOYER) == BRIEF
    assert get_brief(desk, table.case, Side.EMPLOYEE) == BriefDetails()
    assert own_side(desk, table.case) is Side.EMPLOYEE
    save_brief(
        desk,
        table.case,
        Side.EMPLOYER,
        get_brief(desk, table.case, Side.EMPLOYER),
        own=Side.EMPLOYER,
    )
    assert get_brief(desk, table.case, Side.EMPLOYER) == BRIEF


@pytest.mark.parametrize("details", [BriefDetails("", 10_001), BriefDetails("", 0, -1)])
def test_a_walk_away_value_outside_the_scale_is_refused(
    desk: Desk, table: Bargaining, details: BriefDetails
) -> None:
    with pytest.raises(InputError, match="outside 0–100 points"):
        save_brief(desk, table.case, Side.EMPLOYEE, details)


def test_the_first_mandate_is_held_by_the_chief_of_that_moment(
    desk: Desk, table: Bargaining
) -> None:
    assert mandate_standing(desk, table.case, Side.EMPLOYEE).granted_at is None
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    standing = mandate_standing(desk, table.case, Side.EMPLOYEE)
    assert (standing.holder_name, standing.chief_name) == ("快递行业工会代表1",) * 2
    assert standing.granted_at == desk.now()
    assert not standing.is_lapsed
    assert mandate_standing(desk, table.case, Side.EMPLOYER).holder_name == ""


def test_splitting_points_gives_the_mandate_too(desk: Desk, table: Bargaining) -> None:
    save_points(desk, table.case, Side.EMPLOYER, {table.rest: 100})
    assert mandate_standing(desk, table.case, Side.EMPLOYER).holder_name == "快递企业协会代表1"


def test_a_mandate_lapses_when_another_becomes_chief_and_is_renewed(
    desk: Desk, table: Bargaining
) -> None:
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    second = get_case(desk, table.case).parties[Side.EMPLOYEE].representatives[1]
    edit_representative(desk, second.id, person(second.name, chief=True))
    standing = mandate_standing(desk, table.case, Side.EMPLOYEE)
    assert standing.is_lapsed
    assert standing.reason == (
        "快递行业工会代表1, to whom it was given, is not the chief representative any more."
    )
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=2))
    assert mandate_standing(desk, table.case, Side.EMPLOYEE).is_lapsed
    save_brief(
        desk, table.case, Side.EMPLOYEE, get_brief(desk, table.case, Side.EMPLOYEE), renews=True
    )
    renewed = mandate_standing(desk, table.case, Side.EMPLOYEE)
    assert (renewed.is_lapsed, renewed.reason, renewed.holder_name) == (False, "", second.name)


def test_a_mandate_lapses_when_its_holder_is_replaced(desk: Desk, table: Bargaining) -> None:
    meeting(desk, table.case)
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    replace_representative(desk, chief(desk, table), person("新首席", chief=True))
    standing = mandate_standing(desk, table.case, Side.EMPLOYEE)
    assert standing.reason == "快递行业工会代表1, to whom it was given, was replaced."
    assert standing.chief_name == "新首席"


def test_a_mandate_lapses_when_its_holder_is_taken_off_the_list(
    desk: Desk, table: Bargaining
) -> None:
    save_mandate(desk, table.rest, Side.EMPLOYEE, MandateDetails(weight=1))
    remove_representative(desk, chief(desk, table))
    standing = mandate_standing(desk, table.case, Side.EMPLOYEE)
    assert standing.reason.endswith("is no representative any more.")
    assert standing.chief_name == ""
    with pytest.raises(RuleError, match="no chief representative"):
        save_brief(
            desk, table.case, Side.EMPLOYEE, get_brief(desk, table.case, Side.EMPLOYEE), renews=True
        )
    desk.undo()
    assert not mandate_standing(desk, table.case, Side.EMPLOYEE).is_lapsed


def test_without_a_chief_nobody_holds_the_mandate_and_nothing_lapses(desk: Desk) -> None:
    case = new_case(desk)
    save_brief(desk, case, Side.EMPLOYEE, get_brief(desk, case, Side.EMPLOYEE), own=Side.EMPLOYEE)
    standing = mandate_standing(desk, case, Side.EMPLOYEE)
    assert (standing.holder_name, standing.is_lapsed) == ("", False)


def test_a_brief_of_a_case_in_the_trash_is_left_alone(desk: Desk, table: Bargaining) -> None:
    trash_case(desk, table.case)
    for work in (
        lambda: save_brief(desk, table.case, Side.EMPLOYEE, BRIEF),
        lambda: save_brief(
            desk,
            table.case,
            Side.EMPLOYEE,
            get_brief(desk, table.case, Side.EMPLOYEE),
            own=Side.EMPLOYEE,
        ),
        lambda: save_brief(
            desk, table.case, Side.EMPLOYEE, get_brief(desk, table.case, Side.EMPLOYEE), renews=True
        ),
    ):
        with pytest.raises(RuleError, match="trash"):
            work()
