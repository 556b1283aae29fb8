import pytest

from negotiator_desk.drafting.numbering import (
    annex_number,
    article_number,
    chapter_number,
    chinese_number,
    item_number,
)

_VALUES = {character: value for value, character in enumerate("零一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _read(text: str) -> int:
    total = digit = 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _VALUES[character]
    return total + digit


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_are_written_as_statutes_write_them(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_every_number_reads_back() -> None:
    assert all(_read(chinese_number(number)) == number for number in range(10_000))


def test_the_parts_of_a_contract_carry_their_marks() -> None:
    assert chapter_number(1) == "第一章"
    assert article_number(12) == "第十二条"
    assert item_number(3) == "（三）"
    assert annex_number(2) == "附件2"


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_out_of_range_is_a_bug(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)
