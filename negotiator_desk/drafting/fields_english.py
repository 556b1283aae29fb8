"""What the English text of a contract is filled in with; the fields are those of `fields`.

Figures keep the offer and the cell they came from, as in the Chinese text, so that both are held
against what was agreed. Amounts are in figures with CNY in front; the capital numerals that a
Chinese contract repeats them in stand in the Chinese text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.blocks import Blank, Content, Form, Inline, plain
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.fields import NINGBO, WAGELESS, text_fields
from negotiator_desk.drafting.parameters import print_value
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.values import Figures
from negotiator_desk.pay.terms import RateTable, Subject

BLANK = "____________"
"""Printed in an English text where something is not entered yet."""

CURRENCY = "CNY "
"""Stands in front of amounts."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_LOCAL_BASES = {
    NINGBO: ", the Zhejiang Provincial Regulations on Collective Contracts, the Ningbo Municipal "
    "Regulations on Collective Wage Consultation in Enterprises"
}
"""Behind a list of laws; an empty text where there are none of the place."""
_WAGELESS_BASES = {NINGBO: ", the Zhejiang Provincial Regulations on Collective Contracts"}

_SCOPES = {
    CaseKind.ENTERPRISE: "the Employer Side and all of its employees",
    CaseKind.INDUSTRY: "all enterprises and workers of the industry covered by the Employee Side",
    CaseKind.REGIONAL: "all enterprises and workers of the area covered by the Employee Side",
}
_CONGRESS = "the workers' congress or all workers"
_EACH = "the workers' congress or all workers of each enterprise covered by this contract"
_NINGBO_CONGRESSES = {
    CaseKind.ENTERPRISE: _CONGRESS,
    CaseKind.INDUSTRY: f"the workers' congress of the industry, or {_EACH}",
    CaseKind.REGIONAL: f"the workers' congress of the area, or {_EACH}",
}
_TRADES = {
    "快递行业": "Express Delivery Industry",
    "配送行业": "Delivery Industry",
    "即时配送行业": "On-Demand Delivery Industry",
    "外卖行业": "Food Delivery Industry",
    "机械行业": "Machinery Industry",
    "纺织行业": "Textile Industry",
    "服装行业": "Garment Industry",
    "建筑行业": "Construction Industry",
    "餐饮行业": "Catering Industry",
    "物流行业": "Logistics Industry",
    "行业": "Industry",
}
"""Trades by their name in a case's title; any other keeps its Chinese name."""

_PLACES = {
    "": "",
    "宁波": "Ningbo",
    "浙江": "Zhejiang",
    "杭州": "Hangzhou",
    "上海": "Shanghai",
    "江苏": "Jiangsu",
    "广东": "Guangdong",
    "山东": "Shandong",
    "河南": "Henan",
}
"""Places in front of a trade; any other keeps its Chinese name."""

_UNITS = {
    "元": "yuan",
    "万元": "ten thousand yuan",
    "%": "%",
    "％": "%",
    "个百分点": "percentage points",
    "天": "days",
    "日": "days",
    "个工作日": "working days",
    "工作日": "working days",
    "小时": "hours",
    "分钟": "minutes",
    "个月": "months",
    "月": "months",
    "年": "years",
    "次": "times",
    "人": "persons",
    "名": "persons",
    "件": "pieces",
    "单": "orders",
    "个": "units",
    "套": "sets",
    "双": "pairs",
    "吨": "tonnes",
    "千克": "kilograms",
    "公斤": "kilograms",
    "公里": "kilometres",
    "米": "metres",
    "平方米": "square metres",
}
_PER = {
    "天": "day",
    "日": "day",
    "小时": "hour",
    "班": "shift",
    "月": "month",
    "季度": "quarter",
    "季": "quarter",
    "年": "year",
    "次": "time",
    "人": "person",
    "名": "person",
    "件": "piece",
    "单": "order",
    "个": "unit",
    "套": "set",
    "双": "pair",
    "吨": "tonne",
    "千克": "kilogram",
    "公斤": "kilogram",
    "公里": "kilometre",
    "米": "metre",
    "平方米": "square metre",
}

Maker = Callable[[Figures], Content]


def _number(key: str) -> Maker:
    return lambda figures: (figures.of(key, Form.AMOUNT, places=0),)


def _amount(key: str) -> Maker:
    return lambda figures: (CURRENCY, figures.of(key, Form.AMOUNT))


def _percent(key: str) -> Maker:
    return lambda figures: (figures.of(key, Form.PERCENT),)


_FIGURE_FIELDS: Mapping[Subject, Mapping[str, Maker]] = {
    Subject.PIECE_RATES: {
        "保底工资": _amount("guarantee"),
        "工作日加班比例": _percent("overtime:0"),
        "休息日加班比例": _percent("overtime:1"),
        "节假日加班比例": _percent("overtime:2"),
    },
    Subject.COMMISSION_SHARES: {
        "统一抽成比例": _percent("tier:0"),
        "单笔抽成上限": _percent("order_cap"),
        "月均抽成上限": _percent("monthly_cap"),
        "月单量": _number("monthly_cap_orders"),
        "小时保障": _amount("hourly_guarantee"),
        "月保障": _amount("monthly_guarantee"),
        "扣款上限": _percent("deduction_limit"),
    },
    Subject.SKILL_GRADE_WAGES: {},
    Subject.NUMBER: {"约定数值": _number("value")},
    Subject.TEXT: {},
}


def english_date(day: date) -> str:
    """Return 1 May 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def english_term(first: date, last: date) -> str:
    """Return "one year" when the term is whole years, else its length in days."""
    after = last + timedelta(days=1)
    if (after.month, after.day) == (first.month, first.day) and after.year > first.year:
        return english_count(after.year - first.year, "year", "years")
    return english_count((after - first).days, "day", "days")


def english_count(number: int, one: str, more: str) -> str:
    """Return "one year", "three years", "200 days"."""
    word = _COUNTS[number] if number < len(_COUNTS) else f"{number:,}"
    return f"{word} {one if number == 1 else more}"


def english_unit(unit: str) -> str:
    """Return "yuan per month" for 元/月; a part that is not known keeps its Chinese name."""
    counted, *per = unit.split("/")
    return " per ".join((_UNITS.get(counted, counted), *(_PER.get(one, one) for one in per)))


def english_piece(unit: str) -> str:
    """Return "piece" for 件: what stands behind "per"."""
    return _PER.get(unit, unit)


def english_text_fields(snapshot: Snapshot, last_annex: str) -> dict[str, Content]:
    """Return the fields that any clause may ask for, in English; what is missing is a blank.

    Names that people entered are as they were entered.

    Args:
        last_annex: English number of the annex with the representatives.
    """
    found = text_fields(snapshot, last_annex)
    first, last = snapshot.contract_from, snapshot.contract_until
    main = None if snapshot.text is None else snapshot.text.main_contract
    signed = None if main is None else main.signed_on
    trade = plain(found["行业名称"])
    bases = _WAGELESS_BASES if snapshot.contract_kind in WAGELESS else _LOCAL_BASES
    english = {
        "起始日期": None if first is None else english_date(first),
        "终止日期": None if last is None else english_date(last),
        "期限": None if first is None or last is None else english_term(first, last),
        "主合同签订日期": None if signed is None else english_date(signed),
        "地方依据": bases.get(snapshot.jurisdiction, ""),
        "适用范围": _SCOPES[snapshot.kind],
        "民主程序": _NINGBO_CONGRESSES[snapshot.kind]
        if snapshot.jurisdiction == NINGBO
        else _CONGRESS,
        "行业名称": _trade(trade),
    }
    for name, text in english.items():
        if text is not None:
            found[name] = (text,)
    return {name: tuple(_blank(part) for part in content) for name, content in found.items()}


def english_issue_fields(issue: SnapshotIssue, annex: str, figures: Figures) -> dict[str, Content]:
    """Return the fields that a clause repeated for each issue may ask for, in English.

    Args:
        annex: English number of the annex that the issue's tables stand in, or "".
    """
    fields: dict[str, Content] = {"议题": (issue.title,), "附件": (annex,)}
    if isinstance(issue.terms, RateTable):
        fields["计量单位"] = (english_piece(issue.terms.unit),)
    fields["单位"] = (english_unit(getattr(issue.terms, "unit", "")),)
    for name, make in _FIGURE_FIELDS[issue.subject].items():
        try:
            fields[name] = make(figures)
        except KeyError:
            continue
    return fields


def english_figure_fields(subject: Subject) -> frozenset[str]:
    """Return the names of the figures that the English text on a subject may ask for."""
    return frozenset(_FIGURE_FIELDS[subject])


def english_value(parameter: Parameter, value: str) -> str:
    """Return a parameter's stored value as the English text prints it.

    Args:
        value: As `parse_value` returned it; not "".
    """
    if parameter.kind is ParameterKind.DATE:
        return english_date(date.fromisoformat(value))
    return print_value(parameter, value)


def _trade(name: str) -> str:
    """Return "Ningbo Express Delivery Industry" for 宁波快递行业."""
    for start in range(len(name)):
        english = _TRADES.get(name[start:])
        if english is not None:
            place = name[:start].removesuffix("市").removesuffix("省")
            return f"{_PLACES.get(place, name[:start])} {english}".strip()
    return name


def _blank(part: Inline) -> Inline:
    return Blank(part.clause, part.name, BLANK) if isinstance(part, Blank) else part
