"""What a contract of a kind must have is demanded; what it may have is only recalled."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.procedure.checks import Level
from negotiator_desk.procedure.content_checks import ClauseOnOffer, ContentList, check_content
from negotiator_desk.procedure.rules import Mark

NAMES = {"pay": "pay level", "hours": "hours", "other": "other matters"}
TOPICS = tuple(NAMES)


def listed(*topics: str, mark: Mark = Mark.V1, is_general: bool = False) -> ContentList:
    return ContentList(f"《某条例》第十九条 [{mark.value}]", mark, is_general, topics)


def test_a_missing_topic_of_a_binding_list_is_an_error_with_its_article() -> None:
    (one,) = check_content([listed("pay", "hours")], {"hours"}, NAMES, {})
    assert (one.rule, one.level, one.basis) == ("CONTENT", Level.ERROR, "《某条例》第十九条 [V1]")
    assert "“pay level”" in one.text
    assert one.remedy


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark is not Mark.V1])
@pytest.mark.parametrize("is_general", [True, False])
def test_a_list_not_read_in_full_never_ends_in_an_error(mark: Mark, is_general: bool) -> None:
    (one,) = check_content([listed("pay", mark=mark, is_general=is_general)], (), NAMES, {})
    assert one.level is (Level.INFO if is_general else Level.WARNING)


def test_what_contracts_generally_have_is_a_reminder() -> None:
    (one,) = check_content([listed("pay", is_general=True)], (), NAMES, {})
    assert one.level is Level.WARNING


def test_two_lists_give_one_finding_at_the_strictest_level_with_both_bases() -> None:
    lists = [listed("pay", mark=Mark.V2, is_general=True), listed("pay")]
    (one,) = check_content(lists, (), NAMES, {})
    assert one.level is Level.ERROR
    assert one.basis == "《某条例》第十九条 [V2]; 《某条例》第十九条 [V1]"


def test_the_remedy_names_a_clause_of_the_library_and_leads_to_it() -> None:
    offers = {"pay": ClauseOnOffer("工资支付日", "clause:pay_day")}
    pay, hours = check_content([listed("pay", "hours")], (), NAMES, offers)
    assert "工资支付日" in pay.remedy
    assert (pay.place, hours.place) == ("clause:pay_day", "")


def test_nothing_can_be_missing_of_other_matters() -> None:
    assert check_content([listed("other")], (), NAMES, {}, {"other"}) == ()


@given(st.sets(st.sampled_from(TOPICS)), st.sets(st.sampled_from(TOPICS)))
def test_covering_more_never_finds_more(covered: set[str], more: set[str]) -> None:
    lists = [listed(*pair) for pair in combinations(TOPICS, 2)]
    less = check_content(lists, covered, NAMES, {})
    assert set(check_content(lists, covered | more, NAMES, {})) <= set(less)
