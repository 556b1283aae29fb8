"""What is filled into a clause is stored as it was meant, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.parameters import parse_value, print_value
from negotiator_desk.errors import InputError

AMOUNT = Parameter("津贴", "allowance", ParameterKind.AMOUNT)
PERCENT = Parameter("比例", "share", ParameterKind.PERCENT)
DAYS = Parameter("天数", "days", ParameterKind.NUMBER, "天", Decimal(1), Decimal(30))
SIGNED = Parameter("签订日", "day of signing", ParameterKind.DATE)


@pytest.mark.parametrize(
    ("parameter", "typed", "stored"),
    [
        (AMOUNT, "1,234,567.50", "1234567.5"),
        (AMOUNT, "１，５００．００", "1500"),
        (AMOUNT, " 300 ", "300"),
        (PERCENT, "20%", "20"),
        (PERCENT, "２０％", "20"),
        (PERCENT, "12.5", "12.5"),
        (DAYS, "15", "15"),
        (SIGNED, "2026-05-01", "2026-05-01"),
        (AMOUNT, "", ""),
    ],
)
def test_a_value_is_stored_in_plain_digits(parameter: Parameter, typed: str, stored: str) -> None:
    assert parse_value(parameter, typed) == stored


@pytest.mark.parametrize(
    ("parameter", "typed"),
    [
        (AMOUNT, "1,5"),
        (AMOUNT, "3，50"),
        (AMOUNT, "20%"),
        (AMOUNT, "1_000"),
        (AMOUNT, "1e3"),
        (AMOUNT, "NaN"),
        (AMOUNT, "-1"),
        (AMOUNT, "0.005"),
        (AMOUNT, "9" * 30),
        (DAYS, "0"),
        (DAYS, "31"),
        (DAYS, "十五"),
        (SIGNED, "2026-02-30"),
    ],
)
def test_what_could_mean_something_else_is_refused(parameter: Parameter, typed: str) -> None:
    with pytest.raises(InputError, match=parameter.name):
        parse_value(parameter, typed)


def test_a_number_is_printed_with_all_its_decimals() -> None:
    assert print_value(DAYS, "1.5") == "1.5"
    assert print_value(PERCENT, "12.5") == "12.5%"
    assert print_value(AMOUNT, "1500") == "1,500.00"


def test_who_types_words_is_told_how_to_write_a_number() -> None:
    with pytest.raises(InputError) as refused:
        parse_value(AMOUNT, "一千五百元")
    assert "digits" in str(refused.value.hint)
