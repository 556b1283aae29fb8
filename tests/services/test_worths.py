"""Offers and options are worth what weights, aims and data say, to the hundredth of a point."""

from __future__ import annotations

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm, Terms, TextTerm
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issue_options import save_option
from negotiator_desk.services.issues import IssueDetails, edit_issue, get_issue
from negotiator_desk.services.mandates import MandateDetails, save_mandate
from negotiator_desk.services.offers import accept_offer, table_offer, withdraw_offer
from negotiator_desk.services.option_views import OptionDetails, OptionSource
from negotiator_desk.services.worths import (
    IssueWorths,
    Worth,
    issue_worths,
    offer_worths,
    worth_of,
)
from tests.services.conftest import REST, Bargaining, number, rate_table

OURS, THEIRS = Side.EMPLOYEE, Side.EMPLOYER
HEAT = MandateDetails(
    target=number("400"),
    limit=number("300"),
    weight=37,
    other_target=number("300"),
    other_limit=number("400"),
    other_weight=20,
)
RATES = MandateDetails(
    target=rate_table("0.9000", "1.0500"),
    limit=rate_table("0.8000", "0.9500"),
    weight=50,
    other_target=rate_table("0.8000", "0.9500"),
    other_limit=rate_table("0.8500", "1.0000"),
    other_weight=60,
)


def put(
    desk: Desk, table: Bargaining, issue_id: str, terms: Terms, side: Side = OURS, *, b: bool = True
) -> str:
    return table_offer(desk, table.session, side, [(issue_id, terms)], binding=b).value[0]


def of_issue(desk: Desk, table: Bargaining, issue_id: str) -> IssueWorths:
    return next(one for one in issue_worths(desk, table.case, OURS) if one.issue_id == issue_id)


def test_a_number_is_worth_its_way_from_limit_to_target(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, OURS, HEAT)
    # 37 points × 33.3333 ÷ 100 = 12.33 points; the other side: 20 × 66.6667 ÷ 100 = 13.33.
    assert worth_of(desk, table.heat, OURS, number("333.3333")) == Worth(1_233, 1_333)
    assert worth_of(desk, table.heat, OURS, number("500")) == Worth(3_700, 0)
    assert worth_of(desk, table.heat, OURS, number("1")) == Worth(0, 2_000)


def test_rates_are_worth_what_they_pay_in_a_year(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.rates, OURS, RATES)
    # Both operations have the same quantity, so half the raise on one is a quarter of the way.
    raised = rate_table("0.8500", "0.9500")
    assert worth_of(desk, table.rates, OURS, raised) == Worth(1_250, 3_000)


def test_nothing_entered_is_worth_nobody_knows(desk: Desk, table: Bargaining) -> None:
    nobody = Worth(None, None)
    assert worth_of(desk, table.heat, OURS, number("400")) == nobody
    save_mandate(desk, table.heat, OURS, HEAT)
    assert worth_of(desk, table.heat, THEIRS, number("400")) == nobody
    save_mandate(desk, table.rest, OURS, MandateDetails(weight=13))
    assert worth_of(desk, table.rest, OURS, REST) == nobody


def test_words_are_worth_what_their_option_says(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.rest, OURS, MandateDetails(weight=13, other_weight=10))
    save_option(desk, table.rest, OURS, OptionDetails("每周一天", REST, 10_000, 2_500))
    assert worth_of(desk, table.rest, OURS, REST) == Worth(1_300, 250)
    assert worth_of(desk, table.rest, OURS, TextTerm("另议")) == Worth(None, None)


def test_a_score_by_hand_goes_before_target_and_limit(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, OURS, HEAT)
    save_option(desk, table.heat, OURS, OptionDetails("整数好记", number("350"), 8_000))
    assert worth_of(desk, table.heat, OURS, number("350")) == Worth(2_960, 1_000)


def test_every_offer_of_either_side_has_its_worth(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, OURS, HEAT)
    first = put(desk, table, table.heat, number("400"))
    second = put(desk, table, table.heat, number("300"), THEIRS)
    third = put(desk, table, table.heat, number("350"), b=False)
    gone = put(desk, table, table.rest, REST)
    withdraw_offer(desk, gone)
    assert offer_worths(desk, table.case, OURS) == {
        first: Worth(3_700, 0),
        second: Worth(0, 2_000),
        third: Worth(1_850, 1_000),
        gone: Worth(None, None),
    }
    assert offer_worths(desk, table.case, THEIRS)[first] == Worth(None, None)


def test_options_come_from_everywhere_once_and_say_where_from(
    desk: Desk, table: Bargaining
) -> None:
    save_mandate(desk, table.heat, OURS, HEAT)
    kept = save_option(desk, table.heat, OURS, OptionDetails("中间", number("350"))).value
    put(desk, table, table.heat, number("400"))
    put(desk, table, table.heat, number("320"), THEIRS)
    found = of_issue(desk, table, table.heat)
    # The present terms are 300.
    assert [(_value(one.terms), one.name, one.sources) for one in found.options] == [
        (
            300,
            "Present terms · Own limit · Target of the other side, estimated",
            (OptionSource.PRESENT, OptionSource.LIMIT, OptionSource.OTHER_TARGET),
        ),
        (320, "Offer of the other side", (OptionSource.OTHER_OFFER,)),
        (350, "中间", (OptionSource.KEPT,)),
        (
            400,
            "Own offer · Own target · Limit of the other side, estimated",
            (OptionSource.OWN_OFFER, OptionSource.TARGET, OptionSource.OTHER_LIMIT),
        ),
    ]
    assert [(one.own, one.other) for one in found.options] == [
        (0, 2_000),
        (740, 1_600),
        (1_850, 1_000),
        (3_700, 0),
    ]
    assert [one.own_score for one in found.options] == [0, 2_000, 5_000, 10_000]
    assert found.options[2].id == kept
    assert len({one.id for one in found.options}) == 4
    assert found.own_position == found.options[3].id
    assert found.other_position == found.options[1].id
    assert (found.weight, found.other_weight, found.agreed) == (37, 20, None)


def test_the_id_of_a_derived_option_stays_while_its_terms_do(desk: Desk, table: Bargaining) -> None:
    before = of_issue(desk, table, table.heat).options[0]
    put(desk, table, table.heat, number("300"))
    after = of_issue(desk, table, table.heat).options[0]
    assert before.id == after.id
    assert after.sources == (OptionSource.PRESENT, OptionSource.OWN_OFFER)


def test_a_position_is_the_binding_offer_before_any_talk(desk: Desk, table: Bargaining) -> None:
    put(desk, table, table.heat, number("400"))
    put(desk, table, table.heat, number("380"), b=False)
    found = of_issue(desk, table, table.heat)
    assert found.own_position is not None
    position = found.option(found.own_position)
    assert position is not None
    assert position.terms == number("400")
    put(desk, table, table.rest, REST, b=False)
    assert of_issue(desk, table, table.rest).own_position is not None
    assert of_issue(desk, table, table.rest).other_position is None


def test_an_agreed_issue_keeps_its_options_and_names_the_agreed_one(
    desk: Desk, table: Bargaining
) -> None:
    save_mandate(desk, table.heat, OURS, HEAT)
    offer = put(desk, table, table.heat, number("360"))
    accept_offer(desk, offer, THEIRS, table.session)
    found = of_issue(desk, table, table.heat)
    assert found.agreed is not None
    option = found.option(found.agreed)
    assert option is not None
    assert (option.terms, option.sources) == (number("360"), (OptionSource.AGREED,))
    assert (option.own, found.own_position) == (2_220, None)
    assert len(found.options) == 3


def test_aims_that_do_not_fit_the_data_any_more_are_worth_nobody_knows(
    desk: Desk, table: Bargaining
) -> None:
    save_mandate(desk, table.rates, OURS, RATES)
    view = get_issue(desk, table.rates)
    bare = IssueDetails(view.title, view.subject, None, view.present_terms)
    edit_issue(desk, table.rates, bare)
    assert worth_of(desk, table.rates, OURS, RATES.target or REST) == Worth(None, None)


def _value(terms: Terms) -> int:
    assert isinstance(terms, NumberTerm)
    return int(terms.value)
