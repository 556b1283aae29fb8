"""Options of an issue, the steps between them, and what options are worth together."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.options import Bonus
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.terms import Terms, TextTerm
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import (
    MOST_BONUSES,
    MOST_OPTIONS,
    fill_in_options,
    list_bonuses,
    list_options,
    remove_bonus,
    remove_option,
    save_bonus,
    save_option,
)
from negotiator_desk.services.issues import remove_issue
from negotiator_desk.services.option_views import BonusDetails, OptionDetails
from tests.services.conftest import REST, Bargaining, number, rate_table

OURS = Side.EMPLOYEE


def keep(desk: Desk, issue_id: str, name: str, terms: Terms) -> str:
    return save_option(desk, issue_id, OURS, OptionDetails(name, terms)).value


def names(desk: Desk, issue_id: str) -> list[str]:
    return [one.details.name for one in list_options(desk, issue_id, OURS)]


def test_an_option_is_kept_changed_and_removed(desk: Desk, table: Bargaining) -> None:
    details = OptionDetails("每周一天", REST, 10_000, 4_000)
    option = save_option(desk, table.rest, OURS, details).value
    (view,) = list_options(desk, table.rest, OURS)
    assert (view.id, view.issue_id, view.details) == (option, table.rest, details)
    assert list_options(desk, table.rest, Side.EMPLOYER) == ()
    changed = OptionDetails("每周一天半", TextTerm("每周休息一天半。"), 9_000)
    assert save_option(desk, table.rest, OURS, changed, option).value == option
    assert list_options(desk, table.rest, OURS)[0].details == changed
    remove_option(desk, option)
    assert names(desk, table.rest) == []
    with pytest.raises(RuleError, match="not there any more"):
        remove_option(desk, option)
    with pytest.raises(RuleError, match="not there any more"):
        save_option(desk, table.rest, OURS, changed, option)
    desk.undo()
    assert names(desk, table.rest) == ["每周一天半"]


@pytest.mark.parametrize(
    "details",
    [OptionDetails(" ", REST), OptionDetails("一", REST, -1), OptionDetails("一", REST, 0, 10_001)],
)
def test_an_option_that_cannot_be_used_is_refused(
    desk: Desk, table: Bargaining, details: OptionDetails
) -> None:
    with pytest.raises(InputError):
        save_option(desk, table.rest, OURS, details)


def test_options_suit_their_issue_and_have_names_of_their_own(
    desk: Desk, table: Bargaining
) -> None:
    keep(desk, table.heat, "中间", number("350"))
    with pytest.raises(RuleError, match="called “中间”"):
        keep(desk, table.heat, "中间", number("360"))
    with pytest.raises(RuleError):
        keep(desk, table.heat, "文字", REST)
    save_option(desk, table.heat, Side.EMPLOYER, OptionDetails("中间", number("350")))
    assert names(desk, table.heat) == ["中间"]


def test_steps_between_two_terms_are_kept_as_options(desk: Desk, table: Bargaining) -> None:
    keep(desk, table.heat, "340 元/月", number("341"))
    keep(desk, table.heat, "手写", number("360"))
    first, last = number("320"), number("400")
    assert fill_in_options(desk, table.heat, OURS, first, last, 3).value == 2
    assert names(desk, table.heat) == ["340 元/月", "手写", "340 元/月 (2)", "380 元/月"]
    assert fill_in_options(desk, table.heat, OURS, first, last, 3).value == 0
    desk.undo()
    assert names(desk, table.heat) == ["340 元/月", "手写"]


def test_steps_of_rates_are_numbered(desk: Desk, table: Bargaining) -> None:
    ends = rate_table("0.80", "0.95"), rate_table("0.84", "0.99")
    assert fill_in_options(desk, table.rates, OURS, *ends, 3).value == 3
    assert names(desk, table.rates) == ["Step 1 of 3", "Step 2 of 3", "Step 3 of 3"]
    assert list_options(desk, table.rates, OURS)[1].details.terms == rate_table("0.82", "0.97")
    with pytest.raises(RuleError, match="more than figures"):
        fill_in_options(desk, table.rates, OURS, ends[0], number("3"), 2)


def test_more_options_than_one_can_look_through_are_refused(desk: Desk, table: Bargaining) -> None:
    for start in range(0, MOST_OPTIONS, 50):
        ends = number(str(start * 10)), number(str(start * 10 + 51))
        fill_in_options(desk, table.heat, OURS, *ends, 50)
    with pytest.raises(RuleError, match=f"{MOST_OPTIONS} options"):
        keep(desk, table.heat, "再来一个", number("9999"))
    assert len(names(desk, table.heat)) == MOST_OPTIONS


def test_a_bonus_names_its_options_by_issue(desk: Desk, table: Bargaining) -> None:
    rest = keep(desk, table.rest, "每周一天", REST)
    heat = keep(desk, table.heat, "四百", number("400"))
    bonus = save_bonus(desk, table.case, OURS, BonusDetails((rest, heat), 350, -120)).value
    (view,) = list_bonuses(desk, table.case, OURS)
    assert view.names == ("高温津贴: 四百", "休息安排: 每周一天")
    assert view.bonus == Bonus({table.heat: heat, table.rest: rest}, 350, -120)
    assert list_bonuses(desk, table.case, Side.EMPLOYER) == ()
    remove_bonus(desk, bonus)
    assert list_bonuses(desk, table.case, OURS) == ()
    with pytest.raises(RuleError, match="not there any more"):
        remove_bonus(desk, bonus)


def test_a_bonus_needs_options_of_different_issues(desk: Desk, table: Bargaining) -> None:
    one = keep(desk, table.heat, "三百五", number("350"))
    two = keep(desk, table.heat, "四百", number("400"))
    rest = keep(desk, table.rest, "每周一天", REST)
    for options, said in (
        ((one,), "alone"),
        ((one, two), "of one issue"),
        ((one, "gone"), "not there any more"),
    ):
        with pytest.raises(RuleError, match=said):
            save_bonus(desk, table.case, OURS, BonusDetails(options, 100, 0))
    with pytest.raises(InputError, match="at most 100 points"):
        save_bonus(desk, table.case, OURS, BonusDetails((one, rest), 10_001, 0))
    for points in range(MOST_BONUSES):
        save_bonus(desk, table.case, OURS, BonusDetails((one, rest), points, 0))
    with pytest.raises(RuleError, match=f"{MOST_BONUSES} bonuses"):
        save_bonus(desk, table.case, OURS, BonusDetails((one, rest), 1, 0))


def test_an_option_takes_its_bonuses_along_and_brings_them_back(
    desk: Desk, table: Bargaining
) -> None:
    rest = keep(desk, table.rest, "每周一天", REST)
    heat = keep(desk, table.heat, "四百", number("400"))
    save_bonus(desk, table.case, OURS, BonusDetails((rest, heat), 350, 0))
    remove_option(desk, rest)
    assert list_bonuses(desk, table.case, OURS) == ()
    desk.undo()
    assert len(list_bonuses(desk, table.case, OURS)) == 1
    remove_issue(desk, table.heat)
    assert list_bonuses(desk, table.case, OURS) == ()
    assert names(desk, table.rest) == ["每周一天"]
    desk.undo()
    assert names(desk, table.heat) == ["四百"]
    assert desk.verify().broken is None


def test_options_of_a_case_in_the_trash_are_left_alone(desk: Desk, table: Bargaining) -> None:
    one = keep(desk, table.heat, "四百", number("400"))
    two = keep(desk, table.rest, "每周一天", REST)
    bonus = save_bonus(desk, table.case, OURS, BonusDetails((one, two), 1, 1)).value
    trash_case(desk, table.case)
    for work in (
        lambda: keep(desk, table.heat, "五百", number("500")),
        lambda: fill_in_options(desk, table.heat, OURS, number("1"), number("9"), 2),
        lambda: remove_option(desk, one),
        lambda: save_bonus(desk, table.case, OURS, BonusDetails((one, two), 1, 1)),
        lambda: remove_bonus(desk, bonus),
    ):
        with pytest.raises(RuleError, match="trash"):
            work()
