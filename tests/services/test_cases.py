"""Cases are numbered, listed, put in the trash and taken out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negotiator_desk.bargaining.parties import CaseKind, Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.cases import (
    CaseDetails,
    create_case,
    edit_case,
    find_case_id,
    get_case,
    list_cases,
    restore_case,
    trash_case,
)
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.parties import PartyDetails, save_party
from tests.services.conftest import Bargaining, new_case

DETAILS = CaseDetails("能级工资", CaseKind.ENTERPRISE)


def test_cases_are_numbered_by_year(desk: Desk) -> None:
    ids = [create_case(desk, DETAILS).value for _ in range(3)]
    assert [get_case(desk, one).number for one in ids] == ["2026-001", "2026-002", "2026-003"]


def test_a_number_of_the_trash_is_not_given_again(desk: Desk) -> None:
    trash_case(desk, create_case(desk, DETAILS).value)
    assert get_case(desk, create_case(desk, DETAILS).value).number == "2026-002"


def test_a_number_after_999_goes_on(desk: Desk) -> None:
    create_case(desk, replace(DETAILS, number="2026-999"))
    assert get_case(desk, create_case(desk, DETAILS).value).number == "2026-1000"


def test_a_number_of_ones_own_is_kept_and_cannot_be_taken_twice(desk: Desk) -> None:
    create_case(desk, replace(DETAILS, number="甬协〔2026〕1号"))
    with pytest.raises(RuleError, match="甬协〔2026〕1号 is already taken; nothing was changed"):
        create_case(desk, replace(DETAILS, number="甬协〔2026〕1号"))
    assert len(list_cases(desk)) == 1


def test_a_case_of_each_kind_can_be_created(desk: Desk) -> None:
    for kind in CaseKind:
        case_id = create_case(desk, replace(DETAILS, kind=kind)).value
        assert get_case(desk, case_id).kind is kind


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        (replace(DETAILS, title="  "), "“Title” is empty"),
        (replace(DETAILS, title="长" * 201), "has 201 characters, at most 200"),
        (replace(DETAILS, jurisdiction="atlantis"), "no rule pack “atlantis”"),
        (
            replace(DETAILS, contract_from=date(2027, 1, 2), contract_until=date(2027, 1, 1)),
            "end on 2027-01-01, before it begins on 2027-01-02",
        ),
    ],
)
def test_unusable_details_get_a_sentence_and_change_nothing(
    desk: Desk, details: CaseDetails, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence) as refused:
        create_case(desk, details)
    assert "nothing was changed" in str(refused.value)
    assert refused.value.hint
    assert list_cases(desk) == ()


def test_editing_keeps_the_number_when_none_is_given(desk: Desk) -> None:
    case_id = create_case(desk, DETAILS).value
    edit_case(desk, case_id, replace(DETAILS, title="能级工资专项"))
    case = get_case(desk, case_id)
    assert (case.number, case.title) == ("2026-001", "能级工资专项")


def test_the_trash_hides_a_case_and_refuses_changes_until_it_is_restored(desk: Desk) -> None:
    case_id = new_case(desk)
    trash_case(desk, case_id)
    assert list_cases(desk) == ()
    assert [row.id for row in list_cases(desk, trashed=True)] == [case_id]
    with pytest.raises(RuleError, match="is in the trash; nothing was changed"):
        save_party(desk, case_id, Side.EMPLOYEE, PartyDetails("工会"))
    with pytest.raises(RuleError, match="in the trash"):
        trash_case(desk, case_id)
    restore_case(desk, case_id)
    assert [row.id for row in list_cases(desk)] == [case_id]
    with pytest.raises(RuleError, match="is not in the trash"):
        restore_case(desk, case_id)


def test_a_row_counts_what_belongs_to_its_case_alone(desk: Desk, table: Bargaining) -> None:
    new_case(desk, "另一个案件")
    row = next(row for row in list_cases(desk) if row.id == table.case)
    assert (row.issues, row.agreed_issues, row.sessions, row.workers) == (3, 0, 1, 3)
    assert (row.employee_party, row.employer_party) == ("快递行业工会", "快递企业协会")


def test_a_case_is_found_by_number_or_id(desk: Desk) -> None:
    case_id = new_case(desk)
    assert find_case_id(desk, " 2026-001 ") == find_case_id(desk, case_id) == case_id
    with pytest.raises(InputError, match="no case “2026-009”"):
        find_case_id(desk, "2026-009")


def test_a_case_that_is_not_there_gets_a_sentence(desk: Desk) -> None:
    with pytest.raises(RuleError, match="not in the store"):
        get_case(desk, "nothing")
