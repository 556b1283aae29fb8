"""The term's costing equals the slow exact one, to the fen, at the ends of every range too."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.contract_term import cost_term
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.term_result import TermLines
from negotiator_desk.pay.terms import CommissionSchedule, RateTable, Terms, WageGrid
from tests.pay import reference_term
from tests.pay.facts import dataset, law
from tests.pay.proof import examples
from tests.pay.reference_term import NAMES, Year
from tests.pay.strategies import (
    Rows,
    grids,
    order_rows,
    output_rows,
    rate_tables,
    roster_rows,
    schedules,
)
from tests.pay.term_strategies import assumptions

FEN = Fraction(1, 100)


def _check_lines(lines: TermLines, expected: Year) -> None:
    found = {name: getattr(lines, name) for name in NAMES}
    found |= {f"on-cost {name}": amount for name, amount in lines.on_costs}
    assert found == expected.lines
    assert lines.total == expected.total


def _check(
    rows: Rows,
    kind: DatasetKind,
    terms: Terms,
    present: Terms | None,
    assumed: Assumptions,
) -> None:
    facts = dataset(kind, rows)
    if not rows:
        nobody = (0,) * assumed.years
        assumed = replace(assumed, joiners=nobody, leavers=nobody)
    runs = len(facts.worker_months.worker)
    if any(runs + added * facts.months < 0 for added in assumed.heads_added):
        with pytest.raises(InputError, match="more workers leave"):
            cost_term(facts, terms, present, assumed, law())
        return
    costing = cost_term(facts, terms, present, assumed, law())
    recorded = reference_term.recorded(rows) if kind is DatasetKind.ROSTER else None
    for moving in (True, False):
        expected = reference_term.term(
            rows, terms, present, assumed, moving=moving, recorded=recorded
        )
        for year, lines in zip(costing.years, expected, strict=True):
            _check_lines(year.lines if moving else year.lines_without_progression, lines)
        was = [
            year.present if moving else year.present_without_progression for year in costing.years
        ]
        if kind is not DatasetKind.ROSTER and present is None:
            assert set(was) == {None}
            continue
        compared = reference_term.term(
            rows, terms, present, assumed, moving=moving, compared=True, recorded=recorded
        )
        for found, lines in zip(was, compared, strict=True):
            assert found is not None
            _check_lines(found, lines)
    with_progression = reference_term.term(rows, terms, present, assumed, recorded=recorded)
    for place, year in enumerate(with_progression):
        for group in costing.groups:
            assert abs(Fraction(group.yearly[place]) - year.groups[group.group]) < FEN
    for name in (*NAMES, "total"):
        of_years = sum(getattr(year.lines, name) for year in costing.years)
        assert getattr(costing.term.lines, name) == of_years


def grouped(rows: st.SearchStrategy[Rows]) -> st.SearchStrategy[Rows]:
    names = st.lists(st.sampled_from((None, "东站", "西站")), min_size=20, max_size=20)
    return st.builds(
        lambda plain, groups: [
            {**row, "group": group} for row, group in zip(plain, groups, strict=False)
        ],
        rows,
        names,
    )


@given(grouped(output_rows()), rate_tables(), st.none() | rate_tables(), assumptions())
@examples(150)
def test_the_term_of_piece_rates_equals_the_reference(
    rows: Rows, table: RateTable, present: RateTable | None, assumed: Assumptions
) -> None:
    _check(rows, DatasetKind.OUTPUT, table, present, assumed)


@given(grouped(order_rows), schedules(), st.none() | schedules(), assumptions())
@examples(100)
def test_the_term_of_commissions_equals_the_reference(
    rows: Rows,
    schedule: CommissionSchedule,
    present: CommissionSchedule | None,
    assumed: Assumptions,
) -> None:
    _check(rows, DatasetKind.ORDERS, schedule, present, assumed)


@given(grouped(roster_rows), grids(), st.none() | grids(), assumptions())
@examples(150)
def test_the_term_of_wage_grids_equals_the_reference(
    rows: Rows, terms: WageGrid, present: WageGrid | None, assumed: Assumptions
) -> None:
    _check(rows, DatasetKind.ROSTER, terms, present, assumed)


@given(roster_rows, grids(), st.none() | grids(), st.integers(1, 5))
def test_without_change_every_year_is_the_same(
    rows: Rows, terms: WageGrid, present: WageGrid | None, years: int
) -> None:
    facts = dataset(DatasetKind.ROSTER, rows)
    term = cost_term(facts, terms, present, Assumptions(years * 12), law())
    for year in term.years:
        assert replace(year, number=1) == term.years[0]
        assert year.lines == year.lines_without_progression
    assert term.term.lines.total == term.years[0].lines.total * years
