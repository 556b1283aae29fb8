"""Terms and facts for Hypothesis: ordinary values and the ends of every range."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    CommissionSchedule,
    Factor,
    FeeTable,
    JobEvaluation,
    NumberTerm,
    PieceRate,
    PostClass,
    RateTable,
    TakeMethod,
    TextTerm,
    Tier,
    TierRule,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
)

DIFFICULTIES = ("无电梯", "高温", "没有约定")
OPERATIONS = ("同城·有电梯", "同城·无电梯", "外省:大件")
POSTS = ("数控车工", "钳工", "质检")
GRADES = ("学徒工", "初级工", "中级工", "高级工")
MARKS = ("A", "B", "C")
MONTHS = (date(2026, 1, 1), date(2026, 2, 1), date(2026, 4, 1))


def decimals(places: int, highest: int, *, lowest: int = 0) -> st.SearchStrategy[Decimal]:
    """Return decimals with a fixed number of places, the ends and the smallest step included."""
    scale = 10**places
    whole = st.one_of(
        st.sampled_from((lowest * scale, max(lowest * scale, 1), highest * scale)),
        st.integers(lowest * scale, highest * scale),
        st.integers(lowest * scale, min(highest, 100) * scale),
    )
    return whole.map(lambda number: Decimal(number).scaleb(-places))


ratios = decimals(4, 1)
amounts = decimals(2, 10_000_000)
wages = decimals(2, 20_000)


@st.composite
def rate_tables(draw: st.DrawFn, highest_rate: int = 10_000) -> RateTable:
    return RateTable(
        rates=tuple(
            PieceRate(
                operation,
                draw(decimals(4, highest_rate)),
                draw(st.none() | decimals(2, 1_000)),
                draw(st.none() | st.integers(1, 1_000_000)),
            )
            for operation in OPERATIONS
        ),
        unit=draw(st.sampled_from(("件", "吨"))),
        monthly_guarantee=draw(st.just(Decimal("0.00")) | wages | amounts),
        overtime_percents=draw(st.tuples(*[st.integers(100, 1_000)] * 3)),
        allowances=tuple(
            UnitAllowance(difficulty, draw(decimals(4, highest_rate)), draw(st.booleans()))
            for difficulty in draw(st.sampled_from(((), DIFFICULTIES[:1], DIFFICULTIES[:2])))
        ),
    )


@st.composite
def ladders(draw: st.DrawFn, highest: int = 1_000) -> tuple[Tier, ...]:
    ends = sorted(draw(st.sets(decimals(2, highest), max_size=3)))
    return tuple(Tier(end, draw(ratios)) for end in (*ends, None))


@st.composite
def fee_tables(draw: st.DrawFn) -> FeeTable:
    ends = sorted(draw(st.sets(decimals(2, 30), max_size=3)))
    fee = decimals(2, 50)
    slots = draw(
        st.sampled_from(
            ((), ((22, 6, Decimal("1.50")),), ((0, 7, Decimal(2)), (11, 13, Decimal("0.01"))))
        )
    )
    return FeeTable(
        base_fee=draw(fee),
        distance_tiers=tuple((end, draw(fee)) for end in (*ends, None)) if ends else (),
        time_slots=slots,
        categories=draw(st.sampled_from(((), (("药品", Decimal("2.00")),)))),
        weight_tiers=draw(
            st.sampled_from(((), ((Decimal("5.00"), Decimal(0)), (None, Decimal("1.50")))))
        ),
    )


@st.composite
def schedules(draw: st.DrawFn, *, with_fees: bool | None = None) -> CommissionSchedule:
    method = draw(st.sampled_from(TakeMethod))
    fees = draw(st.booleans()) if with_fees is None else with_fees
    if fees:
        method = TakeMethod.FLAT
    flat = st.tuples(st.builds(Tier, st.none(), ratios))
    return CommissionSchedule(
        method=method,
        tiers=draw(flat if method is TakeMethod.FLAT else ladders()),
        tier_rule=draw(st.sampled_from(TierRule)),
        order_cap=draw(st.none() | ratios),
        monthly_cap=draw(st.none() | ratios),
        monthly_cap_orders=draw(st.integers(0, 4)),
        fee_table=draw(fee_tables()) if fees else None,
        hourly_guarantee=draw(st.just(Decimal("0.00")) | decimals(2, 100)),
        monthly_guarantee=draw(st.just(Decimal("0.00")) | wages),
        deduction_limit=draw(st.none() | ratios),
    )


yearly_items = st.builds(
    YearlyItem,
    st.sampled_from(YearlyKind),
    st.just("导师带徒奖"),
    decimals(2, 1_000_000_000),
    st.integers(0, 10_000),
)


@st.composite
def evaluations(draw: st.DrawFn, bands: int) -> JobEvaluation:
    """Ratings of some of the posts by up to three factors; bands rise or fall."""
    factors = tuple(
        Factor(
            f"要素{number}",
            tuple(sorted(draw(st.sets(st.integers(0, 100_000), min_size=1, max_size=4)))),
            draw(st.just(Decimal("1.0000")) | decimals(4, 100)),
            draw(st.sampled_from(("", "劳动技能"))),
        )
        for number in range(draw(st.integers(1, 3)))
    )
    levels = st.tuples(*(st.integers(1, len(factor.points)) for factor in factors))
    steps = st.sets(decimals(4, 1_000, lowest=1), min_size=bands - 1, max_size=bands - 1)
    least = [Decimal(0), *sorted(draw(steps))]
    return JobEvaluation(
        factors,
        tuple((post, draw(levels)) for post in POSTS[: draw(st.integers(1, len(POSTS)))]),
        tuple(least if draw(st.booleans()) else reversed(least)),
    )


@st.composite
def grids(draw: st.DrawFn) -> WageGrid:
    bands = ("一档", "二档")
    evaluation = draw(st.none() | evaluations(len(bands)))
    rated = (
        {}
        if evaluation is None
        else {post: evaluation.band(post) for post, _l in evaluation.ratings}
    )
    free = st.sampled_from(bands)
    return WageGrid(
        bands=bands,
        grades=GRADES,
        cells=tuple(tuple(draw(wages | amounts) for _grade in GRADES) for _band in bands),
        post_bands=tuple(
            (post, bands[rated[post]] if post in rated else draw(free)) for post in POSTS
        ),
        coefficients=draw(
            st.just(())
            | st.tuples(*[decimals(4, 100)] * 3).map(lambda f: tuple(zip(MARKS, f, strict=True)))
        ),
        allowances=draw(st.just(()) | st.just(tuple(_allowances()))),
        yearly_items=draw(st.just(()) | st.tuples(yearly_items)),
        post_classes=draw(
            st.just(()) | st.tuples(st.tuples(st.sampled_from(POSTS), st.sampled_from(PostClass)))
        ),
        evaluation=evaluation,
    )


def _allowances() -> list[Allowance]:
    return [
        Allowance(AllowanceGroup.SKILL, "高级工", Decimal("300.00")),
        Allowance(AllowanceGroup.EDUCATION, "本科", Decimal("100.01")),
        Allowance(AllowanceGroup.INNOVATION, "发明专利", Decimal("500.00")),
        Allowance(AllowanceGroup.HONOUR, "市级工匠", Decimal("200.50")),
        Allowance(AllowanceGroup.HONOUR, "劳动模范", Decimal("150.00")),
    ]


numbers = st.builds(
    NumberTerm, decimals(4, 10**12, lowest=-(10**12)), st.sampled_from(("天", "元/月", "%"))
)
texts = st.builds(TextTerm, st.sampled_from(("每年体检一次。", "第一项\n\t第二项")))
terms = st.one_of(rate_tables(), schedules(), grids(), numbers, texts)

workers = st.sampled_from(("K001", "K002", "K003"))

Rows = list[dict[str, Any]]


def output_rows(highest: int = 100_000) -> st.SearchStrategy[Rows]:
    units = decimals(2, highest)
    row = st.fixed_dictionaries(
        {
            "worker": workers,
            "operation": st.sampled_from(OPERATIONS),
            "month": st.sampled_from(MONTHS),
            "quantity": units,
            "quantity_150": st.none() | units,
            "quantity_300": st.none() | units,
            "difficulty": st.none() | st.sampled_from(DIFFICULTIES),
        }
    ).map(lambda values: {**values, "name": "甲"})
    return st.lists(row, max_size=12)


order_rows = st.lists(
    st.fixed_dictionaries(
        {
            "worker": workers,
            "placed_at": st.builds(
                lambda month, day, hour, minute: datetime.combine(
                    month.replace(day=day), time(hour, minute)
                ),
                st.sampled_from(MONTHS),
                st.integers(1, 28),
                st.integers(0, 23),
                st.integers(0, 59),
            ),
            "customer_total": decimals(2, 1_000_000) | decimals(2, 60),
            "distance_km": decimals(2, 40),
            "minutes": st.integers(0, 100_000) | st.integers(0, 60),
            "category": st.sampled_from((None, "药品", "餐饮")),
            "weight_kg": decimals(2, 20),
            "deduction": st.none() | decimals(2, 60) | decimals(2, 1_000_000),
        }
    ),
    max_size=14,
)

roster_rows = st.lists(
    st.fixed_dictionaries(
        {
            "post": st.sampled_from(POSTS),
            "grade": st.sampled_from(GRADES),
            "performance": st.sampled_from((None, *MARKS)),
            "education": st.sampled_from((None, "本科", "大专")),
            "innovation": st.sampled_from((None, "发明专利", "发明专利；小改小革")),
            "honour": st.sampled_from((None, "市级工匠", "市级工匠、劳动模范", "其他")),
            "present_pay": wages,
        }
    ),
    max_size=8,
).map(lambda rows: [{"worker": f"G{i}", "name": "乙", **row} for i, row in enumerate(rows)])
