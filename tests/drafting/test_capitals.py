import random
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.capitals import capital_amount, read_capital_amount

PAYMENT_RULES = [
    # The examples of the rules on filling in payment instruments annexed to 支付结算办法; where
    # they give two writings, ours is the first.
    ("1409.50", ("壹仟肆佰零玖元伍角整", "壹仟肆佰零玖元伍角")),
    ("6007.14", ("陆仟零柒元壹角肆分",)),
    ("1680.32", ("壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分")),
    ("107000.53", ("壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分")),
    ("16409.02", ("壹万陆仟肆佰零玖元零贰分",)),
    ("325.04", ("叁佰贰拾伍元零肆分",)),
]
EDGES = [
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
VALUES = {"拾": 10, "佰": 100, "仟": 1000, "万": 10**4, "亿": 10**8}


def _fen(text: str) -> int:
    """Count up an amount in capital numerals from left to right, as one says it."""
    total = section = digit = 0
    for character in text:
        match character:
            case "拾" | "佰" | "仟":
                section += digit * VALUES[character]
                digit = 0
            case "万":
                total += (section + digit) * VALUES["万"]
                section = digit = 0
            case "亿":
                total = (total + section + digit) * VALUES["亿"]
                section = digit = 0
            case "元":
                total = (total + section + digit) * 100
                section = digit = 0
            case "角":
                total += 10 * digit
                digit = 0
            case "分":
                total += digit
                digit = 0
            case "整":
                pass
            case _:
                digit = "零壹贰叁肆伍陆柒捌玖".index(character)
    assert section == digit == 0
    return total


@pytest.mark.parametrize(("amount", "writings"), PAYMENT_RULES)
def test_an_amount_is_written_as_the_payment_rules_say(
    amount: str, writings: tuple[str, ...]
) -> None:
    assert capital_amount(Decimal(amount)) == writings[0]
    assert {read_capital_amount(text) for text in writings} == {Decimal(amount)}


@pytest.mark.parametrize(("amount", "text"), EDGES)
def test_noughts_and_the_smallest_and_largest_amounts_are_written_right(
    amount: str, text: str
) -> None:
    assert capital_amount(Decimal(amount)) == text
    assert read_capital_amount(text) == Decimal(amount)
    assert _fen(text) == Decimal(amount) * 100


def test_a_hundred_thousand_random_amounts_read_back_and_keep_the_rules() -> None:
    generator = random.Random(20260305)
    for _round in range(100_000):
        fen = int(10 ** generator.uniform(0, 14))
        if generator.random() < 0.5:  # noughts inside are what goes wrong
            fen = fen // 10 ** generator.randint(1, 6) * 10 ** generator.randint(0, 4)
        fen = min(max(fen, 1), 10**14)
        text = capital_amount(Decimal(fen).scaleb(-2))
        assert _fen(text) == fen, text
        assert read_capital_amount(text) == Decimal(fen).scaleb(-2), text
        assert "零零" not in text
        assert not re.search("零[拾佰仟万亿元整]", text)
        assert not re.search("[拾佰仟]$|[元角]$", text)
        assert text.endswith("整") != text.endswith("分")


@given(st.integers(0, 10**14), st.sampled_from("零壹玖拾佰仟万亿元角分整"), st.integers(0, 40))
def test_no_text_reads_as_another_amount_than_it_says(fen: int, more: str, place: int) -> None:
    text = capital_amount(Decimal(fen).scaleb(-2))
    changed = text[:place] + more + text[place:]
    try:
        amount = read_capital_amount(changed)
    except ValueError:
        return
    assert _fen(changed) == amount * 100


@pytest.mark.parametrize("amount", ["-0.01", "1000000000000.01"])
def test_an_amount_out_of_range_is_a_bug(amount: str) -> None:
    with pytest.raises(ValueError, match=amount.replace(".", r"\.")):
        capital_amount(Decimal(amount))


MALFORMED = [
    "", "整", "元", "元整", "零", "三千元整", "叁仟", "3500元整", "壹佰", "伍元", "伍",
    "壹元壹元整", "零壹元整", "壹佰零元整", "壹佰零零伍元整", "壹佰伍元整", "壹仟零伍佰元整",
    "壹仟伍拾元整", "壹仟仟元整", "佰元整", "壹贰元整", "壹拾佰元整", "壹佰仟元整", "拾元整",
    "壹万万元整", "壹亿零叁万伍元整", "壹元伍分", "壹元零伍分整", "壹元伍分角", "壹元零伍角整",
    "壹元零角整", "壹元零分", "壹元整整", "整壹元", "壹元 整", "人民币壹元整", "负壹元整",
    "壹拾万零零柒仟元整", "壹万亿零壹元整", "玖万亿元整", "壹元壹角壹角", "零元壹角整", "零元",
    "壹元伍角零分", "陆佰元零伍角零叁分",
]  # fmt: skip


@pytest.mark.parametrize("text", MALFORMED)
def test_what_is_not_an_amount_in_capitals_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        read_capital_amount(text)


def test_the_other_characters_for_the_yuan_and_the_end_are_read() -> None:
    assert read_capital_amount("叁仟伍佰圆正") == Decimal("3500.00")
