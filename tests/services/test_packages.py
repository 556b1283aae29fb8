"""Tied packages, tentative agreements and speakers, through the services."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import get_issue
from negotiator_desk.services.offer_views import OfferView, list_case_offers
from negotiator_desk.services.offers import (
    accept_offer,
    hold_offer,
    release_offer,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.parties import remove_representative, replace_representative
from negotiator_desk.services.session_states import (
    end_session,
    resume_session,
    suspend_session,
)
from tests.services.conftest import REST, Bargaining, number, person, rate_table


def put_tied(desk: Desk, table: Bargaining, value: str = "400") -> tuple[str, ...]:
    terms = [
        (table.rates, rate_table("0.8400", "1.0000")),
        (table.heat, number(value)),
        (table.rest, REST),
    ]
    return table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True, tied=True).value


def put(
    desk: Desk, table: Bargaining, value: str, side: Side = Side.EMPLOYEE, *, binding: bool = True
) -> str:
    terms = [(table.heat, number(value))]
    return table_offer(desk, table.session, side, terms, binding=binding).value[0]


def offers(desk: Desk, table: Bargaining) -> dict[str, OfferView]:
    return {one.id: one for found in list_case_offers(desk, table.case).values() for one in found}


def states(desk: Desk, table: Bargaining) -> list[OfferState]:
    return [one.state for one in offers(desk, table).values()]


def agreed(desk: Desk, table: Bargaining) -> int:
    issues = (table.rates, table.heat, table.rest)
    return sum(get_issue(desk, one).state is IssueState.AGREED for one in issues)


def test_accepting_one_offer_of_a_tied_package_accepts_all_and_undo_opens_all(
    desk: Desk, table: Bargaining
) -> None:
    ids = put_tied(desk, table)
    accept_offer(desk, ids[1], Side.EMPLOYER, table.session)
    assert states(desk, table) == [OfferState.SETTLED] * 3
    assert agreed(desk, table) == 3
    desk.undo()
    assert states(desk, table) == [OfferState.TABLED] * 3
    assert agreed(desk, table) == 0


def test_a_tied_package_names_what_it_is_tied_to(desk: Desk, table: Bargaining) -> None:
    ids = put_tied(desk, table)
    view = offers(desk, table)[ids[0]]
    assert (view.is_tied, set(view.tied_with)) == (True, set(ids[1:]))
    alone = put(desk, table, "500", Side.EMPLOYER)
    assert (offers(desk, table)[alone].is_tied, offers(desk, table)[alone].tied_with) == (False, ())


def test_withdrawing_one_offer_of_a_tied_package_withdraws_all(
    desk: Desk, table: Bargaining
) -> None:
    ids = put_tied(desk, table)
    withdraw_offer(desk, ids[2])
    assert states(desk, table) == [OfferState.WITHDRAWN] * 3


def test_a_package_of_which_one_part_was_replaced_cannot_be_accepted(
    desk: Desk, table: Bargaining
) -> None:
    ids = put_tied(desk, table)
    put(desk, table, "380")
    for offer_id in ids:
        with pytest.raises(RuleError, match="nothing was accepted"):
            accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    assert agreed(desk, table) == 0


def test_a_package_falls_when_one_of_its_issues_is_settled_otherwise(
    desk: Desk, table: Bargaining
) -> None:
    ids = put_tied(desk, table)
    accept_offer(desk, put(desk, table, "350", Side.EMPLOYER), Side.EMPLOYEE, table.session)
    assert offers(desk, table)[ids[0]].state is OfferState.SUPERSEDED
    with pytest.raises(RuleError, match="nothing was accepted"):
        accept_offer(desk, ids[0], Side.EMPLOYER, table.session)
    assert agreed(desk, table) == 1


def test_what_is_explored_leaves_the_binding_offer_to_be_accepted(
    desk: Desk, table: Bargaining
) -> None:
    first = put(desk, table, "400")
    explored = put(desk, table, "330", binding=False)
    with pytest.raises(RuleError, match="exploratory offer cannot be accepted"):
        accept_offer(desk, explored, Side.EMPLOYER, table.session)
    accept_offer(desk, first, Side.EMPLOYER, table.session)
    assert get_issue(desk, table.heat).agreed_terms == number("400")


def test_a_tentative_agreement_settles_nothing_and_ends_with_the_next_binding_offer(
    desk: Desk, table: Bargaining
) -> None:
    ids = put_tied(desk, table)
    hold_offer(desk, ids[0], Side.EMPLOYER, table.session)
    assert states(desk, table) == [OfferState.TENTATIVE] * 3
    assert agreed(desk, table) == 0
    put(desk, table, "390", Side.EMPLOYER, binding=False)
    assert offers(desk, table)[ids[0]].state is OfferState.TENTATIVE
    put(desk, table, "380", Side.EMPLOYER)
    assert [offers(desk, table)[one].state for one in ids] == [OfferState.TABLED] * 3
    desk.undo()
    assert offers(desk, table)[ids[2]].state is OfferState.TENTATIVE


def test_a_tentative_agreement_can_be_released_withdrawn_or_settled(
    desk: Desk, table: Bargaining
) -> None:
    offer_id = put(desk, table, "400")
    hold_offer(desk, offer_id, Side.EMPLOYER, table.session)
    with pytest.raises(RuleError, match="held tentatively already"):
        hold_offer(desk, offer_id, Side.EMPLOYER, table.session)
    release_offer(desk, offer_id)
    assert states(desk, table) == [OfferState.TABLED]
    with pytest.raises(RuleError, match="not held tentatively; nothing was changed"):
        release_offer(desk, offer_id)
    hold_offer(desk, offer_id, Side.EMPLOYER, table.session)
    accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    assert states(desk, table) == [OfferState.SETTLED]
    desk.undo()
    withdraw_offer(desk, offer_id)
    assert states(desk, table) == [OfferState.WITHDRAWN]


def test_a_replaced_representative_neither_puts_nor_accepts_an_offer(
    desk: Desk, table: Bargaining
) -> None:
    parties = get_case(desk, table.case).parties
    chief = parties[Side.EMPLOYEE].chief
    other = parties[Side.EMPLOYER].chief
    assert chief is not None
    assert other is not None
    terms = [(table.heat, number("400"))]
    offer_id = table_offer(
        desk, table.session, Side.EMPLOYEE, terms, binding=True, speaker_id=chief.id
    ).value[0]
    assert offers(desk, table)[offer_id].speaker_name == chief.name
    replace_representative(desk, chief.id, person("接任者", chief=True))
    replace_representative(desk, other.id, person("对方接任者", chief=True))
    with pytest.raises(RuleError, match="does not speak for this side any more"):
        table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True, speaker_id=chief.id)
    with pytest.raises(RuleError, match="does not speak for this side any more"):
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session, speaker_id=other.id)
    with pytest.raises(RuleError, match="no representative of this side"):
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session, speaker_id=chief.id)
    party = get_case(desk, table.case).parties[Side.EMPLOYEE]
    assert [one.name for one in party.former] == [chief.name]
    assert party.chief is not None
    assert party.chief.name == "接任者"
    assert offers(desk, table)[offer_id].speaker_name == chief.name
    with pytest.raises(RuleError, match="put or accepted an offer and was not removed"):
        remove_representative(desk, chief.id)
    with pytest.raises(RuleError, match="was replaced already"):
        replace_representative(desk, chief.id, person("又一位"))


def test_nothing_is_tabled_or_accepted_while_the_session_is_suspended_or_over(
    desk: Desk, table: Bargaining
) -> None:
    offer_id = put(desk, table, "400")
    suspend_session(desk, table.session, "内部商议")
    for work in (
        lambda: put(desk, table, "380", Side.EMPLOYER),
        lambda: accept_offer(desk, offer_id, Side.EMPLOYER, table.session),
        lambda: hold_offer(desk, offer_id, Side.EMPLOYER, table.session),
    ):
        with pytest.raises(RuleError, match="is suspended; nothing was changed"):
            work()
    resume_session(desk, table.session)
    end_session(desk, table.session)
    with pytest.raises(RuleError, match="has ended; nothing was changed"):
        put(desk, table, "380", Side.EMPLOYER)
    assert states(desk, table) == [OfferState.TABLED]


def test_accepting_ends_what_was_held_and_the_others_words_stay_on_the_record(
    desk: Desk, table: Bargaining
) -> None:
    theirs = put(desk, table, "350", Side.EMPLOYER)
    hold_offer(desk, theirs, Side.EMPLOYEE, table.session)
    ours = put(desk, table, "400")
    hold_offer(desk, theirs, Side.EMPLOYEE, table.session)
    accept_offer(desk, ours, Side.EMPLOYER, table.session)
    assert states(desk, table) == [OfferState.TABLED, OfferState.SETTLED]
    with pytest.raises(RuleError, match="already agreed; nothing was changed"):
        withdraw_offer(desk, theirs)
    desk.undo()
    assert states(desk, table) == [OfferState.TENTATIVE, OfferState.TABLED]
