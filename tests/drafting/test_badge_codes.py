"""Codes of badges: forgiving about how they are typed, strict about what they say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.badge_codes import (
    ALPHABET,
    PREFIX,
    badge_code,
    printed_badge_code,
    read_badge_code,
)

IDS = st.uuids().map(str)
SOMEBODY = "01930000-0000-7000-8000-000000000054"


def test_a_code_never_changes() -> None:
    assert badge_code(SOMEBODY) == "NDN4QD01JR"


def test_a_code_is_printed_in_groups() -> None:
    assert printed_badge_code("ND7K4M2Q9X") == "ND-7K4M-2Q9X"


@given(IDS)
def test_a_printed_code_is_read_back(representative: str) -> None:
    code = badge_code(representative)
    assert len(code) == 10
    assert code.startswith(PREFIX)
    assert set(code) <= set(ALPHABET)
    assert read_badge_code(printed_badge_code(code)) == code


@pytest.mark.parametrize(
    "typed",
    [
        "ndn4qd01jr",
        " ND N4QD 01JR\r",
        "ND－N4QD－01JR",
        "ＮＤ－Ｎ４ＱＤ－０１ＪＲ",
        "NDßN4QDß01JR",
        "nd)n4qd)oljr",
        "ND—N4QD—OIJR",
        "N4QD-01JR",
    ],
)
def test_how_a_code_is_typed_makes_no_difference(typed: str) -> None:
    assert read_badge_code(typed) == badge_code(SOMEBODY)


def test_letters_that_look_like_digits_mean_these() -> None:
    representative = next(
        one for number in range(1000) if "1" in badge_code(one := f"representative {number}")
    )
    code = badge_code(representative)
    for letter in "iIlL":
        assert read_badge_code(code.replace("1", letter)) == code


@given(IDS, st.integers(2, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(representative: str, place: int, wrong: str) -> None:
    code = badge_code(representative)
    typed = code[:place] + wrong + code[place + 1 :]
    assert (read_badge_code(typed) is None) is (typed != code)


@given(IDS, st.integers(2, 9), st.integers(2, 9))
def test_two_swapped_characters_are_noticed(representative: str, one: int, other: int) -> None:
    typed = list(code := badge_code(representative))
    typed[one], typed[other] = typed[other], typed[one]
    assert (read_badge_code("".join(typed)) is None) is ("".join(typed) != code)


@pytest.mark.parametrize(
    "typed", ["", "ND", "7K4-M2Q", "NEN4QD01JR", "NDN4QD01JR0", "NDN4QD01UR", "张三", "ND" * 500]
)
def test_anything_else_is_no_code(typed: str) -> None:
    assert read_badge_code(typed) is None
