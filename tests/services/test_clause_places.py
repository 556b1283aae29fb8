"""What was decided about the clause of an issue stays with that issue, wherever it stands."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.services.clause_places import ClausePlaces
from negotiator_desk.services.comments import add_comment, list_comments
from negotiator_desk.services.contract_views import ClauseView, get_contract
from negotiator_desk.services.contracts import draft_contract
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import remove_issue
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.restoring import restore_version
from negotiator_desk.services.wordings import ClauseEdit, reword_clause
from tests.services.conftest import Bargaining, issue, number

WORDS = "当月发放。"


def test_the_store_names_the_issue_and_the_contract_its_place() -> None:
    places = ClausePlaces(("a", "b"))
    assert places.kept("rates#2") == "rates#b"
    assert places.now("rates#b") == "rates#2"
    assert ClausePlaces(("b",)).now("rates#b") == "rates#1"
    assert places.position("b") == 2


def test_other_places_keep_their_names() -> None:
    places = ClausePlaces(())
    for place in ("scope", "own:0199"):
        assert places.kept(place) == places.now(place) == place


@pytest.mark.parametrize("place", ["rates#0", "rates#3", "rates#-1", "rates#x", "rates#²"])
def test_a_place_outside_the_agenda_has_no_name(place: str) -> None:
    assert ClausePlaces(("a", "b")).kept(place) is None


def test_what_was_decided_for_an_issue_that_is_gone_means_nothing() -> None:
    assert ClausePlaces(("a",)).now("rates#b") is None


def agreed_on(desk: Desk, table: Bargaining, issue_id: str, value: str) -> None:
    terms = [(issue_id, number(value))]
    (offer,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, table.session)


def numbers(desk: Desk, table: Bargaining) -> tuple[ClauseView, ...]:
    clauses = get_contract(desk, table.case).clauses
    return tuple(one for one in clauses if one.text.issue is not None)


def add_words(desk: Desk, table: Bargaining, one: ClauseView, words: str = WORDS) -> None:
    edit = ClauseEdit(one.text.title, "", f"{one.text.text}\n{words}", "")
    reword_clause(desk, table.case, one.place, edit)


@pytest.fixture
def meals(desk: Desk, table: Bargaining) -> str:
    """A second agreed number, behind the first; nothing is agreed on the first issue."""
    meals = issue(desk, table.case, "伙食补贴", number("200.0000"))
    agreed_on(desk, table, table.heat, "320.0000")
    agreed_on(desk, table, meals, "260.0000")
    return meals


def test_a_wording_does_not_pass_to_another_issue(
    desk: Desk, table: Bargaining, meals: str
) -> None:
    heat, meal = numbers(desk, table)
    assert (heat.text.issue, meal.text.issue) == (2, 4)
    add_words(desk, table, heat)
    add_comment(desk, table.case, heat.place, "再看一遍")
    remove_issue(desk, table.rates)
    heat, meal = numbers(desk, table)
    assert (heat.text.issue, meal.text.issue) == (1, 3)
    assert (WORDS in heat.text.text, heat.comments) == (True, 1)
    assert (WORDS in meal.text.text, meal.comments) == (False, 0)
    assert [one.place for one in list_comments(desk, table.case)] == [heat.place]
    desk.undo()
    heat, meal = numbers(desk, table)
    assert (heat.text.issue, WORDS in heat.text.text) == (2, True)


def test_a_version_is_taken_up_by_issue_and_not_by_place(
    desk: Desk, table: Bargaining, meals: str
) -> None:
    heat, _meal = numbers(desk, table)
    add_words(desk, table, heat)
    draft = draft_contract(desk, table.case).value
    add_words(desk, table, heat, "次月发放。")
    remove_issue(desk, table.rates)
    remove_issue(desk, table.rest)
    assert restore_version(desk, draft.id).value == 0
    heat, meal = numbers(desk, table)
    assert (heat.text.issue, WORDS in heat.text.text) == (1, True)
    assert (meal.text.issue, WORDS in meal.text.text) == (2, False)


def test_nothing_is_said_of_a_clause_outside_the_agenda(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(RuleError, match="does not fit"):
        add_comment(desk, table.case, "number_term#9", "?")
