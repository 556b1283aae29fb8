"""What terms are worth to a side follows from its limit, its target and its points alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.bargaining.mandate import (
    Aims,
    Better,
    Scale,
    check_order,
    check_points,
    money_direction,
    outside,
    score,
    share,
    worth,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.terms import NumberTerm, TextTerm

measures = st.integers(-(10**14), 10**14)
RISING = Aims(target=400, limit=300)
FALLING = Aims(target=8, limit=12)


@pytest.mark.parametrize(
    ("aims", "measure", "expected"),
    [
        (RISING, 300, 0),
        (RISING, 400, 10_000),
        (RISING, 350, 5_000),
        (RISING, 299, 0),
        (RISING, 999, 10_000),
        (FALLING, 12, 0),
        (FALLING, 8, 10_000),
        (FALLING, 9, 7_500),
        (FALLING, 3, 10_000),
        (Aims(target=3, limit=0), 1, 3_333),
        (Aims(target=3, limit=0), 2, 6_667),
    ],
)
def test_the_score_is_linear_from_the_limit_to_the_target(
    aims: Aims, measure: int, expected: int
) -> None:
    found = share(aims, measure)
    assert found is not None
    assert score(found) == expected


@given(measures, measures, measures, st.integers(0, 100))
def test_a_value_never_leaves_its_weight_and_turns_round_with_the_aims(
    target: int, limit: int, measure: int, weight: int
) -> None:
    found = share(Aims(target=target, limit=limit), measure)
    mirrored = share(Aims(target=-target, limit=-limit), -measure)
    assert found == mirrored
    if found is not None:
        assert 0 <= worth(weight, found) <= weight * 100
        assert worth(weight, Fraction(0)) == 0


@given(measures, measures, measures, measures)
def test_nearer_to_the_target_is_never_worth_less(
    target: int, limit: int, one: int, two: int
) -> None:
    aims = Aims(target=target, limit=limit)
    if target != limit and not aims.is_worse(one, two):
        first, second = share(aims, one), share(aims, two)
        assert first is not None
        assert second is not None
        assert first >= second


def test_a_value_is_rounded_once_and_away_from_zero() -> None:
    third = share(Aims(target=3, limit=0), 1)
    assert third == Fraction(1, 3)
    assert worth(37, third) == 1_233
    assert worth(1, Fraction(1, 200)) == 1
    # 60 × 0.00005 = 0.0030 points are none; the score alone would round up to 0.01 %.
    tiny = Fraction(1, 20_000)
    assert (score(tiny), worth(60, tiny)) == (1, 0)


def test_where_target_and_limit_are_equal_they_are_reached_or_not() -> None:
    money = Aims(target=100, limit=100, direction=Better.UP)
    assert [share(money, one) for one in (99, 100, 101)] == [0, 1, 1]
    cost = Aims(target=100, limit=100, direction=Better.DOWN)
    assert [share(cost, one) for one in (99, 100, 101)] == [1, 1, 0]
    opened = Aims(opening=5, target=3, limit=3)
    assert [share(opened, one) for one in (2, 3, 4)] == [0, 1, 1]
    assert share(Aims(target=3, limit=3), 3) == 1
    assert share(Aims(target=3, limit=3), 4) is None


def test_nothing_is_said_where_something_is_missing() -> None:
    assert share(Aims(target=1), 1) is None
    assert share(Aims(limit=1), 1) is None
    assert share(RISING, None) is None
    assert Scale(40, Aims()).worth(TextTerm("每周休息一天"), None) is None


def test_a_score_given_by_hand_holds_for_exactly_these_terms() -> None:
    one, two = TextTerm("每周休息一天"), TextTerm("每月休息四天")
    scale = Scale(40, Aims(), ((one, 10_000), (two, 2_500)))
    assert scale.worth(one, None) == 4_000
    assert scale.worth(two, None) == 1_000
    assert scale.worth(TextTerm("另议"), None) is None
    days = NumberTerm(Decimal("5.0000"), "天")
    assert Scale(10, RISING, ((days, 0),)).worth(days, 400) == 0


@pytest.mark.parametrize(
    ("aims", "measure", "beyond"),
    [
        (RISING, 300, 0),
        (RISING, 290, 10),
        (RISING, 500, 0),
        (FALLING, 13, 1),
        (FALLING, 2, 0),
        (Aims(limit=100, direction=money_direction(Side.EMPLOYEE)), 90, 10),
        (Aims(limit=100, direction=money_direction(Side.EMPLOYER)), 130, 30),
        (Aims(limit=100), 1, 0),
        (Aims(target=100), 1, 0),
        (RISING, None, 0),
    ],
)
def test_beyond_the_limit_is_said_by_how_much(aims: Aims, measure: int | None, beyond: int) -> None:
    assert outside(aims, measure) == beyond


@pytest.mark.parametrize(
    ("aims", "said"),
    [
        (Aims(target=90, limit=100, direction=Better.UP), "target is worse for the side"),
        (Aims(target=110, limit=100, direction=Better.DOWN), "target is worse for the side"),
        (Aims(350, 400, 300), "opening is worse for the side than its target"),
        (Aims(9, 8, 12), "opening is worse for the side than its target"),
        (Aims(opening=90, limit=100, direction=Better.UP), "than its limit"),
    ],
)
def test_aims_in_the_wrong_order_are_refused(aims: Aims, said: str) -> None:
    with pytest.raises(RuleError, match=f"Pay.*{said}"):
        check_order(aims, "Pay")


@pytest.mark.parametrize(
    "aims",
    [
        Aims(),
        Aims(450, 400, 300),
        Aims(400, 400, 400, Better.UP),
        Aims(6, 8, 12),
        Aims(opening=1, limit=5),
        Aims(90, 100, 110, Better.DOWN),
    ],
)
def test_aims_in_order_pass(aims: Aims) -> None:
    check_order(aims, "Pay")


def test_points_must_add_up_to_a_hundred() -> None:
    check_points([60, 40, 0])
    with pytest.raises(InputError, match="30 points are missing"):
        check_points([40, 30])
    with pytest.raises(InputError, match="1 point is missing"):
        check_points([99])
    with pytest.raises(InputError, match="5 points too many"):
        check_points([100, 5])
