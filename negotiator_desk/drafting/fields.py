"""What a clause may ask for: the whitelist of its fields and of its conditions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.blocks import Blank, Content, Form
from negotiator_desk.drafting.numbering import chinese_number
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.values import Figures, has_weights
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    RateTable,
    Subject,
    TakeMethod,
    TierRule,
    WageGrid,
    YearlyKind,
)

BLANK = Blank("", "").text
"""Printed where the case does not say; the person who prints the draft sees it at once."""

NINGBO = "ningbo"
"""The jurisdiction with clauses of its own; every other one has the national ones."""

WAGELESS = frozenset((ContractKind.WOMEN, ContractKind.SAFETY))
"""Kinds of contracts that do not rest on regulations on wage consultation."""

WAGE_CONTRACTS = frozenset(
    (
        ContractKind.WAGES,
        ContractKind.PIECE_RATES,
        ContractKind.COMMISSION_SHARES,
        ContractKind.SKILL_GRADE_WAGES,
    )
)
"""Special contracts on wages, which the rules on wage consultation are for."""

_LOCAL_BASES = {NINGBO: "《浙江省集体合同条例》《宁波市企业工资集体协商条例》"}
_WAGELESS_BASES = {NINGBO: "《浙江省集体合同条例》"}
_SCOPES = {
    CaseKind.ENTERPRISE: "企业方及其全体职工",
    CaseKind.INDUSTRY: "职工方所覆盖行业内的各企业及其全体劳动者",
    CaseKind.REGIONAL: "职工方所覆盖区域内的各企业及其全体劳动者",
}
_CONGRESS = "职工代表大会或者全体职工"
_NINGBO_CONGRESSES = {
    CaseKind.ENTERPRISE: _CONGRESS,
    CaseKind.INDUSTRY: "行业职工代表大会，或者本合同所覆盖各企业的职工代表大会或者全体职工",
    CaseKind.REGIONAL: "区域职工代表大会，或者本合同所覆盖各企业的职工代表大会或者全体职工",
}

Maker = Callable[[Figures], Content]


def _amount(key: str, *, places: int = 2) -> Maker:
    return lambda figures: (figures.of(key, Form.AMOUNT, places=places),)


def _both(key: str) -> Maker:
    """An amount in figures, and in capital numerals behind it."""
    return lambda figures: (
        figures.of(key, Form.AMOUNT),
        "元（大写：人民币",
        figures.of(key, Form.CAPITAL),
        "）",
    )


def _percent(key: str) -> Maker:
    return lambda figures: (figures.of(key, Form.PERCENT),)


_FIGURE_FIELDS: Mapping[Subject, Mapping[str, Maker]] = {
    Subject.PIECE_RATES: {
        "保底工资": _both("guarantee"),
        "工作日加班比例": _percent("overtime:0"),
        "休息日加班比例": _percent("overtime:1"),
        "节假日加班比例": _percent("overtime:2"),
    },
    Subject.COMMISSION_SHARES: {
        "统一抽成比例": _percent("tier:0"),
        "单笔抽成上限": _percent("order_cap"),
        "月均抽成上限": _percent("monthly_cap"),
        "月单量": _amount("monthly_cap_orders", places=0),
        "小时保障": _both("hourly_guarantee"),
        "月保障": _both("monthly_guarantee"),
        "扣款上限": _percent("deduction_limit"),
    },
    Subject.SKILL_GRADE_WAGES: {},
    Subject.NUMBER: {"约定数值": _amount("value", places=0)},
    Subject.TEXT: {},
}

TEXT_FIELDS = frozenset(
    (
        "企业方",
        "职工方",
        "起始日期",
        "终止日期",
        "期限",
        "主合同",
        "主合同签订日期",
        "地方依据",
        "适用范围",
        "民主程序",
        "最后附件",
        "行业名称",
    )
)
_ENTERED = frozenset(("企业方", "职工方", "主合同"))
"""Fields that somebody enters, so that an empty one is a blank."""

ISSUE_FIELDS = frozenset(("议题", "附件", "计量单位", "单位"))


def figure_fields(subject: Subject) -> frozenset[str]:
    """Return the names of the figures that clauses on a subject may ask for."""
    return frozenset(_FIGURE_FIELDS[subject])


def chinese_date(day: date) -> str:
    """Return 2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def text_fields(snapshot: Snapshot, last_annex: str) -> dict[str, Content]:
    """Return the fields that any clause may ask for; what is not entered is a blank.

    Args:
        last_annex: Number of the annex with the representatives.
    """
    main = None if snapshot.text is None else snapshot.text.main_contract
    bases = _WAGELESS_BASES if snapshot.contract_kind in WAGELESS else _LOCAL_BASES
    fields: dict[str, str | None] = {
        "企业方": snapshot.employer.name,
        "职工方": snapshot.employee.name,
        "起始日期": _day(snapshot.contract_from),
        "终止日期": _day(snapshot.contract_until),
        "期限": _term(snapshot.contract_from, snapshot.contract_until),
        "主合同": None if main is None else main.title,
        "主合同签订日期": None if main is None else _day(main.signed_on),
        "地方依据": bases.get(snapshot.jurisdiction, ""),
        "适用范围": _SCOPES[snapshot.kind],
        "民主程序": _NINGBO_CONGRESSES[snapshot.kind]
        if snapshot.jurisdiction == NINGBO
        else _CONGRESS,
        "最后附件": last_annex,
        "行业名称": _trade(snapshot.title),
    }
    return {
        name: (Blank("", name),) if text is None or (not text and name in _ENTERED) else (text,)
        for name, text in fields.items()
    }


def issue_fields(issue: SnapshotIssue, annex: str, figures: Figures) -> dict[str, Content]:
    """Return the fields that a clause repeated for each issue may ask for.

    Args:
        annex: Number of the annex that the issue's tables stand in, or "".
    """
    fields: dict[str, Content] = {
        "议题": (issue.title,),
        "附件": (annex,),
    }
    if isinstance(issue.terms, RateTable):
        fields["计量单位"] = (issue.terms.unit,)
    unit = getattr(issue.terms, "unit", "")
    fields["单位"] = (unit,)
    for name, make in _FIGURE_FIELDS[issue.subject].items():
        try:
            fields[name] = make(figures)
        except KeyError:
            continue
    return fields


CONDITIONS = frozenset(
    (
        "enterprise",
        NINGBO,
        "main_contract",
        "bilingual",
        "governing_zh",
        "governing_en",
        "settles_pay",
        "wage_contract",
        "guarantee",
        "quota",
        "difficulties",
        "excluded_allowances",
        "flat",
        "order_tiers",
        "turnover_tiers",
        "marginal",
        "whole_slab",
        "fee_table",
        "weight_fees",
        "order_cap",
        "monthly_cap",
        "monthly_cap_orders",
        "hourly_guarantee",
        "monthly_guarantee",
        "income_guarantee",
        "deduction_limit",
        "coefficients",
        "allowances",
        "yearly_items",
        "awards",
        "dividends",
        "technology_shares",
        "post_classes",
        "evaluation",
        "factor_weights",
    )
)
"""What a clause may depend on; each may be negated with a leading "!"."""


def case_conditions(snapshot: Snapshot) -> frozenset[str]:
    """Return the conditions that hold for the whole contract."""
    found = {snapshot.kind.value, snapshot.jurisdiction}
    if snapshot.contract_kind not in WAGELESS:
        found.add("settles_pay")
    if snapshot.contract_kind in WAGE_CONTRACTS:
        found.add("wage_contract")
    return frozenset(found)


def issue_conditions(issue: SnapshotIssue) -> frozenset[str]:
    """Return the conditions that hold for one issue."""
    match issue.terms:
        case RateTable() as table:
            found = {
                "guarantee": bool(table.monthly_guarantee),
                "quota": any(line.quota_per_shift is not None for line in table.rates),
                "difficulties": bool(table.allowances),
                "excluded_allowances": any(
                    not item.counts_towards_minimum for item in table.allowances
                ),
            }
        case CommissionSchedule() as schedule:
            found = _schedule_conditions(schedule)
        case WageGrid() as grid:
            found = _grid_conditions(grid)
        case _:
            found = {}
    return frozenset(name for name, holds in found.items() if holds)


def _schedule_conditions(schedule: CommissionSchedule) -> dict[str, bool]:
    tiered = schedule.method is not TakeMethod.FLAT
    by_fees = schedule.fee_table is not None
    return {
        "flat": not tiered and not by_fees,
        "order_tiers": schedule.method is TakeMethod.ORDER_TIERS,
        "turnover_tiers": schedule.method is TakeMethod.TURNOVER_TIERS,
        "marginal": tiered and schedule.tier_rule is TierRule.MARGINAL,
        "whole_slab": tiered and schedule.tier_rule is TierRule.WHOLE_SLAB,
        "fee_table": by_fees,
        "weight_fees": schedule.fee_table is not None and bool(schedule.fee_table.weight_tiers),
        "order_cap": schedule.order_cap is not None,
        "monthly_cap": schedule.monthly_cap is not None,
        "monthly_cap_orders": schedule.monthly_cap is not None and schedule.monthly_cap_orders > 0,
        "hourly_guarantee": schedule.hourly_guarantee > 0,
        "monthly_guarantee": schedule.monthly_guarantee > 0,
        "income_guarantee": schedule.hourly_guarantee > 0 or schedule.monthly_guarantee > 0,
        "deduction_limit": schedule.deduction_limit is not None,
    }


def _grid_conditions(grid: WageGrid) -> dict[str, bool]:
    kinds = {item.kind for item in grid.yearly_items}
    return {
        "coefficients": bool(grid.coefficients),
        "allowances": bool(grid.allowances),
        "yearly_items": bool(grid.yearly_items),
        "awards": YearlyKind.AWARD in kinds,
        "dividends": YearlyKind.DIVIDEND in kinds,
        "technology_shares": YearlyKind.TECHNOLOGY in kinds,
        "post_classes": bool(grid.post_classes),
        "evaluation": grid.evaluation is not None,
        "factor_weights": grid.evaluation is not None and has_weights(grid.evaluation),
    }


_TRADE = re.compile(
    r"(?:(?<=\d)年度?|关于|围绕|就|对(?!外)|开展|推进|推动|加强|做好|签订|订立)*"
    r"([\u4e00-\u9fff]{2,16}?行业)"
)
"""A trade in a case's title, without the words that lead up to it."""


def _trade(title: str) -> str:
    """Return 宁波市快递行业 when the case's title names a trade, else 行业."""
    match = _TRADE.search(title)
    return match.group(1) if match else "行业"


def _day(day: date | None) -> str | None:
    return None if day is None else chinese_date(day)


def _term(first: date | None, last: date | None) -> str | None:
    """Return 一年 when the term is whole years, else its length in days; None while unknown."""
    if first is None or last is None:
        return None
    after = last + timedelta(days=1)
    if (after.month, after.day) == (first.month, first.day) and after.year > first.year:
        return f"{chinese_number(after.year - first.year)}年"
    return f"{(after - first).days}日"
