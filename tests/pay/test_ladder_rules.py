"""A wage grid is held against the rules of a ladder, and every cell that breaks one is named."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.basis import AreaMinimum, Formula, LegalFigures
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.ladder_fault import LadderFault, LadderFaultKind
from negotiator_desk.pay.ladder_rules import (
    LadderRules,
    Step,
    StepUnit,
    ladder_faults,
    ladder_report,
)
from negotiator_desk.pay.terms import (
    Allowance,
    AllowanceGroup,
    Factor,
    JobEvaluation,
    PostClass,
    WageGrid,
)
from tests.pay.facts import dataset
from tests.pay.ladder_facts import CLASS_SHARES, GUIDED
from tests.pay.proof import examples
from tests.pay.reference import round_fen
from tests.pay.strategies import GRADES, POSTS, decimals, grids

NINGBO = LegalFigures(
    "example 2026-01-01",
    (
        AreaMinimum(("海曙",), Decimal("2490.00"), Decimal("24.00"), "示例 [V2]"),
        AreaMinimum(("象山",), Decimal("2260.00"), Decimal("22.00"), "示例 [V2]"),
    ),
)
GRID = WageGrid(
    bands=("一档", "二档"),
    grades=("初级工", "中级工", "高级工"),
    cells=(
        (Decimal("3000.00"), Decimal("3300.00"), Decimal("3700.00")),
        (Decimal("3200.00"), Decimal("3500.00"), Decimal("3900.00")),
    ),
    post_bands=(("装配工", "一档"), ("数控车工", "二档")),
)
FEN = Decimal("0.01")


def grid(*cells: tuple[str, ...], **more: Any) -> WageGrid:
    rows = tuple(tuple(Decimal(one) for one in row) for row in cells)
    bands = GRID.bands[: len(rows)]
    posts = tuple(one for one in GRID.post_bands if one[1] in bands)
    return replace(GRID, cells=rows, bands=bands, post_bands=posts, **more)


def named(faults: tuple[LadderFault, ...]) -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.band, one.grade) for one in faults]


def skill(grade: str, amount: str) -> Allowance:
    return Allowance(AllowanceGroup.SKILL, grade, Decimal(amount))


def test_a_ladder_that_rises_both_ways_breaks_nothing() -> None:
    assert ladder_faults(GRID, LadderRules(), NINGBO) == ()


def test_the_cells_that_break_the_ladder_are_named_in_reading_order() -> None:
    broken = grid(("3000.00", "3300.00", "3300.00"), ("2999.99", "2900.00", "3900.00"))
    faults = ladder_faults(broken, LadderRules())
    assert named(faults) == [
        ("grade", "一档", "高级工"),
        ("band", "二档", "初级工"),
        ("grade", "二档", "中级工"),
        ("band", "二档", "中级工"),
    ]
    equal, lower, *_others = faults
    assert equal.lower == ("一档", "中级工")
    assert (equal.amount, equal.compared_with) == (Decimal("3300.00"), Decimal("3300.00"))
    assert equal.needed == Decimal("3300.01")
    assert (lower.lower, lower.needed) == (("一档", "初级工"), Decimal("3000.00"))
    assert not equal.is_hint
    assert equal.sentence == (
        "一档 · 高级工 has 3,300.00 yuan and does not rise enough over 一档 · 中级工 with 3,300.00 "
        "yuan. It needs 3,300.01 yuan."
    )


def test_a_grid_may_name_its_highest_band_first() -> None:
    falling = grid(("3200.00", "3500.00", "3690.00"), ("3000.00", "3300.00", "3700.00"))
    (fault,) = ladder_faults(falling, LadderRules())
    assert (fault.kind, fault.band, fault.grade) == (LadderFaultKind.BAND, "一档", "高级工")
    assert fault.lower == ("二档", "高级工")


def test_a_job_evaluation_says_which_band_is_the_lower_whatever_they_pay() -> None:
    wrong_way_round = grid(("3200.00", "3500.00", "3900.00"), ("3000.00", "3300.00", "3700.00"))
    assert ladder_faults(wrong_way_round, LadderRules()) == ()
    evaluation = JobEvaluation(
        factors=(Factor("技能", (10, 20)),),
        ratings=(("装配工", (1,)), ("数控车工", (2,))),
        band_points=(Decimal(0), Decimal(20)),
    )
    faults = ladder_faults(replace(wrong_way_round, evaluation=evaluation), LadderRules())
    assert named(faults) == [("band", "二档", grade) for grade in GRID.grades]


@pytest.mark.parametrize(
    ("step", "needed"),
    [
        (Step(Decimal("300.00")), None),
        (Step(Decimal("300.00"), more_than=True), "3300.01"),
        (Step(Decimal("300.01")), "3300.01"),
        (Step(Decimal("10.00"), StepUnit.PERCENT), None),
        (Step(Decimal("10.00"), StepUnit.PERCENT, more_than=True), "3300.01"),
        (Step(Decimal("10.01"), StepUnit.PERCENT), "3300.30"),
    ],
)
def test_a_least_step_is_given_in_yuan_or_per_cent(step: Step, needed: str | None) -> None:
    two = grid(("3000.00", "3300.00", "9000.00"))
    faults = ladder_faults(two, LadderRules(grade_step=step))
    assert [one.needed for one in faults] == ([] if needed is None else [Decimal(needed)])


def test_what_a_step_of_per_cent_needs_is_rounded_up_to_the_fen() -> None:
    # 3,333.33 × 1.03 = 3,433.3299: 3,433.32 is too little, 3,433.33 is enough.
    rules = LadderRules(grade_step=Step(Decimal("3.00"), StepUnit.PERCENT))
    (fault,) = ladder_faults(grid(("3333.33", "3433.32", "9000.00")), rules)
    assert fault.needed == Decimal("3433.33")
    assert ladder_faults(grid(("3333.33", "3433.33", "9000.00")), rules) == ()


def test_grades_closer_than_the_least_ratio_are_compressed() -> None:
    rules = LadderRules(least_ratio=Decimal("1.0500"))
    (fault,) = ladder_faults(grid(("3000.00", "3149.99", "3700.00")), rules)
    assert fault.kind is LadderFaultKind.COMPRESSION
    assert (fault.grade, fault.needed) == ("中级工", Decimal("3150.00"))
    assert "is too close to 一档 · 初级工" in fault.sentence
    assert ladder_faults(grid(("3000.00", "3150.00", "3700.00")), rules) == ()


def test_pay_is_held_against_the_minimum_wage_of_each_area() -> None:
    low = grid(("2260.00", "2490.00", "2490.01"))
    faults = ladder_faults(low, LadderRules(), NINGBO)
    assert [(one.grade, one.areas, one.needed) for one in faults] == [
        ("初级工", ("海曙",), Decimal("2490.01")),
        ("初级工", ("象山",), Decimal("2260.01")),
        ("中级工", ("海曙",), Decimal("2490.01")),
    ]
    faults = ladder_faults(low, LadderRules(above_minimum=False), NINGBO)
    assert [(one.grade, one.areas) for one in faults] == [("初级工", ("海曙",))]


def test_the_lowest_coefficient_decides_what_a_cell_can_pay() -> None:
    marks = (("A", Decimal("1.2000")), ("C", Decimal("0.8000")))
    low = grid(("3100.00", "3200.00", "9000.00"), coefficients=marks)
    (fault,) = ladder_faults(low, LadderRules(), NINGBO)
    # 0.8 × 3,100.00 = 2,480.00; 0.8 × 3,112.51 = 2,490.008 is the first that rounds to 2,490.01.
    assert (fault.grade, fault.mark, fault.needed) == ("初级工", "C", Decimal("3112.51"))
    assert "at the performance mark C, pays too little" in fault.sentence
    only_high = replace(low, coefficients=marks[:1])
    assert ladder_faults(only_high, LadderRules(), NINGBO) == ()


def test_a_mark_that_pays_nothing_leaves_no_amount_that_would_do() -> None:
    free = grid(("3100.00", "3200.00", "9000.00"), coefficients=(("D", Decimal("0.0000")),))
    faults = ladder_faults(free, LadderRules(), NINGBO)
    assert len(faults) == 6
    assert {one.needed for one in faults} == {None}
    assert faults[0].sentence.endswith("No amount would do: a performance mark pays nothing.")


def test_a_skill_allowance_counts_but_pay_without_it_should_reach_the_minimum_too() -> None:
    helped = grid(("2400.00", "2600.00", "2700.00"), allowances=(skill("初级工", "90.01"),))
    (fault,) = ladder_faults(helped, LadderRules(), NINGBO)
    assert (fault.kind, fault.is_hint) == (LadderFaultKind.NET_OF_ALLOWANCE, True)
    assert (fault.grade, fault.needed) == ("初级工", Decimal("2490.00"))
    less = replace(helped, allowances=(skill("初级工", "90.00"),))
    kinds = [one.kind for one in ladder_faults(less, LadderRules(), NINGBO)]
    assert kinds == [LadderFaultKind.MINIMUM, LadderFaultKind.NET_OF_ALLOWANCE]


@pytest.mark.parametrize(
    ("post_class", "least"),
    [
        (PostClass.BASIC, "2614.50"),
        (PostClass.IMPORTANT, "2988.00"),
        (PostClass.KEY, "3735.00"),
        (PostClass.CORE, "4980.00"),
    ],
)
def test_the_guided_minimum_of_a_class_is_a_hint(post_class: PostClass, least: str) -> None:
    enough = Decimal(least)
    classed = grid(
        (str(enough - FEN), str(enough), "9000.00"), post_classes=(("装配工", post_class),)
    )
    (fault,) = ladder_faults(classed, GUIDED, NINGBO)
    assert fault.is_hint
    assert (fault.kind, fault.post_class) == (LadderFaultKind.CLASS_MINIMUM, post_class)
    assert (fault.grade, fault.needed) == ("初级工", enough)
    assert fault.compared_with == Decimal("2490.00")
    others = tuple(one for one in CLASS_SHARES if one[0] is not post_class)
    assert ladder_faults(classed, LadderRules(class_shares=others), NINGBO) == ()


def test_a_class_is_looked_for_in_the_bands_of_its_posts_alone() -> None:
    classed = replace(GRID, post_classes=(("数控车工", PostClass.KEY),))
    faults = ladder_faults(classed, GUIDED, NINGBO)
    assert named(faults) == [
        ("class_minimum", "二档", "初级工"),
        ("class_minimum", "二档", "中级工"),
    ]
    with_allowance = replace(classed, allowances=(skill("中级工", "235.00"),))
    faults = ladder_faults(with_allowance, GUIDED, NINGBO)
    assert named(faults) == [("class_minimum", "二档", "初级工")]


def test_without_a_known_minimum_wage_only_the_rise_is_checked() -> None:
    low = grid(("1.00", "2.00", "3.00"), post_classes=(("装配工", PostClass.CORE),))
    assert ladder_faults(low, GUIDED, LegalFigures("national 2026-01-01")) == ()
    assert ladder_faults(low, GUIDED) == ()


def test_rules_left_out_are_not_checked() -> None:
    flat = grid(("3000.00", "3000.00", "3000.00"), ("2900.00", "2900.00", "2900.00"))
    rising = (Decimal("3000.00"),) * 3, (Decimal("3000.00"),) * 3
    rules = LadderRules(grade_step=None, band_step=None)
    assert ladder_faults(flat, rules, NINGBO) == ()
    assert ladder_faults(replace(flat, cells=rising), replace(rules, band_step=Step(FEN))) != ()


def test_a_report_carries_its_basis_and_its_rules() -> None:
    worker = {"worker": "1", "name": "甲", "post": "装配工", "grade": "初级工"}
    roster = dataset(DatasetKind.ROSTER, [{**worker, "present_pay": Decimal("3000.00")}])
    rules = LadderRules(grade_step=Step(Decimal("301.00")))
    report = ladder_report(roster, GRID, NINGBO, rules)
    assert report.basis.formula is Formula.LADDER
    assert report.basis.dataset_fingerprint == roster.fingerprint
    assert report.basis.monthly_minimum == Decimal("2490.00")
    assert report.rules == rules
    assert report.faults == ladder_faults(GRID, rules, NINGBO)
    with pytest.raises(InputError, match="costed on a roster"):
        ladder_report(dataset(DatasetKind.ORDERS, []), GRID, NINGBO, rules)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Step(Decimal("-0.01")),
        lambda: Step(Decimal("0.001")),
        lambda: Step(Decimal("10000.01"), StepUnit.PERCENT),
        lambda: LadderRules(least_ratio=Decimal("0.9999")),
        lambda: LadderRules(least_ratio=Decimal("1.00001")),
        lambda: LadderRules(class_shares=((PostClass.KEY, Decimal("-0.0001")),)),
        lambda: LadderRules(class_shares=(*CLASS_SHARES, CLASS_SHARES[0])),
    ],
)
def test_rules_out_of_range_are_refused(make: Any) -> None:
    with pytest.raises(InputError):
        make()


def steps(highest: int) -> st.SearchStrategy[Step]:
    return st.builds(Step, decimals(2, highest), st.sampled_from(StepUnit), st.booleans())


rules_of_ladders = st.builds(
    LadderRules,
    st.none() | steps(300) | steps(10_000),
    st.none() | steps(300) | steps(10_000),
    st.none() | decimals(4, 100, lowest=1),
    st.booleans(),
    st.just(CLASS_SHARES) | st.tuples(st.tuples(st.just(PostClass.KEY), decimals(4, 100))),
)
figures = st.lists(decimals(2, 10_000_000) | decimals(2, 30_000), max_size=2, unique=True).map(
    lambda minimums: LegalFigures(
        "example 2026-01-01",
        tuple(
            AreaMinimum((f"区{place}",), monthly, FEN, "示例 [V2]")
            for place, monthly in enumerate(sorted(minimums, reverse=True))
        ),
    )
)


@st.composite
def classed_grids(draw: st.DrawFn) -> WageGrid:
    classes = st.sampled_from((None, *PostClass))
    drawn = [(post, draw(classes)) for post in POSTS]
    allowances = tuple(skill(grade, str(draw(decimals(2, 900)))) for grade in GRADES[:2])
    return replace(
        draw(grids()),
        post_classes=tuple((post, one) for post, one in drawn if one is not None),
        allowances=draw(st.sampled_from(((), allowances))),
    )


Key = tuple[LadderFaultKind, str, str, tuple[str, ...], PostClass | None]


def broken_rules(terms: WageGrid, rules: LadderRules, law: LegalFigures) -> Iterator[Key]:
    """Yield what the grid breaks, from the text of the rules, in fractions of a yuan."""
    ends = (sum(terms.cells[0]), sum(terms.cells[-1]))
    if terms.evaluation is not None:
        ends = (terms.evaluation.band_points[0], terms.evaluation.band_points[-1])
    rising = ends[0] <= ends[1]
    for band, row in zip(terms.bands, terms.cells, strict=True):
        place = terms.bands.index(band)
        below = place - 1 if rising else place + 1
        for number, (grade, amount) in enumerate(zip(terms.grades, row, strict=True)):
            if number and rules.grade_step and not rises(rules.grade_step, row[number - 1], amount):
                yield LadderFaultKind.GRADE, band, grade, (), None
            if rules.band_step and 0 <= below < len(terms.bands):
                lower = terms.cells[below][number]
                if not rises(rules.band_step, lower, amount):
                    yield LadderFaultKind.BAND, band, grade, (), None
            if number and rules.least_ratio is not None:
                least = Fraction(row[number - 1]) * Fraction(rules.least_ratio)
                if amount < least:
                    yield LadderFaultKind.COMPRESSION, band, grade, (), None
            for area in law.minimum_wages:
                if not is_lawful(terms, rules, grade, amount, area.monthly):
                    yield LadderFaultKind.MINIMUM, band, grade, area.areas, None
            yield from _guidance(terms, rules, law, (band, grade, amount))


def _guidance(
    terms: WageGrid, rules: LadderRules, law: LegalFigures, cell: tuple[str, str, Decimal]
) -> Iterator[Key]:
    if not law.minimum_wages:
        return
    band, grade, amount = cell
    highest = law.minimum_wages[0]
    posts = [post for post, its_band in terms.post_bands if its_band == band]
    for one in PostClass:
        share = dict(rules.class_shares).get(one)
        if share is not None and any((post, one) in terms.post_classes for post in posts):
            paid = amount + allowance_of(terms, grade)
            if paid < Fraction(share) * Fraction(highest.monthly):
                yield LadderFaultKind.CLASS_MINIMUM, band, grade, highest.areas, one
    if allowance_of(terms, grade) and amount < highest.monthly:
        yield LadderFaultKind.NET_OF_ALLOWANCE, band, grade, highest.areas, None


def rises(step: Step, lower: Decimal, amount: Decimal) -> bool:
    size, in_yuan = Fraction(step.size), step.unit is StepUnit.YUAN
    least = Fraction(lower) * (1 + (0 if in_yuan else size / 100)) + (size if in_yuan else 0)
    return amount > least if step.more_than else amount >= least


def is_lawful(
    terms: WageGrid, rules: LadderRules, grade: str, amount: Decimal, minimum: Decimal
) -> bool:
    factor = min([Decimal(1), *(one for _mark, one in terms.coefficients)])
    paid = round_fen(amount * factor) + allowance_of(terms, grade)
    return paid > minimum if rules.above_minimum else paid >= minimum


def allowance_of(terms: WageGrid, grade: str) -> Decimal:
    return next((one.amount for one in terms.allowances if one.key == grade), Decimal(0))


@examples(300)
@given(classed_grids(), rules_of_ladders, figures)
def test_what_is_found_equals_the_reference(
    terms: WageGrid, rules: LadderRules, law: LegalFigures
) -> None:
    faults = ladder_faults(terms, rules, law)
    found = [(one.kind, one.band, one.grade, one.areas, one.post_class) for one in faults]
    assert found == list(broken_rules(terms, rules, law))


@examples(300)
@given(classed_grids(), rules_of_ladders, figures)
def test_the_needed_amount_keeps_the_rule_and_a_fen_less_breaks_it(
    terms: WageGrid, rules: LadderRules, law: LegalFigures
) -> None:
    for one in ladder_faults(terms, rules, law):
        if one.needed is None:
            assert not is_lawful(terms, rules, one.grade, Decimal(10**9), one.compared_with)
            continue
        assert one.needed > one.amount
        for amount, is_kept in ((one.needed, True), (one.needed - FEN, False)):
            match one.kind:
                case LadderFaultKind.GRADE:
                    assert rules.grade_step is not None
                    kept = rises(rules.grade_step, one.compared_with, amount)
                case LadderFaultKind.BAND:
                    assert rules.band_step is not None
                    kept = rises(rules.band_step, one.compared_with, amount)
                case LadderFaultKind.COMPRESSION:
                    assert rules.least_ratio is not None
                    kept = amount >= Fraction(one.compared_with) * Fraction(rules.least_ratio)
                case LadderFaultKind.MINIMUM:
                    kept = is_lawful(terms, rules, one.grade, amount, one.compared_with)
                case LadderFaultKind.CLASS_MINIMUM:
                    assert one.post_class is not None
                    share = Fraction(dict(rules.class_shares)[one.post_class])
                    paid = amount + allowance_of(terms, one.grade)
                    kept = paid >= share * Fraction(one.compared_with)
                case LadderFaultKind.NET_OF_ALLOWANCE:
                    kept = amount >= one.compared_with
            assert kept is is_kept
