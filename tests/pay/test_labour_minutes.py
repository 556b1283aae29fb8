"""A labour minute turns a wage into a rate and back, rounded once."""

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.labour_minutes import (
    HourlyFromRate,
    MinuteValue,
    RateFromHourly,
    RateFromWageBill,
)
from tests.pay.proof import examples
from tests.pay.strategies import decimals

minutes = decimals(2, 100_000).filter(bool)
allowances = decimals(4, 1)
efficiencies = st.sampled_from(("0.01", "0.85", "1.00", "2.00")).map(Decimal) | st.integers(
    100, 20_000
).map(lambda steps: Decimal(steps).scaleb(-4))

WORK: dict[str, Any] = {
    "standard_minutes": Decimal("1.20"),
    "allowance": Decimal("0.1500"),
    "efficiency": Decimal("0.9000"),
}


def half_up(value: Fraction, places: int) -> Fraction:
    return Fraction(floor(value * 10**places + Fraction(1, 2)), 10**places)


@examples(300)
@given(decimals(2, 10_000), minutes, allowances, efficiencies)
def test_a_rate_is_the_hourly_wage_of_its_minutes(
    hourly: Decimal, units: Decimal, allowance: Decimal, efficiency: Decimal
) -> None:
    found = RateFromHourly(hourly, units, allowance, efficiency)
    exact = Fraction(hourly) * Fraction(units) / 60 * (1 + Fraction(allowance))
    assert Fraction(found.rate) == half_up(exact / Fraction(efficiency), 4)


@examples(300)
@given(decimals(4, 10_000), minutes, allowances, efficiencies)
def test_an_hourly_wage_is_the_rate_of_what_an_hour_makes(
    rate: Decimal, units: Decimal, allowance: Decimal, efficiency: Decimal
) -> None:
    found = HourlyFromRate(rate, units, allowance, efficiency)
    made = 60 * Fraction(efficiency) / (Fraction(units) * (1 + Fraction(allowance)))
    assert Fraction(found.hourly) == half_up(Fraction(rate) * made, 2)


@examples(300)
@given(decimals(2, 10_000), decimals(2, 30, lowest=1), allowances, efficiencies)
def test_a_rate_and_back_is_the_hourly_wage_within_what_rounding_takes(
    hourly: Decimal, units: Decimal, allowance: Decimal, efficiency: Decimal
) -> None:
    rate = RateFromHourly(hourly, units, allowance, efficiency).rate
    if rate > 10_000:
        with pytest.raises(InputError, match="Piece rate"):
            HourlyFromRate(rate, units, allowance, efficiency)
        return
    back = HourlyFromRate(rate, units, allowance, efficiency).hourly
    made = 60 * Fraction(efficiency) / (Fraction(units) * (1 + Fraction(allowance)))
    assert abs(Fraction(back) - Fraction(hourly)) <= made / 20_000 + Fraction(1, 200)


@examples(300)
@given(
    decimals(2, 10**11),
    st.integers(1, 1_000_000),
    st.integers(1, 1_000_000),
    efficiencies,
    minutes,
    allowances,
)
def test_a_wage_bill_is_spread_over_standard_minutes_and_rounded_once(
    bill: Decimal,
    workers: int,
    each: int,
    efficiency: Decimal,
    units: Decimal,
    allowance: Decimal,
) -> None:
    minute = MinuteValue(bill, workers, each, efficiency)
    exact = Fraction(bill) / (workers * each * Fraction(efficiency))
    assert Fraction(minute.value) == half_up(exact, 4)
    rate = RateFromWageBill(minute, units, allowance).rate
    assert Fraction(rate) == half_up(exact * Fraction(units) * (1 + Fraction(allowance)), 4)


def test_a_published_example_of_garment_costing_comes_out() -> None:
    # 4.0 a day of 480 minutes, a garment of 20 standard minutes, a line at 50 %: 0.3333.
    assert RateFromHourly(
        Decimal("0.50"), Decimal("20.00"), Decimal("0.0000"), Decimal("0.5000")
    ).rate == Decimal("0.3333")
    minute = MinuteValue(Decimal("4.00"), 1, 480, Decimal("0.5000"))
    garment = RateFromWageBill(minute, Decimal("20.00"), Decimal("0.0000"))
    assert garment.rate == Decimal("0.3333")


def test_a_slower_crew_needs_a_higher_rate_for_the_same_hour() -> None:
    rates = [
        RateFromHourly(Decimal("30.00"), Decimal("1.20"), Decimal(0), Decimal(efficiency)).rate
        for efficiency in ("2.00", "1.00", "0.80", "0.50")
    ]
    assert rates == [Decimal(rate) for rate in ("0.3000", "0.6000", "0.7500", "1.2000")]


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("hourly", "-0.01", "Hourly wage"),
        ("hourly", "10000.01", "Hourly wage"),
        ("hourly", "1.001", "Hourly wage: 1.001 has more than 2 decimals"),
        ("standard_minutes", "0", "Standard minutes"),
        ("standard_minutes", "100000.01", "Standard minutes"),
        ("allowance", "1.0001", "Time allowance"),
        ("allowance", "-0.0001", "Time allowance"),
        ("efficiency", "0.0099", "Efficiency"),
        ("efficiency", "2.0001", "Efficiency"),
        ("efficiency", "0.85001", "Efficiency"),
    ],
)
def test_a_mistyped_input_is_refused(field: str, value: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        RateFromHourly(**{"hourly": Decimal("30.00"), **WORK, field: Decimal(value)})


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("wage_bill", Decimal("-1"), "Wage bill"),
        ("workers", 0, "Workers"),
        ("minutes", 0, "Minutes of a worker"),
        ("efficiency", Decimal(0), "Efficiency"),
    ],
)
def test_a_wage_bill_without_minutes_has_no_minute_value(
    field: str, value: object, complaint: str
) -> None:
    given_values: dict[str, Any] = {
        "wage_bill": Decimal("100000.00"),
        "workers": 20,
        "minutes": 9_922,
        "efficiency": Decimal("0.8500"),
    }
    with pytest.raises(InputError, match=complaint):
        MinuteValue(**{**given_values, field: value})


def test_a_rate_below_nothing_is_refused_going_back() -> None:
    with pytest.raises(InputError, match="Piece rate"):
        HourlyFromRate(Decimal("-0.0001"), **WORK)


def test_no_result_can_be_made_without_its_inputs() -> None:
    kinds: tuple[type[Any], ...] = (RateFromHourly, HourlyFromRate, MinuteValue, RateFromWageBill)
    for kind in kinds:
        with pytest.raises(TypeError, match="missing"):
            kind()


def test_every_result_says_what_it_was_worked_out_by() -> None:
    rate = RateFromHourly(Decimal("30.00"), **WORK)
    minute = MinuteValue(Decimal("1.00"), 1, 1, Decimal("1.00"))
    assert rate.sentence.startswith("Rate = hourly wage × standard minutes")
    assert rate.sentence == HourlyFromRate(Decimal("1.0000"), **WORK).sentence
    assert minute.sentence.startswith("Value of a minute = wage bill")
    assert minute.formula_name.startswith("minute_value/")
    assert RateFromWageBill(minute, Decimal("1.00"), Decimal(0)).sentence == minute.sentence
