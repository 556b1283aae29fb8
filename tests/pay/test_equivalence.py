from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay import costing
from negotiator_desk.pay.basis import ComparedWith, Formula
from negotiator_desk.pay.costing import cost
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.equivalence import amount_text, equivalents, finding, form_name
from negotiator_desk.pay.forms import Form, scales
from negotiator_desk.pay.gains import FlagKind
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    NumberTerm,
    PieceRate,
    RateTable,
    TakeMethod,
    Terms,
    Tier,
    WageGrid,
    YearlyItem,
    YearlyKind,
)
from negotiator_desk.pay.terms_data import terms_fingerprint
from tests.pay.facts import dataset, law, moment
from tests.pay.proof import examples
from tests.pay.strategies import (
    GRADES,
    OPERATIONS,
    POSTS,
    grids,
    order_rows,
    output_rows,
    rate_tables,
    roster_rows,
    schedules,
)

D = Decimal
YEAR = 2026

TABLE = RateTable((PieceRate("同城", D("0.8500")), PieceRate("外省", D("1.2000"))))
FLAT = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2000")),))
GRID = WageGrid(
    bands=("一档",),
    grades=("初级工", "中级工", "高级工"),
    cells=((D("3000.00"), D("3500.00"), D("4000.00")),),
    post_bands=(("钳工", "一档"),),
)


def output(worker: str, operation: str, quantity: int, month: int = 1) -> dict[str, Any]:
    day = date(2026, month, 1)
    names = {"worker": worker, "name": "甲", "operation": operation, "month": day}
    return {**names, "quantity": D(quantity)}


def order(total: str, month: int = 1) -> dict[str, Any]:
    placed_at = moment(f"2026-0{month}-05 12:00")
    return {"worker": "R1", "placed_at": placed_at, "customer_total": D(total)}


def worker(number: int, grade: str) -> dict[str, Any]:
    return {
        "worker": f"G{number}",
        "name": "甲",
        "post": "钳工",
        "grade": grade,
        "present_pay": D("3000.00"),
    }


OUTPUT = dataset(DatasetKind.OUTPUT, [output("K1", "同城", 4000), output("K2", "外省", 2500)])
ORDERS = dataset(DatasetKind.ORDERS, [order("1000.00"), order("500.00", month=2)])
ROSTER = dataset(
    DatasetKind.ROSTER,
    [worker(n, grade) for n, grade in enumerate(["初级工"] * 2 + ["中级工"] * 2 + ["高级工"])],
)


def steps_of(facts: Dataset, terms: Terms, budget: str) -> dict[Form, int]:
    found = equivalents(facts, terms, D(budget), law(), year=YEAR)
    return {item.form: item.steps for item in found.equivalents}


def reasons_of(facts: Dataset, terms: Terms, budget: str) -> dict[Form, str]:
    found = equivalents(facts, terms, D(budget), law(), year=YEAR)
    return {item.form: item.reason for item in found.refused}


# Which forms there are


def test_every_subject_has_its_own_forms() -> None:
    assert set(steps_of(OUTPUT, TABLE, "100")) == {Form.PER_UNIT, Form.RATIO, Form.FLAT}
    assert set(steps_of(ORDERS, FLAT, "100")) == {Form.RATIO, Form.FLAT}
    fees = replace(FLAT, fee_table=FeeTable(D("4.00")))
    assert set(steps_of(ORDERS, fees, "100")) == {Form.PER_UNIT, Form.FLAT}
    assert set(steps_of(ROSTER, GRID, "1000")) == {Form.RATIO, Form.GRADE_STEP, Form.FLAT}


def test_a_grid_of_one_grade_has_no_grade_step() -> None:
    one = replace(GRID, grades=("初级工",), cells=((D("3000.00"),),))
    facts = dataset(DatasetKind.ROSTER, [worker(1, "初级工")])
    assert set(steps_of(facts, one, "1000")) == {Form.RATIO, Form.FLAT}


def test_a_number_has_no_forms() -> None:
    with pytest.raises(InputError, match="no cost of its own"):
        equivalents(OUTPUT, NumberTerm(D(5), "天"), D(1), law(), year=YEAR)


@pytest.mark.parametrize("budget", ["0.001", "1000000000000.01", "-1000000000000.01", "NaN"])
def test_a_mistyped_sum_is_refused(budget: str) -> None:
    with pytest.raises(InputError, match="Sum a year"):
        equivalents(OUTPUT, TABLE, D(budget), law(), year=YEAR)


# The sum: positive, nothing, negative


def test_a_sum_smaller_than_one_step_buys_nothing_and_remains() -> None:
    found = equivalents(OUTPUT, TABLE, D("0.23"), law(), year=YEAR)
    assert [(item.steps, item.yearly_cost, item.remainder) for item in found.equivalents] == [
        (0, D("0.00"), D("0.23"))
    ] * 3
    assert found.equivalents[0].terms == TABLE


def test_one_fen_more_may_be_one_step_more() -> None:
    assert steps_of(OUTPUT, TABLE, "0.24")[Form.FLAT] == 1


def test_a_sum_of_nothing_changes_nothing() -> None:
    assert steps_of(OUTPUT, TABLE, "0") == {Form.PER_UNIT: 0, Form.RATIO: 0, Form.FLAT: 0}


def test_a_sum_of_nothing_buys_what_the_guarantee_pays_anyway() -> None:
    fees = replace(FLAT, fee_table=FeeTable(D("4.00")), monthly_guarantee=D("150.00"))
    facts = dataset(DatasetKind.ORDERS, [order("9.00") for _number in range(30)])
    assert steps_of(facts, fees, "0") == {Form.PER_UNIT: 100, Form.FLAT: 0}
    assert steps_of(facts, fees, "1000.00")[Form.PER_UNIT] == 377


def test_a_negative_sum_saves_at_least_that_much() -> None:
    found = equivalents(OUTPUT, TABLE, D("-1200.00"), law(), year=YEAR)
    per_unit = found.by(Form.PER_UNIT)
    assert per_unit is not None
    # 6,500 units × 0.0154 × 12
    assert (per_unit.steps, per_unit.yearly_cost) == (-154, D("-1201.20"))
    assert per_unit.remainder == D("1.20")
    assert per_unit.board.gains is not None
    assert per_unit.board.gains.losing == 2
    assert FlagKind.SOMEBODY_LOSES in {flag.kind for flag in per_unit.board.flags}
    flat = found.by(Form.FLAT)
    assert flat is not None
    assert (flat.amount, flat.remainder) == (D("-50.00"), D("0.00"))


def test_a_take_rate_falls_when_the_sum_is_positive_and_rises_when_it_is_saved() -> None:
    for budget, take, change in (("120.00", "0.1867", "−1.33"), ("-120.00", "0.2134", "1.34")):
        found = equivalents(ORDERS, FLAT, D(budget), law(), year=YEAR).by(Form.RATIO)
        assert found is not None
        assert isinstance(found.terms, CommissionSchedule)
        assert [tier.take_rate for tier in found.terms.tiers] == [D(take)]
        assert amount_text(found) == f"{change} percentage points on every take rate"


# Bounds


def test_a_take_rate_cannot_fall_below_nothing() -> None:
    # 20 % of 1,500.00 in two months: 1,800.00 a year
    assert steps_of(ORDERS, FLAT, "1800.00")[Form.RATIO] == 2000
    assert reasons_of(ORDERS, FLAT, "1800.01") == {
        Form.RATIO: "This form can take at most 1,800.00 of 1,800.01 yuan a year; the terms allow "
        "no more."
    }


def test_the_lowest_tier_is_the_bound_of_all() -> None:
    tiers = (Tier(D("100.00"), D("0.0100")), Tier(None, D("0.3000")))
    schedule = CommissionSchedule(TakeMethod.ORDER_TIERS, tiers)
    assert "at most 90.00 of 90.01" in reasons_of(ORDERS, schedule, "90.01")[Form.RATIO]


def test_nobody_is_paid_less_than_nothing() -> None:
    # K1 earns 3,400.00 and K2 3,000.00 a month: a flat sum of −3,000.00 is the least
    assert steps_of(OUTPUT, TABLE, "-72000.00")[Form.FLAT] == -300_000
    reasons = reasons_of(OUTPUT, TABLE, "-72000.01")
    assert reasons[Form.FLAT] == (
        "This form can save at most 72,000.00 of 72,000.01 yuan a year; the terms allow no more."
    )
    # 0.8500 off each rate
    assert "at most 66,300.00 of 72,000.01" in reasons[Form.PER_UNIT]
    assert Form.RATIO not in reasons


def test_a_grade_step_cannot_push_a_cell_below_nothing() -> None:
    # at most 2,000.00 off each grade: 4 steps of grade × 2,000 × 12
    assert steps_of(ROSTER, GRID, "-96000.00")[Form.GRADE_STEP] == -200_000
    assert "at most 96,000.00" in reasons_of(ROSTER, GRID, "-96000.01")[Form.GRADE_STEP]


def test_rates_of_nothing_cannot_rise_by_a_percentage() -> None:
    free = RateTable((PieceRate("同城", D("0.0000")), PieceRate("外省", D("0.0000"))))
    assert steps_of(OUTPUT, free, "0")[Form.RATIO] == 0
    assert "at most 0.00 of 5.00" in reasons_of(OUTPUT, free, "5.00")[Form.RATIO]


def test_without_records_every_form_is_refused() -> None:
    nobody = dataset(DatasetKind.OUTPUT, [])
    for budget in ("0", "5.00", "-5.00"):
        reasons = reasons_of(nobody, TABLE, budget)
        assert set(reasons) == {Form.PER_UNIT, Form.RATIO, Form.FLAT}
        assert reasons[Form.RATIO] == "This form changes nobody’s pay on these records."


def test_a_sum_that_cannot_be_worked_out_exactly_is_refused_and_does_not_wrap_round() -> None:
    facts = dataset(DatasetKind.OUTPUT, [output("K1", "同城", 10**7), output("K1", "同城", 1, 2)])
    table = RateTable((PieceRate("同城", D("1.0000")),))
    reasons = reasons_of(facts, table, "1000000000000.00")
    assert set(reasons) == {Form.PER_UNIT, Form.RATIO, Form.FLAT}
    for form in (Form.PER_UNIT, Form.RATIO):
        assert "too large to be worked out exactly" in reasons[form]
    assert "at most 120,000,000.00 of" in reasons[Form.FLAT]


# What a result says


def test_a_form_names_its_basis_and_is_compared_with_the_terms_as_they_are() -> None:
    found = equivalents(OUTPUT, TABLE, D("1200.00"), law("2490.00"), year=YEAR)
    assert found.basis.formula is Formula.EQUIVALENCE
    assert found.basis.dataset_fingerprint == OUTPUT.fingerprint
    for item in found.equivalents:
        assert item.basis.terms_sha256 == terms_fingerprint(item.terms)
        assert item.basis.present_sha256 == terms_fingerprint(TABLE)
        assert item.basis.compared_with is ComparedWith.PRESENT_TERMS
        assert item.board.basis == replace(item.basis, formula=Formula.WHO_GAINS)
    refused = equivalents(ORDERS, FLAT, D("5000.00"), law(), year=YEAR).refused
    assert [item.basis.formula for item in refused] == [Formula.EQUIVALENCE]


def test_the_forms_are_told_in_one_sentence() -> None:
    found = equivalents(ROSTER, GRID, D("10000.00"), law(), year=YEAR)
    assert finding(found) == (
        "10,000.00 yuan a year are as much as: 4.90 % on every cell of the grid; 208.33 yuan a "
        "month for each grade above the first; 166.66 yuan a month for every worker; the least "
        "gain is greatest, 166.66 yuan a month, with 166.66 yuan a month for every worker."
    )
    texts = [amount_text(item) for item in equivalents_of(OUTPUT, TABLE, "1200.00")]
    assert texts == [
        "0.0153 yuan on every rate",
        "1.56 % on every rate",
        "50.00 yuan a month for every worker",
    ]
    fees = replace(FLAT, fee_table=FeeTable(D("4.00")))
    assert amount_text(equivalents_of(ORDERS, fees, "120.00")[0]) == (
        "10.00 yuan on the fee of every order"
    )
    alone = equivalents(ORDERS, FLAT, D("1900.00"), law(), year=YEAR)
    assert finding(alone) == (
        "1,900.00 yuan a year are as much as: 158.33 yuan a month for every worker; the least "
        "gain is 158.33 yuan a month."
    )
    nobody = equivalents(dataset(DatasetKind.OUTPUT, []), TABLE, D(5), law(), year=YEAR)
    assert finding(nobody) == "No form can take 5.00 yuan a year on these records."
    assert len({form_name(form) for form in Form}) == len(Form)


def equivalents_of(facts: Dataset, terms: Terms, budget: str) -> list[Any]:
    return list(equivalents(facts, terms, D(budget), law(), year=YEAR).equivalents)


def test_yearly_items_are_no_part_of_the_sum() -> None:
    award = YearlyItem(YearlyKind.AWARD, "导师带徒奖", D("5000.00"))
    with_award = replace(GRID, yearly_items=(award,))
    assert steps_of(ROSTER, with_award, "10000.00") == steps_of(ROSTER, GRID, "10000.00")


# Against slow references


def more(value: D, steps: int, step: str) -> D:
    exact = value * (1 + D(steps) / 10_000)
    return exact.quantize(D(step), rounding=ROUND_HALF_UP)


def rates_plus(table: RateTable, steps: int) -> RateTable:
    rates = tuple(replace(r, rate=r.rate + D(steps) / 10_000) for r in table.rates)
    return replace(table, rates=rates)


def rates_times(table: RateTable, steps: int) -> RateTable:
    rates = tuple(replace(r, rate=more(r.rate, steps, "0.0001")) for r in table.rates)
    return replace(table, rates=rates)


def cells_times(grid: WageGrid, steps: int) -> WageGrid:
    cells = tuple(tuple(more(cell, steps, "0.01") for cell in row) for row in grid.cells)
    return replace(grid, cells=cells)


def grades_plus(grid: WageGrid, steps: int) -> WageGrid:
    added = [D(steps) / 100 * place for place in range(len(grid.grades))]
    cells = tuple(
        tuple(cell + extra for cell, extra in zip(row, added, strict=True)) for row in grid.cells
    )
    return replace(grid, cells=cells)


def takes_less(schedule: CommissionSchedule, steps: int) -> CommissionSchedule:
    tiers = tuple(replace(t, take_rate=t.take_rate - D(steps) / 10_000) for t in schedule.tiers)
    return replace(schedule, tiers=tiers)


def fee_plus(schedule: CommissionSchedule, steps: int) -> CommissionSchedule:
    assert schedule.fee_table is not None
    base = schedule.fee_table.base_fee + D(steps) / 100
    return replace(schedule, fee_table=replace(schedule.fee_table, base_fee=base))


SCAN = 150


def scanned(facts: Dataset, terms: Terms, put: Callable[[Any, int], Terms], budget: D) -> int:
    """The largest number of steps within the sum, found by trying one after the other."""
    now = cost(facts, terms, law=law()).yearly_total

    def price(steps: int) -> D:
        return cost(facts, put(terms, steps), law=law()).yearly_total - now

    steps = 0
    try:
        if budget >= 0:
            while price(steps + 1) <= budget:
                steps += 1
                assume(steps < SCAN)
        else:
            while price(steps) > budget:
                steps -= 1
                assume(steps > -SCAN)
    except InputError:  # the terms allow no more
        assume(False)
    return steps


wages = st.integers(0, 6_000_00).map(lambda fen: D(fen).scaleb(-2))
plain_rates = st.integers(100, 30_000).map(lambda rate: D(rate).scaleb(-4))


@st.composite
def plain_output(draw: st.DrawFn) -> Dataset:
    rows = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "worker": st.sampled_from(("K1", "K2", "K3")),
                    "operation": st.sampled_from(OPERATIONS),
                    "month": st.sampled_from((1, 2, 4)),
                    "quantity": st.integers(1, 6_000),
                }
            ),
            min_size=1,
            max_size=5,
        )
    )
    return dataset(DatasetKind.OUTPUT, [output(**row) for row in rows])


@given(
    plain_output(),
    st.tuples(*[plain_rates] * 3),
    st.just(D("0.00")) | wages,
    st.integers(-60, 60),
    st.integers(-50, 50),
)
@examples(60)
def test_forms_of_a_rate_table_equal_the_scan(
    facts: Dataset, rates: tuple[D, ...], guarantee: D, aim: int, off: int
) -> None:
    prices = [PieceRate(name, rate) for name, rate in zip(OPERATIONS, rates, strict=True)]
    table = RateTable(tuple(prices), monthly_guarantee=guarantee)
    for form, put in ((Form.PER_UNIT, rates_plus), (Form.RATIO, rates_times)):
        near = cost(facts, put(table, aim), table, law=law()).yearly_difference
        assert near is not None
        budget = near + D(off) / 100
        expected = scanned(facts, table, put, budget)
        assert steps_of(facts, table, str(budget))[form] == expected


@given(
    st.lists(st.tuples(st.sampled_from(POSTS), st.sampled_from(GRADES)), min_size=1, max_size=6),
    grids(),
    st.integers(-60, 60),
    st.integers(-50, 50),
)
@examples(60)
def test_forms_of_a_wage_grid_equal_the_scan(
    people: list[tuple[str, str]], grid: WageGrid, aim: int, off: int
) -> None:
    rows = [{**worker(n, grade), "post": post} for n, (post, grade) in enumerate(people)]
    facts = dataset(DatasetKind.ROSTER, rows)
    for form, put in ((Form.GRADE_STEP, grades_plus), (Form.RATIO, cells_times)):
        try:
            near = cost(facts, put(grid, aim), grid, law=law()).yearly_difference
        except InputError:
            continue
        assert near is not None
        budget = near + D(off) / 100
        expected = scanned(facts, grid, put, budget)
        assert steps_of(facts, grid, str(budget))[form] == expected


@given(
    st.lists(st.tuples(st.integers(1, 20_000), st.sampled_from((1, 2))), min_size=1, max_size=6),
    st.integers(100, 5_000),
    st.just(D("0.00")) | wages,
    st.booleans(),
    st.integers(-60, 60),
    st.integers(-50, 50),
)
@examples(60)
def test_forms_of_a_schedule_equal_the_scan(
    orders: list[tuple[int, int]], take: int, guarantee: D, by_fees: bool, aim: int, off: int
) -> None:
    facts = dataset(
        DatasetKind.ORDERS, [order(str(D(fen).scaleb(-2)), month) for fen, month in orders]
    )
    schedule = replace(FLAT, tiers=(Tier(None, D(take).scaleb(-4)),), monthly_guarantee=guarantee)
    put: Callable[[Any, int], Terms] = takes_less
    form = Form.RATIO
    if by_fees:
        schedule = replace(schedule, fee_table=FeeTable(D("4.00")))
        put, form = fee_plus, Form.PER_UNIT
    near = cost(facts, put(schedule, aim), schedule, law=law()).yearly_difference
    assert near is not None
    budget = near + D(off) / 100
    expected = scanned(facts, schedule, put, budget)
    assert steps_of(facts, schedule, str(budget))[form] == expected


anything = st.one_of(
    st.tuples(output_rows().map(lambda rows: dataset(DatasetKind.OUTPUT, rows)), rate_tables(100)),
    st.tuples(order_rows.map(lambda rows: dataset(DatasetKind.ORDERS, rows)), schedules()),
    st.tuples(roster_rows.map(lambda rows: dataset(DatasetKind.ROSTER, rows)), grids()),
)
sums = st.one_of(
    st.integers(-(10**14), 10**14), st.integers(-(10**9), 10**9), st.integers(-(10**4), 10**4)
).map(lambda fen: D(fen).scaleb(-2))


@given(anything, sums)
@examples(150)
def test_what_is_found_is_within_the_sum_and_one_step_more_is_not(
    given_terms: tuple[Dataset, Terms], budget: D
) -> None:
    facts, terms = given_terms
    found = equivalents(facts, terms, budget, law(), year=YEAR)
    now = cost(facts, terms, law=law()).yearly_total
    possible = scales(terms, costing.pay(facts, terms))
    assert [*possible] == sorted(
        [item.form for item in (*found.equivalents, *found.refused)], key=list(Form).index
    )
    for item in found.equivalents:
        assert 0 <= item.remainder == budget - item.yearly_cost
        scale = possible[item.form]
        assert scale.lowest <= item.steps <= scale.highest
        assert item.board.gains is not None
        if scale.put is None:
            runs = len(facts.worker_months.worker)
            months = max(facts.months, 1)
            assert item.terms == terms
            assert abs(item.yearly_cost - item.amount * runs * 12 / months) <= D("0.01")
            assert item.board.gains.spread.least == item.board.gains.spread.greatest == item.amount
            continue
        assert item.terms == scale.put(item.steps)
        assert item.yearly_cost == cost(facts, item.terms, law=law()).yearly_total - now
        if item.steps == scale.highest:
            assert item.remainder == 0
        else:
            beyond = scale.put(item.steps + 1)
            assert cost(facts, beyond, law=law()).yearly_total - now > budget


HALVES = RateTable(tuple(PieceRate(name, D("0.5000")) for name in OPERATIONS))


@given(anything)
@example((dataset(DatasetKind.OUTPUT, []), HALVES))  # the last step is one that rounds
@examples(60)
def test_the_bounds_are_the_last_steps_that_the_terms_allow(
    given_terms: tuple[Dataset, Terms],
) -> None:
    facts, terms = given_terms
    for scale in scales(terms, costing.pay(facts, terms)).values():
        if scale.put is None:
            continue
        assert scale.lowest <= 0 <= scale.highest
        scale.put(scale.lowest)
        scale.put(scale.highest)
        is_percentage_of_nothing = scale.lowest == scale.highest == 0
        if not is_percentage_of_nothing:
            with pytest.raises(InputError):
                scale.put(scale.highest + 1)
        if scale.lowest > -10_000 and not is_percentage_of_nothing:
            with pytest.raises(InputError):
                scale.put(scale.lowest - 1)
