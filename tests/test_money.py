"""Exact money at the boundary."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.money import format_amount, parse_decimal, round_to_fen


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("2.665", "2.67"), ("2.675", "2.68"), ("-2.665", "-2.67"), ("0.004", "0.00"), ("0", "0.00")],
)
def test_halves_round_away_from_zero(exact: str, rounded: str) -> None:
    assert round_to_fen(Decimal(exact)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１２３４．５", "1234.50"),
        (" 0.7 ", "0.70"),
        (".5", "0.50"),
        ("−3", "-3.00"),
        ("+12", "12.00"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, value: str) -> None:
    read = parse_decimal(typed, places=2)
    assert str(read) == value


@pytest.mark.parametrize("typed", ["", "abc", "1.2.3", "1,23", "NaN", "1e5", "--1", "0x10", "."])
def test_what_is_not_a_number_is_refused(typed: str) -> None:
    with pytest.raises(InputError):
        parse_decimal(typed, places=2)


def test_a_decimal_too_many_is_refused_and_not_rounded() -> None:
    with pytest.raises(InputError, match="more than 2 decimals"):
        parse_decimal("0.005", places=2)


def test_an_amount_beyond_reason_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        parse_decimal("1000000000001", places=2)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_what_is_shown_can_be_typed_back(amount: Decimal) -> None:
    assert parse_decimal(format_amount(amount), places=2) == amount
