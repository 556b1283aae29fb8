"""Numbers in running text are read as people write them, and words are not read as numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.blocks import Form
from negotiator_desk.drafting.capitals import capital_amount
from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.drafting.prose_numbers import (
    NumberKind,
    prose_numbers,
    read_capitals,
    read_chinese,
)
from negotiator_desk.drafting.prose_numbers_english import english_numbers
from negotiator_desk.drafting.values import write_value

A, P, C = NumberKind.AMOUNT, NumberKind.PERCENT, NumberKind.COUNT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每月3,500.00元", [(A, "3500.00", "元")]),
        ("（大写：人民币叁仟伍佰元整）", [(A, "3500", "元")]),
        ("三千五百元", [(A, "3500", "元")]),
        ("一元三角五分", [(A, "1.35", "元")]),
        ("五角", [(A, "0.5", "元")]),
        (
            "3万元、1.2亿元、￥３５００",
            [(A, "30000", "元"), (A, "120000000", "元"), (A, "3500", "元")],
        ),
        ("百分之二十一点五即21.5%、２１．５％", [(P, "0.215", "")] * 3),
        ("20千克、二十千克、5公里", [(C, "20", "千克"), (C, "20", "千克"), (C, "5", "公里")]),
        ("三十日内，十五个工作日", [(C, "30", "日"), (C, "15", "个工作日")]),
        ("不得超过36小时", [(C, "36", "小时")]),
        ("第三十二条第二款、第3条、附件2、（一）", []),
        ("2026年3月5日、2026-03-05、2026年度、二〇二六年三月五日", []),
        ("人社厅发〔2023〕50号、YJT-2026-0001", []),
        ("协商一致，统一比例，任一方，十分重要，万一", []),
    ],
)
def test_quantities_are_read_and_nothing_else(
    text: str, found: list[tuple[NumberKind, str, str]]
) -> None:
    read = [(one.kind, one.value, one.unit) for one in prose_numbers(text)]
    assert read == [(kind, Decimal(value), unit) for kind, value, unit in found]


@given(st.integers(0, 10**12))
def test_amounts_are_read_back_in_figures_and_in_capitals(fen: int) -> None:
    amount = Decimal(fen).scaleb(-2)
    figures = f"{write_value(amount, Form.AMOUNT)}元（大写：人民币{capital_amount(amount)}）"
    assert [one.value for one in prose_numbers(figures)] == [amount, amount]
    assert read_capitals(capital_amount(amount).removesuffix("整")) == amount


@given(st.integers(0, 9999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert read_chinese(chinese_number(number)) == number


@pytest.mark.parametrize("text", ["", "三四五千", "百五", "二十三四", "点五"])
def test_what_is_no_numeral_is_refused_or_read_with_its_place(text: str) -> None:
    try:
        value = read_chinese(text)
    except ValueError:
        return
    assert value >= 0


@pytest.mark.parametrize("text", ["叁伍佰元整", "叁仟伍佰", "三千五百元", "元整"])
def test_capitals_that_are_written_as_no_amount_is_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        read_capitals(text)


@given(st.text(alphabet="零一二十百千万亿点壹仟元角分整0123456789.,%（）第条年月日 ", max_size=40))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    for one in prose_numbers(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.step > 0


def test_english_numbers_are_read_in_figures_words_and_months() -> None:
    text = "within thirty days, 3,500.50 CNY, one hundred and five, twenty-one per cent, 5 March"
    assert [one.value for one in english_numbers(text)] == [
        Decimal(one) for one in ("30", "3500.50", "105", "21", "5", "3")
    ]
