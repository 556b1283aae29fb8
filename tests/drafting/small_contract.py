"""A short contract of the tests' own wording, so that golden papers do not follow the library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from negotiator_desk.drafting.clauses import Basis, Parameter, ParameterKind
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import Settlement, SnapshotMeeting
from negotiator_desk.drafting.wording import ContractText, Provenance, TextChapter, TextClause
from negotiator_desk.pay.terms import NumberTerm, PieceRate, RateTable, TextTerm
from tests.drafting.samples import couriers, issue

D = Decimal


def clause(
    key: str,
    chapter: str,
    title: str,
    text: str,
    *,
    parameters: tuple[Parameter, ...] = (),
    values: tuple[tuple[str, str], ...] = (),
    basis: tuple[Basis, ...] = (),
    number: int | None = None,
    provenance: Provenance = Provenance.LIBRARY,
) -> TextClause:
    return TextClause(
        key=key,
        chapter=chapter,
        title=title,
        title_english="",
        text=text,
        english="",
        provenance=provenance,
        version=1,
        issue=number,
        parameters=parameters,
        values=values,
        basis=basis,
    )


ALLOWANCE = Parameter("补贴", "allowance", ParameterKind.AMOUNT, "元/月")
DAYS = Parameter("检查间隔", "interval", ParameterKind.NUMBER, "个月")

CLAUSES = (
    clause(
        "scope",
        "general",
        "适用范围",
        "本合同适用于企业方的全体职工。\n- 新入职的职工自入职之日起适用；\n- 试用期职工同样适用。",
        basis=(Basis("示例条例", "54", "V1"), Basis("示例办法", "6", "M")),
    ),
    clause(
        "term", "general", "期限", "本合同自⟦起始日期⟧起至⟦终止日期⟧止。履行情况按⟦@checks⟧检查。"
    ),
    clause(
        "prices",
        "pay",
        "计件单价",
        "各作业项目的计件单价见附件1，用人单位不得以内部规定降低。",
        number=1,
        basis=(Basis("示例条例", "53–54", "V1"),),
    ),
    clause(
        "water",
        "pay",
        "饮料费",
        "高温季节每人每月发给饮料费⟦补贴⟧元（大写：人民币⟦补贴:大写⟧），随当月工资支付。",
        parameters=(ALLOWANCE,),
        values=(("补贴", "200"),),
    ),
    clause(
        "checks",
        "end",
        "检查",
        "双方每⟦检查间隔⟧个月检查一次履行情况。检查结果向职工公布，发现问题的限期改正。",
        parameters=(DAYS,),
    ),
    clause("renewal", "end", "续订", "期满前九十日内，任何一方可以书面要求续订。"),
)
CHAPTERS = (
    TextChapter("general", "总则", "General"),
    TextChapter("pay", "劳动报酬", "Pay"),
    TextChapter("end", "附则", "Closing"),
)


def text_of(clauses: tuple[TextClause, ...]) -> ContractText:
    return ContractText(
        title="计件工资专项集体合同",
        title_english="",
        preamble="双方经协商一致，订立本合同。",
        preamble_english="",
        chapters=CHAPTERS,
        clauses=clauses,
    )


def rates(*lines: tuple[str, str]) -> RateTable:
    return RateTable(tuple(PieceRate(name, D(rate)) for name, rate in lines), unit="件")


def first() -> Snapshot:
    """The earlier contract."""
    base = couriers()
    return replace(
        base,
        issues=(issue(1, "派件单价", rates(("同城", "0.9000"), ("省内", "1.0000"))),),
        text=text_of(CLAUSES),
        settlement=None,
        contract_from=date(2025, 5, 1),
        contract_until=date(2026, 4, 30),
        drafted_on=date(2025, 3, 12),
    )


def second() -> Snapshot:
    """The new draft: a figure and a rate raised, a clause moved, one divided, one new, one gone."""
    scope, term, prices, water, checks, _renewal = CLAUSES
    divided = checks.text.replace("检查结果", "\n检查结果")
    clauses = (
        term,
        scope,
        prices,
        replace(water, values=(("补贴", "300"),)),
        replace(checks, text=divided),
        clause(
            "own:1",
            "end",
            "休息站点",
            "企业方设立休息站点不少于20处。",
            provenance=Provenance.OWN,
        ),
    )
    agreed = rates(("同城", "0.9500"), ("省外", "1.2000"))
    present = rates(("同城", "0.9000"), ("省内", "1.0000"))
    return replace(
        first(),
        issues=(
            replace(issue(1, "派件单价", agreed), present=present),
            replace(
                issue(2, "培训假", NumberTerm(D("5.0000"), "天/年")),
                present=NumberTerm(D("3.0000"), "天/年"),
            ),
            issue(3, "恶劣天气", TextTerm("红色预警时停止派件。\n当日时效顺延。")),
        ),
        text=text_of(clauses),
        contract_from=date(2026, 5, 1),
        contract_until=date(2027, 4, 30),
        version=2,
        drafted_on=date(2026, 3, 12),
        settlement=(Settlement(1, 1900, D("9876543.21"), D("1234567.89")),),
        meetings=(
            SnapshotMeeting(1, date(2026, 2, 20), "协会会议室", ()),
            SnapshotMeeting(2, date(2026, 3, 5), "", (1, 2, 3)),
        ),
    )
