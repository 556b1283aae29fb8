from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.apportion import largest_remainder
from negotiator_desk.pay.assumptions import Assumptions, Promotion
from negotiator_desk.pay.basis import Formula
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.promotions import cost_of_more, moves_so_far, promotion_flow
from negotiator_desk.pay.terms import Allowance, AllowanceGroup, WageGrid
from tests.pay import reference_term
from tests.pay.facts import dataset, law
from tests.pay.proof import examples
from tests.pay.reference_term import rounded
from tests.pay.strategies import Rows, grids, roster_rows
from tests.pay.term_strategies import assumptions

D = Decimal

GRADES = ("初级工", "中级工", "高级工")


def grid(**more: Any) -> WageGrid:
    return WageGrid(
        bands=("一档", "二档"),
        grades=GRADES,
        cells=(
            (D("3000.00"), D("3300.00"), D("3700.00")),
            (D("4000.00"), D("4400.00"), D("5000.00")),
        ),
        post_bands=(("钳工", "一档"), ("车工", "二档")),
        **more,
    )


def roster(*kinds: tuple[int, str, str, str | None]) -> Dataset:
    """Return a roster with so many workers of each post, grade and mark."""
    rows = [
        {
            "name": "甲",
            "post": post,
            "grade": grade,
            "performance": mark,
            "present_pay": D("3000.00"),
        }
        for count, post, grade, mark in kinds
        for _worker in range(count)
    ]
    return dataset(
        DatasetKind.ROSTER, [{"worker": f"G{place}", **row} for place, row in enumerate(rows)]
    )


def term(months: int, **shares: str) -> Assumptions:
    moves = tuple(Promotion(grade, D(share)) for grade, share in shares.items())
    return Assumptions(months, promotions=moves)


def test_a_share_of_each_grade_moves_one_grade_up_each_year() -> None:
    facts = roster((10, "钳工", "初级工", None), (10, "钳工", "中级工", None))
    flow = promotion_flow(facts, grid(), term(24, 初级工="0.2000", 中级工="0.1000"), law())
    first, second = flow.years
    assert first.before_by_grade == (10, 10, 0)
    assert first.moves_by_grade == (2, 1, 0)
    assert first.after_by_grade == second.before_by_grade == (8, 11, 1)
    # 0.2 × 10 + 0.2 × 8 = 3.6 → 4 in all; 0.1 × 10 + 0.1 × 11 = 2.1 → 2 in all.
    assert second.moves_by_grade == (2, 1, 0)
    assert second.after_by_grade == (6, 12, 2)
    assert first.monthly == D("1000.00")  # 2 × 300 + 1 × 400
    assert second.monthly_so_far == D("2000.00")
    assert (first.cost, second.cost) == (D("12000.00"), D("24000.00"))
    assert flow.cost == D("36000.00")


def test_parts_of_a_head_are_carried_to_the_next_year() -> None:
    facts = roster((3, "钳工", "初级工", None))
    flow = promotion_flow(facts, grid(), term(60, 初级工="0.1000"), law())
    # 0.3, 0.6 → 1 in all, then 0.2 a year more: 0.8, 1.0, 1.2.
    assert [year.moves_by_grade[0] for year in flow.years] == [0, 1, 0, 0, 0]


def test_the_top_grade_does_not_move() -> None:
    facts = roster((4, "钳工", "高级工", None))
    flow = promotion_flow(facts, grid(), term(12, 高级工="1.0000"), law())
    assert flow.years[0].after == flow.years[0].before
    assert flow.cost == 0


def test_nobody_moves_two_grades_in_a_year() -> None:
    facts = roster((4, "钳工", "初级工", None))
    flow = promotion_flow(facts, grid(), term(24, 初级工="1.0000", 中级工="1.0000"), law())
    assert [year.after_by_grade for year in flow.years] == [(0, 4, 0), (0, 0, 4)]


def test_heads_come_from_the_bands_by_the_largest_remainder_the_lower_band_first() -> None:
    facts = roster((3, "钳工", "初级工", None), (5, "车工", "初级工", None))
    flow = promotion_flow(facts, grid(), term(12, 初级工="0.5000"), law())
    # 1.5 and 2.5: four in all; the lower band gets the head that is left.
    assert flow.years[0].moves == ((2, 0, 0), (2, 0, 0))


def test_who_moves_takes_the_mean_coefficient_of_the_cell_along() -> None:
    coefficients = (("A", D("1.2000")), ("B", D("1.0000")))
    terms = grid(coefficients=coefficients)
    facts = roster((1, "钳工", "初级工", "A"), (2, "钳工", "初级工", "B"))
    flow = promotion_flow(facts, terms, term(24, 初级工="0.3333", 中级工="1.0000"), law())
    # Mean 3.2 ÷ 3; 300 × 1.0666… = 320.00, then 400 × 1.0666… = 426.67 for the same head.
    assert [year.moves_by_grade for year in flow.years] == [(1, 0, 0), (1, 1, 0)]
    assert flow.years[0].monthly == D("320.00")
    assert flow.years[1].monthly == D("746.67")
    assert flow.years[1].monthly_so_far == D("1066.67")


def test_a_move_changes_the_skill_allowance_too() -> None:
    allowances = (
        Allowance(AllowanceGroup.SKILL, "初级工", D("50.00")),
        Allowance(AllowanceGroup.SKILL, "中级工", D("120.00")),
        Allowance(AllowanceGroup.EDUCATION, "中级工", D("999.00")),
    )
    facts = roster((1, "钳工", "初级工", None))
    flow = promotion_flow(facts, grid(allowances=allowances), term(12, 初级工="1.0000"), law())
    assert flow.years[0].monthly == D("370.00")


def test_a_part_of_a_year_costs_its_months() -> None:
    facts = roster((1, "钳工", "初级工", None))
    flow = promotion_flow(facts, grid(), term(18, 初级工="1.0000"), law())
    assert [year.cost for year in flow.years] == [D("3600.00"), D("1800.00")]


def test_ten_promotions_more_are_costed_from_each_grade() -> None:
    facts = roster(
        (30, "钳工", "初级工", None), (10, "车工", "初级工", None), (4, "车工", "中级工", None)
    )
    first, second = cost_of_more(facts, grid(), law())
    assert (first.grade, first.next_grade, first.moves) == ("初级工", "中级工", 10)
    # 7.5 and 2.5 heads: the lower band gets the one that is left. 8 × 300 + 2 × 400.
    assert first.monthly == D("3200.00")
    assert first.yearly == D("38400.00")
    # The grade has only four.
    assert (second.moves, second.monthly) == (4, D("2400.00"))


def test_more_promotions_from_an_empty_grade_cost_nothing() -> None:
    facts = roster((1, "钳工", "高级工", None))
    assert [(more.moves, more.yearly) for more in cost_of_more(facts, grid(), law())] == [
        (0, D("0.00")),
        (0, D("0.00")),
    ]
    with pytest.raises(InputError, match="Promotions more: 0"):
        cost_of_more(facts, grid(), law(), 0)


def test_results_name_what_they_rest_on() -> None:
    facts = roster((1, "钳工", "初级工", None))
    flow = promotion_flow(facts, grid(), Assumptions(), law())
    assert flow.basis.formula is Formula.PROMOTIONS
    assert flow.basis.dataset_fingerprint == facts.fingerprint
    assert cost_of_more(facts, grid(), law())[0].basis == flow.basis


def test_a_grade_that_the_grid_does_not_have_is_refused() -> None:
    facts = roster((1, "钳工", "初级工", None))
    with pytest.raises(InputError, match="the wage grid has no skill grade “技师”"):
        promotion_flow(facts, grid(), term(12, 技师="0.1000"), law())


def test_workers_that_the_grid_does_not_know_are_refused_by_name() -> None:
    for kind, sentence in (
        ((1, "电工", "初级工", None), "Worker G0: the wage grid has no post “电工”"),
        ((1, "钳工", "技师", None), "Worker G0: the wage grid has no skill grade “技师”"),
        ((1, "钳工", "初级工", "D"), "no coefficient was agreed for the performance mark “D”"),
    ):
        terms = grid(coefficients=(("A", D("1.1000")),))
        with pytest.raises(InputError, match=sentence):
            promotion_flow(roster(kind), terms, Assumptions(), law())


def test_an_empty_roster_has_no_moves() -> None:
    flow = promotion_flow(roster(), grid(), term(36, 初级工="1.0000"), law())
    assert flow.cost == 0
    assert [more.moves for more in cost_of_more(roster(), grid(), law())] == [0, 0]


@given(roster_rows, grids(), assumptions())
@examples(150)
def test_the_flow_equals_the_reference(rows: Rows, terms: WageGrid, assumed: Assumptions) -> None:
    facts = dataset(DatasetKind.ROSTER, rows)
    expected = reference_term.flow(rows, terms, assumed)
    flow = promotion_flow(facts, terms, assumed, law())
    for year, before, moves, added in zip(
        flow.years, expected.before, expected.moves, expected.added, strict=True
    ):
        assert _cells(terms, year.before) == before
        assert _cells(terms, year.moves) == moves
        assert year.monthly_so_far == rounded(added)
        assert year.cost == rounded(added * year.months)
    fen = moves_so_far(facts, terms, assumed)
    assert [amount / 100 for amount in fen] == expected.added


@given(roster_rows, grids(), assumptions())
def test_heads_are_neither_made_nor_lost(rows: Rows, terms: WageGrid, assumed: Assumptions) -> None:
    flow = promotion_flow(dataset(DatasetKind.ROSTER, rows), terms, assumed, law())
    for year in flow.years:
        for before, moves, after in zip(year.before, year.moves, year.after, strict=True):
            assert sum(before) == sum(after)
            assert all(0 <= moved <= heads for moved, heads in zip(moves, before, strict=True))
            assert moves[-1] == 0
            assert all(heads >= 0 for heads in after)


@given(st.lists(st.integers(0, 10**12), max_size=12), st.integers(1, 10**6))
def test_what_is_shared_out_adds_up_and_is_off_by_less_than_one(
    parts: list[int], denominator: int
) -> None:
    total = round(Fraction(sum(parts), denominator))
    found = largest_remainder(total, parts, denominator)
    assert sum(found) == total
    for part, whole in zip(parts, found, strict=True):
        assert abs(whole - Fraction(part, denominator)) < 1


def test_a_total_out_of_the_parts_reach_is_a_mistake_of_ours() -> None:
    for total in (1, 4):
        with pytest.raises(AssertionError):
            largest_remainder(total, [3, 2], 2)


def _cells(terms: WageGrid, heads: tuple[tuple[int, ...], ...]) -> dict[tuple[str, str], int]:
    return {
        (band, grade): count
        for band, row in zip(terms.bands, heads, strict=True)
        for grade, count in zip(terms.grades, row, strict=True)
        if count
    }
