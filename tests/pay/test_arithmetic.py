from decimal import Context, Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.money import round_to
from negotiator_desk.pay.arithmetic import (
    LARGEST_WHOLE,
    divide_rounded,
    divide_rounded_whole,
    exact_sum,
    largest,
    require_room,
    scaled,
    sum_runs,
    yuan,
)


def whole(*numbers: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


@given(st.integers(-(10**17), 10**17), st.integers(1, 10**6))
def test_both_rounding_functions_and_moneys_agree(numerator: int, denominator: int) -> None:
    with localcontext(Context(prec=60)):
        expected = round_to(Decimal(numerator) / Decimal(denominator), Decimal(1))
    assert divide_rounded(whole(numerator), denominator).tolist() == [int(expected)]
    assert divide_rounded_whole(numerator, denominator) == int(expected)


def test_halves_go_away_from_zero() -> None:
    halves = whole(-25, -15, -5, 5, 15, 25, 0, 4, -4)
    assert divide_rounded(halves, 10).tolist() == [-3, -2, -1, 1, 2, 3, 0, 0, 0]
    assert divide_rounded(whole(7, 8), whole(2, 3)).tolist() == [4, 3]


def test_sums_of_runs_are_exact_or_refused() -> None:
    assert sum_runs(whole(1, 2, 3, 4), whole(0, 3)).tolist() == [6, 4]
    assert sum_runs(whole(), whole()).tolist() == []
    with pytest.raises(InputError):
        sum_runs(whole(LARGEST_WHOLE, 1), whole(0))
    with pytest.raises(InputError):
        exact_sum(whole(-LARGEST_WHOLE, -2))
    assert exact_sum(whole()) == 0


def test_the_last_number_that_fits_is_allowed() -> None:
    require_room(LARGEST_WHOLE)
    with pytest.raises(InputError):
        require_room(LARGEST_WHOLE + 1)
    assert largest(whole(-(2**63), 5)) == 2**63


def test_decimals_become_whole_numbers_and_back_without_loss() -> None:
    assert scaled(Decimal("0.8500"), 4) == 8500
    assert yuan(-5) == Decimal("-0.05")
    with pytest.raises(AssertionError):
        scaled(Decimal("0.001"), 2)
