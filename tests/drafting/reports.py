"""Invented reports on a costing, of any size, for the tests of the papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.costing_report import CostingReport, Head, Source, Standing
from negotiator_desk.drafting.report_sections import (
    AreaLine,
    FlagLine,
    GainFigures,
    GradeLine,
    GroupLine,
    GroupTable,
    LadderLine,
    LadderTable,
    MinimumTable,
    QuotaLine,
    QuotaTable,
    SampleLine,
    ShareLine,
    ShareTable,
    TermRow,
    TermTable,
    Totals,
    UnitLine,
    UnitTable,
    WhoGains,
    WorkerLine,
)
from negotiator_desk.pay.assumptions import Assumptions, CostOfLiving, OnCost, Promotion
from negotiator_desk.pay.basis import ComparedWith, Formula
from negotiator_desk.pay.cells import cells
from negotiator_desk.pay.fields import DatasetKind
from negotiator_desk.pay.gains import FlagKind, GroupKind
from negotiator_desk.pay.groups import AGE_BANDS, Dimension
from negotiator_desk.pay.ladder_fault import LadderFaultKind
from negotiator_desk.pay.quality import DEFAULT_RULES, Quality
from negotiator_desk.pay.quota import QuotaVerdict
from negotiator_desk.pay.term_result import Line, TermNote
from negotiator_desk.pay.terms import PieceRate, PostClass, RateTable, Terms

D = Decimal
LONGEST = "甲" * 60
"""The longest name that terms and groups can have."""


def rates(
    count: int, *, more: str = "0.00", name: str = "工序", guarantee: str = "3000.00"
) -> RateTable:
    """Return a rate table of so many operations."""
    return RateTable(
        tuple(
            PieceRate(f"{number:02}{name}"[:60], D("1.2000") + D(more)) for number in range(count)
        ),
        monthly_guarantee=D(guarantee),
    )


def amounts(line: Line, years: int) -> tuple[Decimal | None, ...]:
    """Return invented values of one line for the years and the term."""
    base = D(1_000_000 + 1000 * list(Line).index(line)).quantize(D("0.01"))
    return (*(base + year for year in range(years)), base * years)


def term_table(years: int = 1, on_costs: Sequence[str] = ()) -> TermTable:
    rows = []
    for line in Line:
        if line is Line.ON_COSTS:
            rows += [TermRow(line, name, amounts(line, years)) for name in on_costs]
        rows.append(TermRow(line, "", amounts(line, years)))
    notes = () if on_costs else (TermNote.ON_COSTS_NOT_ENTERED,)
    return TermTable(
        formula=Formula.CONTRACT_TERM,
        months=(*(12 for _year in range(years)), 12 * years),
        heads=(D("412.50"),) * (years + 1),
        hours=(D("818400.00"),) * (years + 1),
        rows=tuple(rows),
        difference_without=amounts(Line.DIFFERENCE, years),
        present_on_costs=D("900000.00") if on_costs else D("0.00"),
        present_progression=D("700.00"),
        notes=notes,
    )


def group(name: str, place: int, kind: GroupKind = GroupKind.NAMED) -> GroupLine:
    before = D("5000.00") + place
    return GroupLine(
        name=name,
        kind=kind,
        workers=10 + place,
        mean_before=before,
        mean_after=before + D("201.37") + place,
        mean_gain=D("201.37") + place,
        least_gain=D("-3.20"),
        losing=1,
    )


def who_gains(groups: int, name: str, flags: int = 1) -> WhoGains:
    lines = [group(f"{place:02}{name}"[:60], place) for place in range(groups)]
    if lines:
        lines[-1] = replace(lines[-1], name="", kind=GroupKind.MERGED)
    flag = FlagLine(
        FlagKind.NEGATIVE_FOR_A_GROUP,
        Dimension.TEAM,
        tuple((line.name, line.kind) for line in lines) or (("甲组", GroupKind.NAMED),),
        44,
    )
    ages = tuple(group(band, place) for place, band in enumerate(AGE_BANDS))
    return WhoGains(
        formula=Formula.WHO_GAINS,
        tables=(
            GroupTable(Dimension.TEAM, tuple(lines), D("7.91"), D("8.02")),
            GroupTable(Dimension.AGE, ages, D("3.00"), D("2.50")),
        ),
        steps=(GradeLine("初级工", "中级工", D("1.0517"), D("0.9912"), is_inverted=True),),
        flags=(
            *(flag for _number in range(flags)),
            FlagLine(FlagKind.SOMEBODY_LOSES, None, (), 3),
            FlagLine(
                FlagKind.GRADES_INVERTED,
                Dimension.GRADE,
                (("中级工", GroupKind.NAMED), ("初级工", GroupKind.NAMED)),
                90,
            ),
        ),
    )


def areas(count: int = 2, names: Sequence[str] = ("海曙", "江北")) -> MinimumTable:
    return MinimumTable(
        formula=Formula.MINIMUM_WAGE,
        areas=tuple(
            AreaLine(
                areas=tuple(names),
                monthly=D("2490.00") - 230 * place,
                source="甬政发〔2024〕27号 [V2]",
                workers=412,
                below_before=12,
                below_after=7,
                months=1236,
                months_below=9,
                lowest=D("2110.40"),
            )
            for place in range(count)
        ),
    )


def report(
    *,
    language: str = "zh_CN",
    terms: Terms | None = None,
    present: Terms | None = None,
    groups: int = 4,
    name: str = "城南网点",
    title: str = "派件费单价",
    standing: Standing = Standing.AGREED,
    quality: Quality = Quality.MEASURED,
    years: int = 1,
    on_costs: Sequence[str] = (),
    workers: int = 7,
    flags: int = 1,
) -> CostingReport:
    """Return a report on piece rates, compared with the present ones."""
    chosen = terms or rates(3, more="0.05")
    allowed = DEFAULT_RULES.of(quality)
    numbers = [one for one in cells(chosen) if not isinstance(one.value, str)]
    return CostingReport(
        language=language,
        head=Head(
            case_number="2026-001",
            case_title=title,
            issue_title=title,
            standing=standing,
            side=Side.EMPLOYEE if standing in {Standing.AGREED, Standing.OFFER} else None,
            round=2,
            session=3,
            on=date(2026, 10, 20),
            made_on=date(2026, 11, 2),
        ),
        source=Source(
            dataset_name="九月产量",
            dataset_fingerprint="0123456789abcdef" * 4,
            kind=DatasetKind.OUTPUT,
            rows=12_570,
            workers=412,
            months=3,
            first_month=date(2026, 7, 1),
            last_month=date(2026, 9, 1),
            terms_sha256="a" * 64,
            present_sha256="b" * 64,
            compared_with=ComparedWith.PRESENT_TERMS,
            rule_pack="ningbo 2014-05-01",
            place="宁波市",
            formula_version=3,
            assumptions_sha256="c" * 64,
            quality=quality,
            margin=allowed.margin,
            digits=allowed.digits,
        ),
        terms=chosen,
        present=present or rates(3),
        assumptions=Assumptions(12 * years),
        totals=Totals(
            formula=Formula.PIECE_RATES,
            monthly_before=D("2166666.67"),
            monthly_after=D("2250000.00"),
            yearly_before=D("26000000.00"),
            yearly_after=D("27000000.00"),
            items_before=D("0.00"),
            items_after=D("0.00"),
            mean_before=D("5254.01"),
            mean_after=D("5456.07"),
            lowest_before=D("3000.00"),
            lowest_after=D("3150.00"),
            median_before=D("5200.00"),
            median_after=D("5410.00"),
            highest_before=D("9001.00"),
            highest_after=D("9322.00"),
        ),
        gains=GainFigures(
            formula=Formula.WHO_GAINS,
            mean=D("202.06"),
            quantiles=(
                (0, D("-3.20")),
                (10, D("40.00")),
                (25, D("101.00")),
                (50, D("200.50")),
                (75, D("280.00")),
                (90, D("330.10")),
                (100, D("451.00")),
            ),
            gaining=400,
            staying=9,
            losing=3,
            poorest_before=D("3000.00"),
            poorest_after=D("3151.00"),
        ),
        who_gains=who_gains(groups, name, flags),
        minimum=areas(),
        term=term_table(years, on_costs),
        units=UnitTable(
            formula=Formula.ONE_UNIT,
            lines=tuple(
                UnitLine(one.key, D(100 * place).quantize(D("0.01")))
                for place, one in enumerate(numbers)
            ),
            left_out=0,
        ),
        quota=quota_table(),
        shares=None,
        ladder=None,
        workers=tuple(
            WorkerLine("", "", "", D("3000.00") + place, D("3150.00") + 2 * place)
            for place in range(workers)
        ),
        has_names=False,
    )


def quota_table() -> QuotaTable:
    """Return the quotas of two operations, one of them with too few samples."""
    return QuotaTable(
        formula=Formula.QUOTA,
        more_formulas=(Formula.QUOTA_NEEDED, Formula.RATE_NEEDED),
        shift_hours=D("8.00"),
        least_share=D("0.9000"),
        source="《宁波市企业工资集体协商条例》第二十四条 [V1]",
        lines=(
            QuotaLine(
                operation="00工序",
                quota=400,
                samples=120,
                attained=113,
                share=D("0.9417"),
                interval=(D("0.8848"), D("0.9715")),
                verdict=QuotaVerdict.KEPT,
                highest=412,
                rate_needed=D("0.2359"),
            ),
            QuotaLine(
                operation="",
                quota=None,
                samples=12,
                attained=3,
                share=D("0.2500"),
                interval=(D("0.0889"), D("0.5323")),
                verdict=QuotaVerdict.NO_VERDICT,
                highest=None,
                rate_needed=None,
            ),
        ),
        rows_without_hours=5,
        samples=(
            SampleLine("1", "00工序", D("3200.00"), D("64.00"), D("400.00"), 400, attained=True),
            SampleLine("2", "01工序", D("10.00"), D("8.00"), D("10.00"), None, attained=None),
        ),
    )


def share_table() -> ShareTable:
    """Return orders' shares, some below zero."""
    return ShareTable(
        formula=Formula.ORDER_SHARES,
        orders=1003,
        without_total=3,
        lines=(
            ShareLine(None, D("0"), 2, 4),
            ShareLine(D("0.20"), D("0.25"), 400, 900),
            ShareLine(D("0.25"), D("0.30"), 598, 96),
        ),
        share_before=D("0.2535"),
        share_after=D("0.2153"),
        settled_before=D("0.2511"),
        settled_after=D("0.2101"),
        cap=D("0.2700"),
        over_cap=12,
    )


GUIDANCE = "技能人才最低工资分类参考指引 [V3]"
"""What hints of a ladder rest on."""


def ladder_table() -> LadderTable:
    """Return one fault of each kind."""
    return LadderTable(
        formula=Formula.LADDER,
        faults=tuple(
            LadderLine(
                kind=kind,
                band="一档",
                grade="中级工",
                amount=D("4000.00"),
                compared_with=D("4100.00"),
                needed=D("4100.01"),
                lower=("一档", "初级工"),
                areas=("海曙", "江北"),
                mark="D" if kind is LadderFaultKind.MINIMUM else "",
                post_class=PostClass.KEY,
                is_hint=kind is LadderFaultKind.CLASS_MINIMUM,
            )
            for kind in LadderFaultKind
        ),
        hint_source=GUIDANCE,
    )


def assumptions() -> Assumptions:
    """Return assumptions of every kind."""
    return Assumptions(
        months=36,
        on_costs=(
            OnCost("社会保险（单位部分）", D("0.2500"), D("4000.00"), D("24000.00")),
            OnCost("工会经费", D("0.0200")),
        ),
        phase_in=(D("0.3333"), D("0.6667"), D("1.0000")),
        inflation=(D("0.0000"), D("0.0250"), D("0.0310")),
        cost_of_living=CostOfLiving(D("0.0200"), D("1.0000"), D("0.0300"), in_force=True),
        joiners=(0, 10, 5),
        leavers=(3, 0, 0),
        volume_growth=(D("0.0100"), D("0.0000"), D("-0.0200")),
        promotions=(Promotion("中级工", D("0.1000")),),
        hours_lost=D("16.00"),
    )
