"""What clauses state is read from their text as the law's checks need it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest

from negotiator_desk.drafting.text_facts import (
    ClauseText,
    StatedNumber,
    has_share_disclosure,
    has_share_formula,
    has_yearly_rounds,
    income_rule_notices,
    monthly_conversion,
    monthly_overtime,
    outcome_publications,
)

Reader = Callable[[Iterable[ClauseText]], Iterator[StatedNumber]]


@pytest.mark.parametrize(
    ("reader", "text", "values"),
    [
        (monthly_overtime, "延长工作时间每日不得超过3小时，每月不得超过36小时。", ["36"]),
        (monthly_overtime, "因特殊原因需要加班的，每日3小时；每月不超过四十小时。", ["40"]),
        (monthly_overtime, "一个月的加班最多为48小时。", ["48"]),
        (monthly_overtime, "每月组织培训40小时。", []),
        (monthly_overtime, "加班每周不超过10小时。", []),
        (monthly_conversion, "日工资按照月工资除以21.75天计算。", ["21.75"]),
        (monthly_conversion, "日工资为月工资除以20.83天。", ["20.83"]),
        (monthly_conversion, "小时工资按月工资÷174小时折算。", ["21.75"]),
        (monthly_conversion, "小时工资按月工资÷167.36小时折算。", ["20.92"]),
        (monthly_conversion, "月工资于次月20日前支付。", []),
        (income_rule_notices, "抽成规则的调整方案应当至少提前一个月公示。", ["1"]),
        (income_rule_notices, "修改计价规则的，提前15日公示。", ["0.5"]),
        (income_rule_notices, "调整考核规则的，提前三日公示。", []),
        (income_rule_notices, "调整单价的，应当事先协商。", []),
        (outcome_publications, "本协议自签字之日起十日内公布。", ["10"]),
        (outcome_publications, "本合同生效之日起五个工作日内，企业方应当公布。", ["7"]),
        (outcome_publications, "本合同签订之日起二十日内公示。", ["20"]),
        (outcome_publications, "企业方应当于三十日内公布考核结果。", []),
    ],
)
def test_numbers_are_read_where_the_law_looks_at_them(
    reader: Reader, text: str, values: list[str]
) -> None:
    found = reader([ClauseText("place", text, ())])
    assert [f"{one.value.normalize():f}" for one in found] == values


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (has_share_formula, "订单抽成比例＝（消费者支付总额－劳动者报酬）÷消费者支付总额。"),
        (has_share_formula, "抽成比例为消费者支付总额减去劳动者报酬后，除以消费者支付总额。"),
        (has_share_disclosure, "平台应当逐单列明劳动者报酬和抽成比例。"),
        (has_share_disclosure, "平台应当公示规则，抽成比例应当向劳动者公开。"),
        (has_yearly_rounds, "双方每年至少协商一次。"),
        (has_yearly_rounds, "双方每3个月至少召开一次沟通会议。"),
    ],
)
def test_what_a_platform_promises_is_recognised(
    reader: Callable[[Iterable[ClauseText]], bool], text: str
) -> None:
    assert reader([ClauseText("place", text, ())])
    assert not reader([ClauseText("place", "平台应当按月支付报酬。", ())])
