"""Offers are tabled, withdrawn and accepted by the rules of the table, or nothing changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.offers import IssueState, OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.models.bargaining import Issue
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import PieceRate, RateTable, Terms
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import get_issue
from negotiator_desk.services.offer_views import OfferView, list_case_offers, list_offers
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from tests.services.conftest import (
    REST,
    Bargaining,
    add_dataset,
    enter_parties,
    issue,
    meeting,
    new_case,
    number,
    rate_table,
)


def put(
    desk: Desk,
    table: Bargaining,
    value: str,
    side: Side = Side.EMPLOYEE,
    *,
    binding: bool = True,
) -> str:
    terms = [(table.heat, number(value))]
    return table_offer(desk, table.session, side, terms, binding=binding).value[0]


def states(desk: Desk, issue_id: str) -> list[OfferState]:
    return [offer.state for offer in list_offers(desk, issue_id)]


def only(desk: Desk, issue_id: str) -> OfferView:
    (offer,) = list_offers(desk, issue_id)
    return offer


def test_a_later_offer_of_the_same_side_supersedes_the_earlier(
    desk: Desk, table: Bargaining
) -> None:
    put(desk, table, "450")
    put(desk, table, "300", Side.EMPLOYER)
    put(desk, table, "400")
    assert states(desk, table.heat) == [
        OfferState.SUPERSEDED,
        OfferState.TABLED,
        OfferState.TABLED,
    ]
    assert [offer.round for offer in list_offers(desk, table.heat)] == [1, 1, 2]


def test_offers_put_together_share_their_bundle(desk: Desk, table: Bargaining) -> None:
    terms: list[tuple[str, Terms]] = [
        (table.rates, rate_table("0.8200", "1.0000")),
        (table.rest, REST),
    ]
    ids = table_offer(
        desk, table.session, Side.EMPLOYER, terms, binding=False, argument="一并考虑"
    ).value
    offers = list_case_offers(desk, table.case)
    first, second = offers[table.rates][0], offers[table.rest][0]
    assert ids == (first.id, second.id)
    assert first.bundle_id == second.bundle_id
    assert (first.argument, first.session_number, first.is_binding) == ("一并考虑", 1, False)
    assert offers[table.heat] == ()


def test_an_offer_shows_what_differs_from_the_sides_own_word_before(
    desk: Desk, table: Bargaining
) -> None:
    for first in ("0.8200", "0.8100"):
        terms = [(table.rates, rate_table(first, "0.9500"))]
        table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True)
    changes = [offer.changed_cells for offer in list_offers(desk, table.rates)]
    values = [
        (change.key, change.before and change.before.value, change.after and change.after.value)
        for (change,) in changes
    ]
    assert values == [
        ("rate:同城·有电梯", Decimal("0.8000"), Decimal("0.8200")),
        ("rate:同城·有电梯", Decimal("0.8200"), Decimal("0.8100")),
    ]


def test_acceptance_settles_the_issue_with_terms_offer_and_session(
    desk: Desk, table: Bargaining
) -> None:
    offer_id = put(desk, table, "360", Side.EMPLOYER)
    later = meeting(desk, table.case, day=29)
    accept_offer(desk, offer_id, Side.EMPLOYEE, later)
    settled = get_issue(desk, table.heat)
    assert (settled.state, settled.agreed_offer_id) == (IssueState.AGREED, offer_id)
    assert settled.agreed_terms == number("360")
    assert only(desk, table.heat).agreed_session_number == 2


def test_undoing_the_acceptance_opens_the_issue_again(desk: Desk, table: Bargaining) -> None:
    accept_offer(desk, put(desk, table, "360"), Side.EMPLOYER, table.session)
    desk.undo()
    assert get_issue(desk, table.heat).state is IssueState.OPEN
    assert states(desk, table.heat) == [OfferState.TABLED]


def test_a_withdrawn_offer_stays_on_the_record(desk: Desk, table: Bargaining) -> None:
    first = put(desk, table, "450")
    second = put(desk, table, "400")
    withdraw_offer(desk, second)
    assert states(desk, table.heat) == [OfferState.SUPERSEDED, OfferState.WITHDRAWN]
    with pytest.raises(RuleError, match="already replaced by a later one; nothing was changed"):
        withdraw_offer(desk, first)
    with pytest.raises(RuleError, match="already withdrawn; nothing was changed"):
        withdraw_offer(desk, second)


def test_an_agreed_issue_takes_no_more_offers(desk: Desk, table: Bargaining) -> None:
    accept_offer(desk, put(desk, table, "360"), Side.EMPLOYER, table.session)
    with pytest.raises(RuleError, match=r"“高温津贴” is already agreed .* nothing was tabled"):
        put(desk, table, "350", Side.EMPLOYER)


def test_one_bad_issue_keeps_the_whole_offer_off_the_table(desk: Desk, table: Bargaining) -> None:
    terms: list[tuple[str, Terms]] = [(table.heat, number("360")), (table.rates, number("1"))]
    with pytest.raises(RuleError, match="not of the subject that “派件费单价” is about"):
        table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True)
    assert list_offers(desk, table.heat) == ()


def test_an_offer_needs_an_issue_and_names_each_once(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(InputError, match="names no issue; nothing was tabled"):
        table_offer(desk, table.session, Side.EMPLOYEE, [], binding=True)
    twice = [(table.heat, number("1")), (table.heat, number("2"))]
    with pytest.raises(InputError, match="names one issue twice; nothing was tabled"):
        table_offer(desk, table.session, Side.EMPLOYEE, twice, binding=True)


def test_an_offer_stays_within_its_case(desk: Desk, table: Bargaining) -> None:
    other = new_case(desk, "另一个案件")
    elsewhere = meeting(desk, other)
    with pytest.raises(RuleError, match="belongs to another case than the session"):
        table_offer(desk, elsewhere, Side.EMPLOYEE, [(table.heat, number("1"))], binding=True)
    offer_id = put(desk, table, "360")
    with pytest.raises(RuleError, match="belongs to another case than the offer"):
        accept_offer(desk, offer_id, Side.EMPLOYER, elsewhere)
    assert states(desk, table.heat) == [OfferState.TABLED]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("同城·有电梯",), "no rate for these operations: 同城·无电梯"),
        (("同城·有电梯", "同城·无电梯", "夜间"), "know these operations: 夜间"),
    ],
)
def test_a_rate_table_prices_exactly_the_known_operations(
    desk: Desk, table: Bargaining, names: tuple[str, ...], sentence: str
) -> None:
    terms = RateTable(tuple(PieceRate(name, Decimal("1.0000")) for name in names))
    with pytest.raises(RuleError, match=sentence) as refused:
        table_offer(desk, table.session, Side.EMPLOYEE, [(table.rates, terms)], binding=True)
    assert "nothing was changed" in str(refused.value)
    assert refused.value.hint
    assert list_offers(desk, table.rates) == ()


def test_without_data_and_present_terms_any_operations_may_be_priced(
    desk: Desk, table: Bargaining
) -> None:
    case = new_case(desk, "没有数据的案件")
    enter_parties(desk, case)
    bare = issue(desk, case, "单价", RateTable((PieceRate("打磨", Decimal("1.0000")),)))
    terms = RateTable((PieceRate("打磨", Decimal("1.1000")),))
    table_offer(desk, meeting(desk, case), Side.EMPLOYEE, [(bare, terms)], binding=True)
    assert only(desk, bare).terms == terms


def test_a_side_cannot_accept_its_own_offer(desk: Desk, table: Bargaining) -> None:
    offer_id = put(desk, table, "360")
    with pytest.raises(RuleError, match="cannot accept its own offer; nothing was accepted"):
        accept_offer(desk, offer_id, Side.EMPLOYEE, table.session)


def test_an_exploratory_offer_cannot_be_accepted(desk: Desk, table: Bargaining) -> None:
    offer_id = put(desk, table, "360", binding=False)
    with pytest.raises(RuleError, match="exploratory offer cannot be accepted"):
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session)


def test_a_superseded_offer_cannot_be_accepted(desk: Desk, table: Bargaining) -> None:
    offer_id = put(desk, table, "360")
    put(desk, table, "350")
    with pytest.raises(RuleError, match="replaced by a later one"):
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session)


def test_a_withdrawn_offer_cannot_be_accepted(desk: Desk, table: Bargaining) -> None:
    offer_id = put(desk, table, "360")
    withdraw_offer(desk, offer_id)
    with pytest.raises(RuleError, match="withdrawn and cannot be accepted"):
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session)


def test_an_issue_is_agreed_once(desk: Desk, table: Bargaining) -> None:
    ours, theirs = put(desk, table, "400"), put(desk, table, "300", Side.EMPLOYER)
    accept_offer(desk, ours, Side.EMPLOYER, table.session)
    with pytest.raises(RuleError, match="already agreed; nothing was accepted"):
        accept_offer(desk, theirs, Side.EMPLOYEE, table.session)
    with pytest.raises(RuleError, match="accepted and cannot be withdrawn"):
        withdraw_offer(desk, ours)


def test_an_offer_is_not_accepted_before_it_was_made(desk: Desk, table: Bargaining) -> None:
    later = meeting(desk, table.case, day=29)
    terms = [(table.heat, number("360"))]
    (offer_id,) = table_offer(desk, later, Side.EMPLOYEE, terms, binding=True).value
    with pytest.raises(RuleError, match="made in session 2, after session 1"):
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session)


def test_an_offer_that_no_longer_fits_its_data_is_not_accepted(
    desk: Desk, table: Bargaining
) -> None:
    terms = [(table.rates, rate_table("0.8200", "1.0000"))]
    (offer_id,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    output = Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": ["K001"],
            "name": ["工人1"],
            "operation": ["夜间"],
            "month": [date(2026, 9, 1)],
            "quantity": [100],
        },
    )
    other = add_dataset(desk, table.case, output, "十月产量")

    def change_under_the_offer(session: Session) -> None:
        session.get_one(Issue, table.rates).dataset_id = other

    desk.run("edit_issue", change_under_the_offer)
    with pytest.raises(RuleError, match="no rate for these operations: 夜间"):
        accept_offer(desk, offer_id, Side.EMPLOYER, table.session)
    assert get_issue(desk, table.rates).state is IssueState.OPEN
