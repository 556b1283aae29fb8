"""Assumptions for Hypothesis: ordinary values and the ends of every range."""

from decimal import Decimal

from hypothesis import strategies as st

from negotiator_desk.pay.assumptions import Assumptions, CostOfLiving, OnCost, Promotion
from negotiator_desk.pay.quality import Quality
from tests.pay.strategies import GRADES, amounts, decimals, ratios, wages

rises = decimals(4, 1, lowest=-1) | decimals(4, 1).map(lambda part: part.quantize(Decimal("0.01")))

clauses = st.builds(CostOfLiving, ratios, ratios, st.none() | ratios, st.booleans())


@st.composite
def on_costs(draw: st.DrawFn) -> tuple[OnCost, ...]:
    items = []
    for name in ("社会保险 (单位部分)", "工会经费")[: draw(st.integers(0, 2))]:
        limits = sorted(draw(st.tuples(*[wages | amounts] * 2)))
        least = draw(st.sampled_from((None, limits[0])))
        most = draw(st.sampled_from((None, limits[1])))
        items.append(OnCost(name, draw(ratios), least, most))
    return tuple(items)


@st.composite
def assumptions(draw: st.DrawFn, *, joiners: bool = True) -> Assumptions:
    months = draw(st.sampled_from((1, 12, 36, 60)) | st.integers(1, 60))
    years = Assumptions(months).years

    def of_years(values: st.SearchStrategy[Decimal]) -> tuple[Decimal, ...]:
        return draw(st.just(()) | st.tuples(*[values] * years))

    come = st.integers(0, 3 if joiners else 0)
    return Assumptions(
        months=months,
        on_costs=draw(on_costs()),
        phase_in=of_years(ratios),
        inflation=of_years(rises),
        cost_of_living=draw(st.none() | clauses),
        joiners=draw(st.tuples(*[come] * years)),
        leavers=draw(st.tuples(*[st.integers(0, 1 if joiners else 0)] * years)),
        volume_growth=of_years(rises),
        promotions=tuple(
            Promotion(grade, draw(ratios))
            for grade in draw(st.lists(st.sampled_from(GRADES), max_size=4, unique=True))
        ),
        facts_quality=draw(st.sampled_from(Quality)),
        assumptions_quality=draw(st.sampled_from(Quality)),
        hours_lost=draw(decimals(2, 1983)),
    )
