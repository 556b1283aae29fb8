"""What was tried out is kept, found again, and belongs to one issue only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.assumptions import Assumptions, OnCost
from negotiator_desk.services.assumptions import get_assumptions, save_assumptions
from negotiator_desk.services.cases import CaseDetails, edit_case, get_case, trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import remove_issue
from negotiator_desk.services.what_ifs import (
    MOST_WHAT_IFS,
    list_what_ifs,
    remove_what_if,
    save_what_if,
)
from tests.services.conftest import Bargaining, number, rate_table

MORE = rate_table("0.8400", "1.0200")


def test_a_trial_is_kept_under_its_name_and_replaced_under_the_same(
    desk: Desk, table: Bargaining
) -> None:
    first = save_what_if(desk, table.rates, " 再加两分 ", MORE).value
    second = save_what_if(desk, table.rates, "再加两分", rate_table("0.8500", "1.0300")).value
    assert first == second
    (kept,) = list_what_ifs(desk, table.rates)
    assert (kept.name, kept.terms) == ("再加两分", rate_table("0.8500", "1.0300"))
    desk.undo()
    assert list_what_ifs(desk, table.rates)[0].terms == MORE
    remove_what_if(desk, first)
    assert list_what_ifs(desk, table.rates) == ()
    desk.undo()
    assert len(list_what_ifs(desk, table.rates)) == 1


def test_a_trial_without_a_name_or_of_another_subject_is_not_kept(
    desk: Desk, table: Bargaining
) -> None:
    with pytest.raises(InputError):
        save_what_if(desk, table.rates, "  ", MORE)
    with pytest.raises(RuleError):
        save_what_if(desk, table.rates, "天数", number("3"))
    assert list_what_ifs(desk, table.rates) == ()


def test_a_trial_that_went_cannot_go_again(desk: Desk, table: Bargaining) -> None:
    kept = save_what_if(desk, table.rates, "一", MORE).value
    remove_what_if(desk, kept)
    with pytest.raises(RuleError, match="not there"):
        remove_what_if(desk, kept)


def test_more_trials_than_one_can_look_through_are_refused(desk: Desk, table: Bargaining) -> None:
    for place in range(MOST_WHAT_IFS):
        save_what_if(desk, table.rates, f"试算{place}", MORE)
    with pytest.raises(RuleError, match=str(MOST_WHAT_IFS)):
        save_what_if(desk, table.rates, "再来一个", MORE)
    save_what_if(desk, table.rates, "试算0", MORE)


def test_an_issue_that_goes_takes_its_trials_and_assumptions_along(
    desk: Desk, table: Bargaining
) -> None:
    save_what_if(desk, table.heat, "四百", number("400"))
    save_assumptions(desk, table.heat, Assumptions(months=18))
    remove_issue(desk, table.heat)
    desk.undo()
    assert [one.name for one in list_what_ifs(desk, table.heat)] == ["四百"]
    assert desk.verify().broken is None


def test_assumptions_begin_with_the_term_of_the_case_and_follow_it(
    desk: Desk, table: Bargaining
) -> None:
    two_years = CaseDetails(
        get_case(desk, table.case).title,
        CaseKind.INDUSTRY,
        contract_from=date(2027, 1, 1),
        contract_until=date(2028, 12, 31),
    )
    edit_case(desk, table.case, two_years)
    assert get_assumptions(desk, table.rates) == Assumptions(months=24)
    entered = Assumptions(months=24, on_costs=(OnCost("住房公积金", Decimal("0.0500")),))
    save_assumptions(desk, table.rates, entered)
    assert get_assumptions(desk, table.rates) == entered
    edit_case(desk, table.case, replace(two_years, contract_until=date(2029, 12, 31)))
    assert get_assumptions(desk, table.rates) == entered.with_months(36)


def test_a_case_in_the_trash_is_left_as_it_is(desk: Desk, table: Bargaining) -> None:
    trash_case(desk, table.case)
    with pytest.raises(RuleError):
        save_what_if(desk, table.rates, "一", MORE)
    with pytest.raises(RuleError):
        save_assumptions(desk, table.rates, Assumptions())
