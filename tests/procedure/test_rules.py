"""Rule packs are read strictly and inherit what they do not say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from negotiator_desk.i18n import use_language
from negotiator_desk.procedure.rules import (
    Comparator,
    Mark,
    Rule,
    compare,
    jurisdiction_name,
    jurisdictions,
    load_pack,
    read_pack,
    share,
)
from negotiator_desk.strict_toml import FormatError

GOOD = """
key = "town"
valid_from = 2020-01-01
names = { zh_CN = "某镇", en = "Town" }
instruments = { T = "某镇办法" }
[[rule]]
key = "representatives_least"
value = "4"
unit = "persons a side"
comparator = "at_least"
instrument = "T"
article = "第三条"
mark = "V1"
[[minimum_wage]]
areas = ["东区"]
monthly = "2000.00"
hourly = "19.00"
effective = 2025-01-01
document = "某文〔2025〕1号"
mark = "V2"
"""


def pack_file(folder: Path, text: str) -> Path:
    path = folder / "town.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_pack_we_ship_can_be_read() -> None:
    assert {"national", "ningbo"} <= set(jurisdictions())
    for key in jurisdictions():
        pack = load_pack(key)
        assert pack.rules
        assert {rule.mark for rule in pack.rules.values()} <= {Mark.V1, Mark.V2, Mark.V3}
        assert all(wage.mark.was_read for wage in pack.minimum_wages)


def test_ningbo_goes_before_the_nation_and_inherits_the_rest() -> None:
    ningbo, national = load_pack("ningbo"), load_pack("national")
    inherited = ningbo.rules["chief_outsiders_most"]
    assert inherited == national.rules["chief_outsiders_most"]
    own = ningbo.rules["representatives_least"]
    assert own.basis == "《宁波市企业工资集体协商条例》第八条 [V1]"
    assert own.basis != national.rules["representatives_least"].basis


def test_ningbos_minimum_wages_carry_their_day_and_mark() -> None:
    first, second = load_pack("ningbo").minimum_wages
    assert (first.monthly, second.monthly) == (Decimal("2490.00"), Decimal("2260.00"))
    assert (first.hourly, second.hourly) == (Decimal("24.00"), Decimal("22.00"))
    assert {wage.effective for wage in (first, second)} == {date(2024, 1, 1)}
    assert {wage.mark for wage in (first, second)} == {Mark.V2}
    assert "鄞州" in first.areas
    assert "慈溪" in second.areas


def test_other_places_say_what_was_read_and_inherit_the_rest() -> None:
    national = load_pack("national")
    hangzhou, shandong = load_pack("hangzhou"), load_pack("shandong")
    assert hangzhou.rules["representatives_most"].value == Decimal(9)
    assert hangzhou.rules["pay_above_minimum_wage"].comparator is Comparator.MORE_THAN
    assert hangzhou.rules["pay_above_minimum_wage"].article.endswith("条例》第十一条")
    assert shandong.rules["employer_representatives_over_employee"].comparator is Comparator.EQUAL
    assert shandong.rules["wage_term_years"].value == Decimal(1)
    for pack in (hangzhou, shandong, load_pack("henan"), load_pack("guangdong")):
        assert pack.minimum_wages == ()
        assert pack.rules["overtime_percent_holiday"] == national.rules["overtime_percent_holiday"]
    assert "representatives_most" not in shandong.rules


def test_the_minimum_of_each_class_of_skilled_posts_is_a_hint_for_every_place() -> None:
    shares = {"basic": "1.0500", "important": "1.2000", "key": "1.5000", "core": "2.0000"}
    for jurisdiction in jurisdictions():
        rules = load_pack(jurisdiction).rules
        for name, share_of_minimum in shares.items():
            rule = rules[f"skill_class_minimum_{name}"]
            assert (rule.value, rule.comparator) == (Decimal(share_of_minimum), Comparator.AT_LEAST)
            assert not rule.mark.is_firm
            assert "人社厅发〔2025〕52号" in rule.basis


def test_a_jurisdiction_is_named_in_both_languages() -> None:
    assert jurisdiction_name("ningbo") == "Ningbo"
    use_language("zh_CN")
    assert jurisdiction_name("ningbo") == "宁波市"


def test_an_unknown_jurisdiction_is_said_to_be_so() -> None:
    assert jurisdiction_name("atlantis") == "unknown rule pack atlantis"


def test_a_pack_is_read_whole(tmp_path: Path) -> None:
    pack = read_pack(pack_file(tmp_path, GOOD))
    rule = pack.rule("representatives_least")
    assert rule is not None
    assert (rule.value, rule.comparator) == (Decimal(4), Comparator.AT_LEAST)
    assert rule.basis == "《某镇办法》第三条 [V1]"
    assert pack.rule("not_read") is None


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('key = "town"', 'key = "city"', "not the file's name"),
        ("valid_from = 2020-01-01", "", "valid_from is missing"),
        ("valid_from = 2020-01-01", "valid_from = 2020", "valid_from is not a day"),
        ('value = "4"', "value = 4", "value is not a text"),
        ('value = "4"', 'value = "four"', "value is not a number"),
        ('mark = "V1"', 'mark = "sure"', "mark is not a member"),
        ('comparator = "at_least"', 'comparator = ">="', "comparator is not a member"),
        ('instrument = "T"', 'instrument = "X"', "has no title"),
        ('unit = "persons a side"', 'unit = "p"\nsurprise = "x"', "unknown keys"),
        ('areas = ["东区"]', 'areas = "东区"', "areas is not a list"),
        ('names = { zh_CN = "某镇", en = "Town" }', 'names = { en = "Town" }', "zh_CN is missing"),
        ("[[rule]]", "[rule]", "rule is not a list of tables"),
        ('key = "town"', 'key = "town', "town.toml"),
    ],
)
def test_a_pack_that_strays_from_the_format_is_refused(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in GOOD
    with pytest.raises(FormatError, match=complaint):
        read_pack(pack_file(tmp_path, GOOD.replace(old, new, 1)))


def test_a_rule_given_twice_is_refused(tmp_path: Path) -> None:
    start = GOOD.index("[[rule]]")
    end = GOOD.index("[[minimum_wage]]")
    with pytest.raises(FormatError, match="given twice"):
        read_pack(pack_file(tmp_path, GOOD[:end] + GOOD[start:]))


@pytest.mark.parametrize(
    ("comparator", "kept"),
    [
        (Comparator.AT_LEAST, {3, 4}),
        (Comparator.AT_MOST, {-1, 2, 3}),
        (Comparator.MORE_THAN, {4}),
        (Comparator.EQUAL, {3}),
        (Comparator.WITHIN, {2, 3}),
    ],
)
def test_a_value_is_compared_as_the_rule_says(comparator: Comparator, kept: set[int]) -> None:
    rule = Rule("some", Decimal(3), "days", comparator, "《某办法》第三条", Mark.V1)
    assert {value for value in (-1, 2, 3, 4) if compare(rule, value)} == kept


def test_exactly_a_third_is_not_more_than_a_third() -> None:
    rule = load_pack("ningbo").rules["outsiders_share_most"]
    kept = [(part, whole) for whole in range(1, 11) for part in range(whole + 1)]
    assert [compare(rule, share(*one)) for one in kept] == [
        3 * part <= whole for part, whole in kept
    ]
