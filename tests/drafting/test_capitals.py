import random
from decimal import Decimal

import pytest

from negotiator_desk.drafting.capitals import capital_amount, read_capital_amount

EXAMPLES = [
    # Amounts that the rules on filling in payment instruments explain.
    ("1409.50", "壹仟肆佰零玖元伍角整"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    # The edges.
    ("0.00", "零元整"),
    ("0.01", "壹分"),
    ("0.10", "壹角整"),
    ("0.12", "壹角贰分"),
    ("10.00", "壹拾元整"),
    ("100.05", "壹佰元零伍分"),
    ("1001.00", "壹仟零壹元整"),
    ("3500.00", "叁仟伍佰元整"),
    ("10000.01", "壹万元零壹分"),
    ("10010.00", "壹万零壹拾元整"),
    ("100000000.00", "壹亿元整"),
    ("500003411.02", "伍亿零叁仟肆佰壹拾壹元零贰分"),
    ("1000000000000.00", "壹万亿元整"),
    ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("amount", "text"), EXAMPLES)
def test_an_amount_is_written_as_the_payment_rules_ask(amount: str, text: str) -> None:
    assert capital_amount(Decimal(amount)) == text
    assert read_capital_amount(text) == Decimal(amount)


def test_a_hundred_thousand_random_amounts_read_back_and_keep_the_rules() -> None:
    generator = random.Random(20260305)
    for _round in range(100_000):
        fen = int(10 ** generator.uniform(0, 14))
        if generator.random() < 0.5:  # noughts inside are what goes wrong
            fen = fen // 10 ** generator.randint(1, 6) * 10 ** generator.randint(0, 4)
        amount = Decimal(min(fen, 10**14)).scaleb(-2)
        text = capital_amount(amount)
        assert read_capital_amount(text) == amount, text
        assert "零零" not in text
        assert text.endswith("整") != text.endswith("分")


@pytest.mark.parametrize("amount", ["-0.01", "1000000000000.01"])
def test_an_amount_out_of_range_is_a_bug(amount: str) -> None:
    with pytest.raises(ValueError, match=amount.replace(".", r"\.")):
        capital_amount(Decimal(amount))


@pytest.mark.parametrize("text", ["", "三千元", "叁仟", "3500元整"])
def test_what_is_not_an_amount_in_capitals_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"{text}|substring"):
        read_capital_amount(text)
