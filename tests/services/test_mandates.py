"""What a side privately wants is checked when it is entered, and again before it offers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.terms import RateTable, TextTerm
from negotiator_desk.services.cases import get_case, trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import remove_issue
from negotiator_desk.services.mandates import (
    MandateDetails,
    check_offer,
    get_mandate,
    list_mandates,
    save_mandate,
    save_points,
)
from negotiator_desk.services.parties import edit_representative
from negotiator_desk.services.side_briefs import mandate_standing
from tests.services.conftest import Bargaining, number, person, rate_table

LOW, MIDDLE, HIGH = (rate_table(*one) for one in (("0.80", "0.95"), ("0.85", "1"), ("0.9", "1.1")))
WHOLE = MandateDetails(
    target=number("400"),
    limit=number("330"),
    weight=40,
    note="首轮留余地",
    opening=number("450"),
    other_target=number("300"),
    other_limit=number("380"),
    other_weight=25,
)


def test_a_mandate_is_kept_with_all_its_fields(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, Side.EMPLOYEE, WHOLE)
    assert get_mandate(desk, table.heat, Side.EMPLOYEE) == WHOLE
    assert list_mandates(desk, table.case, Side.EMPLOYEE) == {table.heat: WHOLE}
    assert list_mandates(desk, table.case, Side.EMPLOYER) == {}
    desk.undo()
    assert get_mandate(desk, table.heat, Side.EMPLOYEE) is None


@pytest.mark.parametrize(
    ("side", "target", "limit", "opening", "said"),
    [
        (Side.EMPLOYEE, LOW, HIGH, None, "target is worse for the side than its limit"),
        (Side.EMPLOYER, HIGH, LOW, None, "target is worse for the side than its limit"),
        (Side.EMPLOYEE, HIGH, LOW, MIDDLE, "opening is worse for the side than its target"),
        (Side.EMPLOYER, None, MIDDLE, HIGH, "opening is worse for the side than its limit"),
    ],
)
def test_money_aims_in_the_wrong_order_are_refused(
    desk: Desk,
    table: Bargaining,
    side: Side,
    target: RateTable | None,
    limit: RateTable,
    opening: RateTable | None,
    said: str,
) -> None:
    aims = MandateDetails(target, limit, opening=opening)
    with pytest.raises(RuleError, match=f"“派件费单价”: the {said}; nothing was changed"):
        save_mandate(desk, table.rates, side, aims)
    assert get_mandate(desk, table.rates, side) is None


def test_an_estimate_in_the_wrong_order_is_refused_as_that_of_the_other_side(
    desk: Desk, table: Bargaining
) -> None:
    wrong = MandateDetails(other_target=HIGH, other_limit=LOW)
    with pytest.raises(RuleError, match="estimate of the other side"):
        save_mandate(desk, table.rates, Side.EMPLOYEE, wrong)
    right = MandateDetails(other_target=LOW, other_limit=HIGH)
    save_mandate(desk, table.rates, Side.EMPLOYEE, right)


def test_a_number_may_fall_and_its_opening_goes_the_same_way(desk: Desk, table: Bargaining) -> None:
    falling = MandateDetails(number("8"), number("12"), opening=number("6"))
    save_mandate(desk, table.heat, Side.EMPLOYER, falling)
    with pytest.raises(RuleError, match="opening is worse"):
        save_mandate(
            desk,
            table.heat,
            Side.EMPLOYER,
            MandateDetails(number("8"), number("12"), opening=number("9")),
        )


def test_estimated_weights_add_up_to_at_most_a_hundred_too(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(other_weight=70))
    with pytest.raises(RuleError, match="estimated weights of the other side add up to 101"):
        save_mandate(desk, table.heat, Side.EMPLOYEE, MandateDetails(other_weight=31))
    with pytest.raises(InputError, match="101 points is outside"):
        save_mandate(desk, table.heat, Side.EMPLOYEE, MandateDetails(other_weight=101))


def test_all_points_are_split_in_one_operation(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, Side.EMPLOYEE, WHOLE)
    points = {table.rates: 60, table.heat: 15, table.rest: 25}
    save_points(desk, table.case, Side.EMPLOYEE, points, {table.rates: 100})
    kept = list_mandates(desk, table.case, Side.EMPLOYEE)
    assert {issue: one.weight for issue, one in kept.items()} == points
    assert [one.other_weight for one in kept.values()] == [100, 0, 0]
    assert kept[table.heat].target == WHOLE.target
    desk.undo()
    assert list_mandates(desk, table.case, Side.EMPLOYEE) == {table.heat: WHOLE}


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [(60, 30, "10 points are missing"), (60, 41, "1 point too many"), (101, -1, "101 points")],
)
def test_points_that_are_not_a_hundred_are_refused(
    desk: Desk, table: Bargaining, first: int, second: int, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        save_points(desk, table.case, Side.EMPLOYEE, {table.rates: first, table.heat: second})
    assert list_mandates(desk, table.case, Side.EMPLOYEE) == {}


def test_points_for_an_issue_that_went_are_refused(desk: Desk, table: Bargaining) -> None:
    remove_issue(desk, table.heat)
    with pytest.raises(RuleError, match="not on the agenda any more"):
        save_points(desk, table.case, Side.EMPLOYEE, {table.heat: 100})


def test_an_estimate_of_points_is_left_alone_unless_it_is_split_too(
    desk: Desk, table: Bargaining
) -> None:
    save_mandate(desk, table.heat, Side.EMPLOYEE, WHOLE)
    save_points(desk, table.case, Side.EMPLOYEE, {table.rates: 100})
    kept = get_mandate(desk, table.heat, Side.EMPLOYEE)
    assert kept is not None
    assert (kept.weight, kept.other_weight) == (0, 25)


def test_an_offer_beyond_the_limit_is_warned_of_by_how_much(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, Side.EMPLOYEE, WHOLE)
    save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(HIGH, MIDDLE))
    warnings = check_offer(desk, Side.EMPLOYEE, [(table.rates, LOW), (table.heat, number("312.5"))])
    # Both operations, 6,600 pieces a month each, are paid 0.05 yuan less: × 12 months.
    assert [(one.issue_id, one.text) for one in warnings] == [
        (
            table.rates,
            "“派件费单价” is 7,920.00 yuan a year beyond the limit of the mandate.",
        ),
        (table.heat, "“高温津贴” is 17.5 元/月 beyond the limit of the mandate."),
    ]


def test_an_offer_within_the_mandate_or_without_any_is_not_warned_of(
    desk: Desk, table: Bargaining
) -> None:
    assert check_offer(desk, Side.EMPLOYEE, [(table.heat, number("1"))]) == ()
    save_mandate(desk, table.heat, Side.EMPLOYEE, WHOLE)
    assert check_offer(desk, Side.EMPLOYEE, [(table.heat, number("330"))]) == ()
    assert check_offer(desk, Side.EMPLOYER, [(table.heat, number("1"))]) == ()
    assert check_offer(desk, Side.EMPLOYEE, [(table.rest, TextTerm("另议"))]) == ()


def test_an_offer_under_a_lapsed_mandate_is_warned_of(desk: Desk, table: Bargaining) -> None:
    save_mandate(desk, table.heat, Side.EMPLOYEE, WHOLE)
    second = get_case(desk, table.case).parties[Side.EMPLOYEE].representatives[1]
    edit_representative(desk, second.id, person(second.name, chief=True))
    assert mandate_standing(desk, table.case, Side.EMPLOYEE).is_lapsed
    (warning,) = check_offer(desk, Side.EMPLOYEE, [(table.heat, number("400"))])
    assert warning.issue_id is None
    assert "not the chief representative any more" in warning.text


def test_a_mandate_of_a_case_in_the_trash_is_left_alone(desk: Desk, table: Bargaining) -> None:
    trash_case(desk, table.case)
    with pytest.raises(RuleError):
        save_mandate(desk, table.heat, Side.EMPLOYEE, WHOLE)
    with pytest.raises(RuleError):
        save_points(desk, table.case, Side.EMPLOYEE, {table.heat: 100})


def test_aims_are_measured_on_the_data_of_the_issue(desk: Desk, table: Bargaining) -> None:
    """One figure goes up and the other down: only the dataset can say which is more."""
    more = rate_table("0.7900", "1.0000")
    save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(target=more, limit=LOW))
    less = rate_table("0.9000", "0.8000")
    with pytest.raises(RuleError, match="worse"):
        save_mandate(desk, table.rates, Side.EMPLOYEE, MandateDetails(target=less, limit=LOW))
    assert Decimal("0.7900") < Decimal("0.8000")
