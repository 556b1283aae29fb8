from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from negotiator_desk.errors import InputError
from negotiator_desk.pay.assumptions import (
    WORKING_HOURS,
    Assumptions,
    CostOfLiving,
    OnCost,
    Promotion,
    back_loaded,
    even_steps,
    front_loaded,
)
from negotiator_desk.pay.assumptions_data import (
    assumptions_fingerprint,
    assumptions_from_data,
    assumptions_to_data,
)
from tests.pay.term_strategies import assumptions

D = Decimal


def test_the_defaults_assume_nothing() -> None:
    plain = Assumptions(36)
    assert plain.on_costs == ()
    assert plain.phase_in == (D(1), D(1), D(1))
    assert plain.volume_factors == plain.cost_of_living_factors == (D(1), D(1), D(1))
    assert plain.heads_added == (0, 0, 0)
    assert plain.promotions == ()
    assert plain.hours_lost == 0


@pytest.mark.parametrize(
    ("months", "years"),
    [(1, (1,)), (12, (12,)), (13, (12, 1)), (30, (12, 12, 6)), (60, (12,) * 5)],
)
def test_the_last_contract_year_is_what_is_left_of_the_term(
    months: int, years: tuple[int, ...]
) -> None:
    assert Assumptions(months).year_months == years
    assert Assumptions(months).years == len(years)


def test_an_increase_is_paid_at_once_in_even_steps_or_last() -> None:
    assert front_loaded(3) == (D(1), D(1), D(1))
    assert even_steps(3) == (D("0.3333"), D("0.6667"), D("1.0000"))
    assert back_loaded(3) == (D(0), D(0), D(1))
    for years in range(1, 6):
        for shape in (front_loaded, even_steps, back_loaded):
            assert Assumptions(years * 12, phase_in=shape(years)).phase_in[-1] == 1


def test_a_clause_passes_on_part_of_what_prices_rise_above_its_threshold() -> None:
    clause = CostOfLiving(D("0.0200"), D("0.5000"), D("0.0150"))
    assert clause.adjustment(D("0.0200")) == 0
    assert clause.adjustment(D("-0.0500")) == 0
    assert clause.adjustment(D("0.0400")) == D("0.01")
    assert clause.adjustment(D("0.0500")) == D("0.015")
    assert clause.adjustment(D("0.0900")) == D("0.015")


def test_adjustments_compound_and_are_rounded_once_a_year() -> None:
    clause = CostOfLiving(D("0.0000"), D("1.0000"))
    term = Assumptions(36, inflation=(D("0.0333"), D("0.0333"), D("0.0333")), cost_of_living=clause)
    # 1.0333 × 1.0333 = 1.06770889; 1.0677 × 1.0333 = 1.10325441
    assert term.cost_of_living_factors == (D("1.0333"), D("1.0677"), D("1.1033"))


def test_prices_change_no_pay_without_a_clause() -> None:
    term = Assumptions(24, inflation=(D("0.0500"), D("0.0500")))
    assert term.cost_of_living_factors == (D(1), D(1))


def test_output_grows_on_the_year_before() -> None:
    term = Assumptions(24, volume_growth=(D("0.1000"), D("-0.0500")))
    assert term.volume_factors == (D("1.1000"), D("1.0450"))


def test_heads_add_up_over_the_years() -> None:
    term = Assumptions(36, joiners=(5, 0, 2), leavers=(1, 6, 0))
    assert term.heads_added == (4, -2, 0)


def test_working_hours_of_a_year_are_those_of_248_days() -> None:
    assert WORKING_HOURS == 1984


def test_another_length_keeps_what_was_entered() -> None:
    term = Assumptions(
        24,
        phase_in=(D("0.5000"), D("0.9000")),
        inflation=(D("0.0100"), D("0.0200")),
        joiners=(3, 4),
        volume_growth=(D("0.0300"), D("0.0400")),
    )
    longer = term.with_months(30)
    assert longer.phase_in == (D("0.5000"), D("0.9000"), D("0.9000"))
    assert longer.inflation == (D("0.0100"), D("0.0200"), D(0))
    assert longer.joiners == (3, 4, 0)
    assert longer.volume_growth == (D("0.0300"), D("0.0400"), D(0))
    assert term.with_months(12).joiners == (3,)
    assert term.with_months(24) == term


@given(assumptions())
def test_assumptions_come_back_from_their_data_unchanged(value: Assumptions) -> None:
    data = assumptions_to_data(value)
    assert assumptions_from_data(data) == value
    assert assumptions_to_data(assumptions_from_data(data)) == data


def test_equal_assumptions_have_one_fingerprint_however_they_were_typed() -> None:
    typed = Assumptions(24, phase_in=(D("1.0"), D(1)), hours_lost=D("-0"))
    assert typed == Assumptions(24)
    assert assumptions_fingerprint(typed) == assumptions_fingerprint(Assumptions(24))
    other = Assumptions(24, joiners=(0, 1))
    assert assumptions_fingerprint(other) != assumptions_fingerprint(Assumptions(24))


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "no months": (lambda: Assumptions(0), "Months of the term: 0 is not between 1 and 60"),
    "five years and a month": (lambda: Assumptions(61), "Months of the term: 61"),
    "a year too few": (
        lambda: Assumptions(24, phase_in=(D(1),)),
        "Part of the increase paid in a year: one value for each of 2 contract years",
    ),
    "a year too many": (
        lambda: Assumptions(12, joiners=(1, 1)),
        "Workers who join: one value for each of 1",
    ),
    "more than the increase": (
        lambda: Assumptions(12, phase_in=(D("1.0001"),)),
        "Part of the increase paid in a year: 1.0001",
    ),
    "prices that double and more": (
        lambda: Assumptions(12, inflation=(D("1.0001"),)),
        "Rise of prices: 1.0001",
    ),
    "output below nothing": (
        lambda: Assumptions(12, volume_growth=(D("-1.0001"),)),
        "Growth of output: -1.0001",
    ),
    "workers below zero": (lambda: Assumptions(12, leavers=(-1,)), "Workers who leave: -1"),
    "a promotion twice": (
        lambda: Assumptions(promotions=(Promotion("技师", D(0)), Promotion("技师", D(1)))),
        "“技师” comes twice",
    ),
    "more than all move up": (
        lambda: Promotion("技师", D("1.0001")),
        "Share of 技师 that moves up",
    ),
    "an on-cost twice": (
        lambda: Assumptions(on_costs=(OnCost("工会经费", D(0)), OnCost("工会经费", D(1)))),
        "“工会经费” comes twice",
    ),
    "an on-cost above pay": (
        lambda: OnCost("工会经费", D("1.5")),
        "Contribution rate of 工会经费: 1.5",
    ),
    "an on-cost without a name": (lambda: OnCost("", D(0)), "On-cost: the name is missing"),
    "a base with its ends the wrong way round": (
        lambda: OnCost("社保", D("0.1"), D("5000.00"), D("4999.99")),
        "社保: the least base is above the largest",
    ),
    "a base finer than the fen": (
        lambda: OnCost("社保", D("0.1"), D("0.001")),
        "Least base of 社保",
    ),
    "a threshold above one": (lambda: CostOfLiving(D(2), D(0)), "Threshold of the cost-of-living"),
    "a cap below zero": (
        lambda: CostOfLiving(D(0), D(0), D("-0.01")),
        "Cap of the cost-of-living clause",
    ),
    "every hour lost": (
        lambda: Assumptions(hours_lost=D(1984)),
        "Hours paid and not worked: 1984 is not between",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_assumptions_refuse(name: str) -> None:
    make, sentence = REFUSED[name]
    with pytest.raises(InputError, match=sentence):
        make()


GOOD = assumptions_to_data(
    Assumptions(
        24,
        (OnCost("工会经费", D("0.0200")),),
        cost_of_living=CostOfLiving(D(0), D(1)),
        promotions=(Promotion("技师", D("0.1000")),),
    )
)
FOREIGN: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a float": {**GOOD, "hours_lost": 1.5},
    "half a month": {**GOOD, "months": "24"},
    "a truth value as heads": {**GOOD, "joiners": [True, 0]},
    "a clause without force": {**GOOD, "cost_of_living": {"threshold": "0", "pass_through": "0"}},
    "an on-cost without a rate": {**GOOD, "on_costs": [{"name": "工会经费"}]},
    "half a promotion": {**GOOD, "promotions": [["技师"]]},
    "no list": {**GOOD, "phase_in": None},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_data_that_is_not_that_of_assumptions_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="not the data of assumptions"):
        assumptions_from_data(FOREIGN[name])


def test_data_is_checked_as_if_it_had_been_typed() -> None:
    with pytest.raises(InputError, match="Months of the term: 61"):
        assumptions_from_data({**GOOD, "months": 61})


def test_replacing_one_value_checks_the_others_again() -> None:
    with pytest.raises(InputError, match="one value for each of 2"):
        replace(Assumptions(12), months=24)
