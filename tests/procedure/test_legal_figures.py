"""What pay is held against comes from the rule pack, with its source."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.rules import Comparator, jurisdictions, load_pack


def test_ningbos_figures_name_their_pack_and_their_sources() -> None:
    law = legal_figures(load_pack("ningbo"))
    assert law.rule_pack == "ningbo 2014-05-01"
    assert [(one.monthly, one.hourly) for one in law.minimum_wages] == [
        (Decimal("2490.00"), Decimal("24.00")),
        (Decimal("2260.00"), Decimal("22.00")),
    ]
    assert {one.source for one in law.minimum_wages} == {"甬政发〔2024〕27号 [V2]"}
    assert "鄞州" in law.minimum_wages[0].areas
    assert law.monthly_minimum == Decimal("2490.00")
    assert law.quota_share == Decimal("0.9000")
    assert law.quota_source == "《宁波市企业工资集体协商条例》第二十四条 [V1]"


def test_what_the_nation_does_not_say_is_not_known() -> None:
    law = legal_figures(load_pack("national"))
    assert (law.minimum_wages, law.monthly_minimum) == ((), None)
    assert (law.quota_share, law.quota_source) == (None, "")


@pytest.mark.parametrize(
    ("jurisdiction", "share", "source"),
    [
        ("guangdong", "0.7000", "《广东省工资支付条例》第二十一条 [V1]"),
        ("hangzhou", "0.9000", "《杭州市企业工资集体协商条例》第十条 [V1]"),
        ("henan", "0.9000", "《河南省企业工资集体协商条例》第十九条 [V1]"),
        ("jiangsu", "0.9000", "《江苏省工资支付条例》第十一条 [V1]"),
        ("shandong", "0.9000", "《山东省企业工资集体协商条例》第二十条 [V1]"),
    ],
)
def test_each_place_has_its_own_share_and_no_minimum_wage_that_was_not_read(
    jurisdiction: str, share: str, source: str
) -> None:
    law = legal_figures(load_pack(jurisdiction))
    assert (law.quota_share, law.quota_source) == (Decimal(share), source)
    assert law.minimum_wages == ()


@pytest.mark.parametrize("jurisdiction", jurisdictions())
def test_a_share_is_the_least_one_as_pay_compares_it(jurisdiction: str) -> None:
    rule = load_pack(jurisdiction).rule("quota_attainable_share")
    if rule is not None:
        assert rule.comparator is Comparator.AT_LEAST
        assert Decimal(0) < rule.value <= 1
        assert rule.value == rule.value.quantize(Decimal("0.0001"))


def test_a_pack_without_the_rule_has_no_share() -> None:
    pack = load_pack("ningbo")
    rules = {key: rule for key, rule in pack.rules.items() if key != "quota_attainable_share"}
    law = legal_figures(replace(pack, rules=rules))
    assert (law.quota_share, law.quota_source) == (None, "")
