"""What the clauses of a contract state in numbers and words that the law has a say in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.drafting.prose_numbers import ProseNumber, prose_numbers

OVERTIME_TOPIC = "hours.overtime"

_SENTENCE = re.compile(r"[^。；;\n]+")
_PART = re.compile(r"[^，,]+")
_OVERTIME = re.compile("加班|延长工作时间|延长劳动时间")
_PERIOD = re.compile(
    "每日|每天|一日|一天|每周|一周|每月|一个月|当月|全月|每季|每年|全年|月|日|周|年"
)
_MONTHS = frozenset(("每月", "一个月", "当月", "全月", "月"))
_CONVERSION = re.compile("除以|÷|/|折算|折合")
_WAGE = re.compile("工资|薪")
_DAYS, _HOURS = (Decimal(20), Decimal(23)), (Decimal(160), Decimal(184))
"""What a month's days and hours to convert by lie between; anything else converts other things."""

_FORMULA = re.compile("抽成(?:比例)?\\s*(?:[＝=]|为|按照).{0,80}(?:÷|除以)")
_DISCLOSURE = re.compile(
    "(?:逐单|每笔|每单|单笔).{0,60}(?:列明|公示|展示|显示|公开|告知).{0,60}抽成"
    "|抽成(?:比例)?.{0,40}(?:公示|公开|展示|显示|列明|告知|查询)"
)
_INCOME_RULES = re.compile("计价|抽成|定价|收入规则|报酬规则|单价|报酬标准")
_CHANGE = re.compile("调整|变更|修改|制定")
_AHEAD = re.compile(r"提前\D{0,6}$")
_PUBLISHED = re.compile("公布|公示|公开")
_OUTCOME = re.compile("本合同|本协议|本纪要|协商结果")
_STARTS = re.compile(r"(?:签字|签订|签署|生效|达成一致)\D{0,10}$")
_WITHIN = re.compile(r"\s*(?:个?工作日|日|天)(?:之?内|以内)")
_ROUNDS = re.compile("(?:每年|每年度|年度|每半年|每季度|每.{1,4}个月).{0,24}(?:协商|沟通)")
_WEEK = Decimal(7) / 5
_MONTH = Decimal(30)


@dataclass(frozen=True)
class ClauseText:
    """A clause's text as it is printed in Chinese.

    Attributes:
        clause: Its place.
    """

    clause: str
    text: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class StatedNumber:
    """A number that a clause states."""

    clause: str
    value: Decimal


def monthly_overtime(clauses: Iterable[ClauseText]) -> Iterator[StatedNumber]:
    """Yield the hours of overtime a month that clauses allow."""
    for one in clauses:
        if OVERTIME_TOPIC not in one.topics and not _OVERTIME.search(one.text):
            continue
        for sentence in re.findall(r"[^。\n]+", one.text):
            if not _OVERTIME.search(sentence):
                continue
            for number in prose_numbers(sentence):
                periods = _PERIOD.findall(sentence[: number.start])
                if number.unit == "小时" and periods and periods[-1] in _MONTHS:
                    yield StatedNumber(one.clause, number.value)


def monthly_conversion(clauses: Iterable[ClauseText]) -> Iterator[StatedNumber]:
    """Yield the days a month that clauses convert a monthly wage by; hours as days of eight."""
    for one in clauses:
        for sentence in _SENTENCE.findall(one.text):
            if not (_CONVERSION.search(sentence) and _WAGE.search(sentence)):
                continue
            for number in prose_numbers(sentence):
                if number.unit in {"天", "日"} and _DAYS[0] <= number.value <= _DAYS[1]:
                    yield StatedNumber(one.clause, number.value)
                elif number.unit == "小时" and _HOURS[0] <= number.value <= _HOURS[1]:
                    days = (number.value / 8).quantize(Decimal("0.01"))
                    yield StatedNumber(one.clause, days)


def has_share_formula(clauses: Iterable[ClauseText]) -> bool:
    """Whether a clause says how the platform's share is worked out."""
    return any(_FORMULA.search(one.text) for one in clauses)


def has_share_disclosure(clauses: Iterable[ClauseText]) -> bool:
    """Whether a clause says that workers are shown the platform's share."""
    return any(_DISCLOSURE.search(one.text) for one in clauses)


def has_yearly_rounds(clauses: Iterable[ClauseText]) -> bool:
    """Whether a clause says that the sides meet again within every year."""
    return any(_ROUNDS.search(one.text) for one in clauses)


def income_rule_notices(clauses: Iterable[ClauseText]) -> Iterator[StatedNumber]:
    """Yield the months of notice before rules on income change; 30 days are a month."""
    for one in clauses:
        for sentence in _SENTENCE.findall(one.text):
            if not (_INCOME_RULES.search(sentence) and _CHANGE.search(sentence)):
                continue
            parts = [part for part in _PART.findall(sentence) if "提前" in part]
            about = [part for part in parts if _INCOME_RULES.search(part)]
            for part in about or parts:
                for number in prose_numbers(part):
                    months = _in_months(number)
                    if months is not None and _AHEAD.search(part[: number.start]):
                        yield StatedNumber(one.clause, months)


def outcome_publications(clauses: Iterable[ClauseText]) -> Iterator[StatedNumber]:
    """Yield the days from signing or effect until the contract is published."""
    for one in clauses:
        for sentence in _SENTENCE.findall(one.text):
            if not (_PUBLISHED.search(sentence) and _OUTCOME.search(sentence)):
                continue
            for number in prose_numbers(sentence):
                days = _in_days(number)
                is_term = _WITHIN.match(sentence, number.end) is not None
                if days is not None and is_term and _STARTS.search(sentence[: number.start]):
                    yield StatedNumber(one.clause, days)


def _in_days(number: ProseNumber) -> Decimal | None:
    """Return calendar days; five working days are a week."""
    if number.unit in {"个工作日", "工作日"}:
        return number.value * _WEEK
    return number.value if number.unit in {"日", "天", "日历日"} else None


def _in_months(number: ProseNumber) -> Decimal | None:
    if number.unit == "个月":
        return number.value
    days = _in_days(number)
    return None if days is None else days / _MONTH
