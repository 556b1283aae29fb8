from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from negotiator_desk.errors import InputError
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
    Subject,
    TakeMethod,
    Terms,
    TextTerm,
    Tier,
    UnitAllowance,
    WageGrid,
    YearlyItem,
    YearlyKind,
    subject_of,
)
from negotiator_desk.pay.terms_data import terms_fingerprint, terms_from_data, terms_to_data
from tests.pay.strategies import terms

D = Decimal

TABLE = RateTable((PieceRate("同城", D("0.8500")),))
FLAT = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2000")),))
FEES = FeeTable(D("4.00"))
GRID = WageGrid(
    bands=("一档", "二档"),
    grades=("初级工", "高级工"),
    cells=((D("3000.00"), D("3500.00")), (D("4000.00"), D("4800.00"))),
    post_bands=(("钳工", "一档"),),
)
SKILL = Factor("技能", (10, 25))
RATED = JobEvaluation((SKILL,), (("钳工", (1,)),), (D(0), D(20)))


@given(terms)
def test_terms_come_back_from_their_data_unchanged(value: Terms) -> None:
    data = terms_to_data(value)
    assert terms_from_data(data) == value
    assert terms_to_data(terms_from_data(data)) == data


def test_every_subject_has_its_terms() -> None:
    examples: tuple[Terms, ...] = (TABLE, FLAT, GRID, NumberTerm(D(5), "天"), TextTerm("好"))
    assert [subject_of(example) for example in examples] == list(Subject)


def test_points_lead_to_the_highest_band_whose_least_points_they_reach() -> None:
    weighted = Factor("责任", (5, 10), D("0.5000"))
    rated = JobEvaluation(
        (SKILL, weighted),
        (("钳工", (1, 1)), ("焊工", (2, 2)), ("质检", (1, 2))),
        (D(30), D("12.5000"), D(0)),
    )
    found = {post: (rated.points(post), rated.band(post)) for post, _levels in rated.ratings}
    assert found == {"钳工": (D("12.5"), 1), "焊工": (D(30), 0), "质检": (D(15), 1)}


def test_terms_without_the_new_values_keep_their_fingerprint() -> None:
    assert {"allowances"} & terms_to_data(TABLE).keys() == set()
    assert {"yearly_items", "post_classes", "evaluation"} & terms_to_data(GRID).keys() == set()
    fees = replace(FLAT, fee_table=FEES)
    assert "weight_tiers" not in terms_to_data(fees)["fee_table"]


def test_equal_terms_have_one_fingerprint_however_they_were_typed() -> None:
    typed = RateTable((PieceRate("同城", D("0.85")),), monthly_guarantee=D("-0"))
    assert typed == TABLE
    assert terms_fingerprint(typed) == terms_fingerprint(TABLE)
    dearer = RateTable((PieceRate("同城", D("0.8501")),))
    assert terms_fingerprint(dearer) != terms_fingerprint(TABLE)


REFUSED: dict[str, tuple[Callable[[], Any], str]] = {
    "no rates": (lambda: RateTable(()), "Rate table: 0 entries"),
    "a rate below zero": (
        lambda: PieceRate("同城", D("-0.0001")),
        "Rate of 同城: -0.0001 is not between 0 and 10000",
    ),
    "a rate beyond the range": (lambda: PieceRate("同城", D("10000.0001")), "is not between"),
    "a fifth decimal": (
        lambda: PieceRate("同城", D("0.12345")),
        "0.12345 has more than 4 decimals",
    ),
    "a rate that is not a number": (lambda: PieceRate("同城", D("NaN")), "is not between"),
    "an endless rate": (lambda: PieceRate("同城", D("Infinity")), "is not between"),
    "standard minutes too fine": (
        lambda: PieceRate("同城", D(1), D("0.001")),
        "Standard minutes of 同城",
    ),
    "a quota of nothing": (lambda: PieceRate("同城", D(1), None, 0), "Quota of 同城: 0"),
    "an operation without a name": (lambda: PieceRate(" ", D(1)), "the name is missing"),
    "a padded name": (lambda: PieceRate("同城 ", D(1)), "begins or ends with a space"),
    "a control character": (lambda: PieceRate("同\x07城", D(1)), "control characters"),
    "a name that goes on": (lambda: PieceRate("长" * 61, D(1)), "longer than 60"),
    "an operation twice": (
        lambda: RateTable((PieceRate("同城", D(1)), PieceRate("同城", D(2)))),
        "“同城” comes twice",
    ),
    "no unit": (lambda: replace(TABLE, unit=""), "Unit: the name is missing"),
    "a guarantee of half a fen": (
        lambda: replace(TABLE, monthly_guarantee=D("0.005")),
        "Monthly guarantee: 0.005 has more than 2 decimals",
    ),
    "an overtime percent below the rate itself": (
        lambda: replace(TABLE, overtime_percents=(99, 200, 300)),
        "Overtime percent: 99",
    ),
    "a take of more than all": (lambda: Tier(None, D("1.0001")), "Take rate"),
    "a tier that ends below nothing": (lambda: Tier(D("-1.00"), D(0)), "End of tier"),
    "no tiers": (lambda: replace(FLAT, tiers=()), "Tiers: 0 entries"),
    "a ladder that ends": (
        lambda: CommissionSchedule(TakeMethod.ORDER_TIERS, (Tier(D(10), D(0)),)),
        "the last tier, and only it, has no end",
    ),
    "an endless tier in the middle": (
        lambda: CommissionSchedule(
            TakeMethod.ORDER_TIERS, (Tier(None, D(0)), Tier(None, D("0.1")))
        ),
        "the last tier, and only it, has no end",
    ),
    "tiers that fall": (
        lambda: CommissionSchedule(
            TakeMethod.ORDER_TIERS, (Tier(D(20), D(0)), Tier(D(20), D(0)), Tier(None, D(0)))
        ),
        "the ends of the tiers must rise",
    ),
    "a flat rate in two tiers": (
        lambda: CommissionSchedule(TakeMethod.FLAT, (Tier(D(20), D(0)), Tier(None, D(0)))),
        "a flat take rate has exactly one tier",
    ),
    "fees beside tiers": (
        lambda: CommissionSchedule(
            TakeMethod.ORDER_TIERS, (Tier(D(20), D(0)), Tier(None, D(0))), fee_table=FEES
        ),
        "choose the flat method",
    ),
    "an order cap above one": (lambda: replace(FLAT, order_cap=D(2)), "Cap of one order"),
    "a monthly cap below zero": (
        lambda: replace(FLAT, monthly_cap=D("-0.1")),
        "Cap of the monthly average",
    ),
    "deductions above all": (
        lambda: replace(FLAT, deduction_limit=D("1.5")),
        "Limit of deductions",
    ),
    "fewer than no orders": (
        lambda: replace(FLAT, monthly_cap_orders=-1),
        "Orders from which the monthly cap holds",
    ),
    "an hourly guarantee beyond the range": (
        lambda: replace(FLAT, hourly_guarantee=D(10_001)),
        "Hourly guarantee",
    ),
    "a fee below zero": (lambda: FeeTable(D("-1.00")), "Base fee"),
    "distance tiers that end": (
        lambda: FeeTable(D(4), distance_tiers=((D(3), D(0)),)),
        "Distance tiers: the last tier",
    ),
    "a distance fee too fine": (
        lambda: FeeTable(D(4), distance_tiers=((None, D("0.001")),)),
        "Distance fee",
    ),
    "a distance below zero": (
        lambda: FeeTable(D(4), distance_tiers=((D(-3), D(0)), (None, D(0)))),
        "End of distance tier",
    ),
    "an hour that does not exist": (
        lambda: FeeTable(D(4), time_slots=((24, 25, D(1)),)),
        "Start of time slot: 24",
    ),
    "a slot without an hour": (
        lambda: FeeTable(D(4), time_slots=((6, 6, D(1)),)),
        "6:00 to 6:00 is empty",
    ),
    "slots that overlap over midnight": (
        lambda: FeeTable(D(4), time_slots=((22, 6, D(1)), (5, 7, D(1)))),
        "5:00 to 7:00 is empty or overlaps",
    ),
    "a category twice": (
        lambda: FeeTable(D(4), categories=(("药品", D(1)), ("药品", D(2)))),
        "Category: “药品” comes twice",
    ),
    "a grid without bands": (lambda: replace(GRID, bands=(), cells=()), "Bands: 0 entries"),
    "a grade twice": (lambda: replace(GRID, grades=("高级工", "高级工")), "comes twice"),
    "a colon in a band": (
        lambda: replace(GRID, bands=("一:档", "二档")),
        "“一:档” has a colon",
    ),
    "a row too short": (
        lambda: replace(GRID, cells=((D(1),), (D(1), D(2)))),
        "every band needs one amount for every skill grade",
    ),
    "a wage below zero": (
        lambda: replace(GRID, cells=((D(-1), D(1)), (D(1), D(2)))),
        "一档 · 初级工: -1",
    ),
    "no posts": (lambda: replace(GRID, post_bands=()), "Posts: 0 entries"),
    "a post in no band": (
        lambda: replace(GRID, post_bands=(("钳工", "三档"),)),
        "Post 钳工: the grid has no band “三档”",
    ),
    "a post twice": (
        lambda: replace(GRID, post_bands=(("钳工", "一档"), ("钳工", "二档"))),
        "Job post: “钳工” comes twice",
    ),
    "a coefficient below zero": (
        lambda: replace(GRID, coefficients=(("A", D("-0.1")),)),
        "Coefficient of A",
    ),
    "a mark twice": (
        lambda: replace(GRID, coefficients=(("A", D(1)), ("A", D(2)))),
        "Performance mark: “A” comes twice",
    ),
    "an allowance twice": (
        lambda: replace(GRID, allowances=(Allowance(AllowanceGroup.SKILL, "高级工", D(1)),) * 2),
        "Allowance: “高级工” comes twice",
    ),
    "an allowance below zero": (
        lambda: Allowance(AllowanceGroup.HONOUR, "市级工匠", D(-1)),
        "Allowance 市级工匠",
    ),
    "a colon in an allowance": (
        lambda: Allowance(AllowanceGroup.HONOUR, "a:b", D(1)),
        "has a colon",
    ),
    "a difficulty twice": (
        lambda: replace(TABLE, allowances=(UnitAllowance("高温", D(1)),) * 2),
        "Building type or difficulty: “高温” comes twice",
    ),
    "a difficulty without a name": (lambda: UnitAllowance("", D(1)), "the name is missing"),
    "an allowance below nothing": (
        lambda: UnitAllowance("高温", D("-0.01")),
        "Allowance 高温: -0.01 is not between",
    ),
    "weight tiers that end": (
        lambda: FeeTable(D(4), weight_tiers=((D(3), D(0)),)),
        "Weight tiers: the last tier",
    ),
    "a weight fee too fine": (
        lambda: FeeTable(D(4), weight_tiers=((None, D("0.001")),)),
        "Weight fee: 0.001 has more than 2 decimals",
    ),
    "a yearly item twice": (
        lambda: replace(GRID, yearly_items=(YearlyItem(YearlyKind.AWARD, "奖", D(1)),) * 2),
        "Yearly item: “奖” comes twice",
    ),
    "a pool beyond the range": (
        lambda: YearlyItem(YearlyKind.DIVIDEND, "分红", D("1000000000.01")),
        "Yearly item 分红: 1000000000.01 is not between",
    ),
    "fewer than no awards": (
        lambda: YearlyItem(YearlyKind.AWARD, "奖", D(1), -1),
        "Yearly item 奖: -1",
    ),
    "a class of a post without a band": (
        lambda: replace(GRID, post_classes=(("焊工", PostClass.KEY),)),
        "Post 焊工 has a class but no band",
    ),
    "no factors": (lambda: JobEvaluation((), (("钳工", ()),), (D(0),)), "Factors: 0 entries"),
    "points that do not rise": (
        lambda: Factor("技能", (10, 10)),
        "技能: the points must rise with the level",
    ),
    "a weight below zero": (lambda: Factor("技能", (10,), D("-1")), "Weight of 技能"),
    "a level that the factor does not have": (
        lambda: JobEvaluation((SKILL,), (("钳工", (3,)),), (D(0),)),
        "钳工 · 技能: 3 is not between 1 and 2",
    ),
    "a factor left out": (
        lambda: JobEvaluation((SKILL,), (("钳工", ()),), (D(0),)),
        "钳工 needs a level for every factor",
    ),
    "bands that do not rise": (
        lambda: JobEvaluation((SKILL,), (("钳工", (1,)),), (D(0), D(20), D(10))),
        "least points must rise from 0",
    ),
    "a lowest band above nothing": (
        lambda: JobEvaluation((SKILL,), (("钳工", (1,)),), (D(1), D(20))),
        "least points must rise from 0",
    ),
    "a band without its points": (
        lambda: replace(GRID, evaluation=JobEvaluation((SKILL,), (("钳工", (1,)),), (D(0),))),
        "every band needs its least points",
    ),
    "a post in another band than its points lead to": (
        lambda: replace(GRID, evaluation=replace(RATED, ratings=(("钳工", (2,)),))),
        "钳工 has 25 points and belongs in band “二档”",
    ),
    "a number beyond the range": (
        lambda: NumberTerm(D(10**12) + D("0.0001"), "元"),
        "Value of the term: 1000000000000.0001 is not between",
    ),
    "a number without a unit": (lambda: NumberTerm(D(1), ""), "Unit: the name is missing"),
    "no text": (lambda: TextTerm(" \n"), "text of the term is missing"),
    "a text without end": (lambda: TextTerm("字" * 20_001), "longer than 20000"),
    "a text with a control character": (lambda: TextTerm("a\x00b"), "control characters"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_terms_that_cannot_be_are_refused_with_a_sentence(name: str) -> None:
    make, sentence = REFUSED[name]
    with pytest.raises(InputError) as refusal:
        make()
    assert sentence in str(refusal.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: PieceRate("同城", 0.85),  # type: ignore[arg-type]
        lambda: PieceRate("同城", D(1), None, 1.0),  # type: ignore[arg-type]
        lambda: replace(FLAT, monthly_cap_orders=True),
    ],
)
def test_a_float_or_a_truth_value_in_terms_is_our_own_mistake(make: Callable[[], Any]) -> None:
    with pytest.raises(TypeError):
        make()


@pytest.mark.parametrize(
    "damage",
    [
        {"subject": "unknown"},
        {"subject": None},
        {"rates": None},
        {"rates": [{"operation": "同城"}]},
        {"rates": [{"operation": 5, "rate": "1.0000"}]},
        {"rates": [{"operation": "同城", "rate": 1.5}]},
        {"rates": [{"operation": "同城", "rate": "1e5"}]},
        {"rates": [{"operation": "同城", "rate": "一"}]},
        {"rates": [{"operation": "同城", "rate": "1", "quota_per_shift": "5"}]},
        {"rates": ["同城"]},
        {"overtime_percents": [150, 200]},
        {"overtime_percents": [150, 200, True]},
        {"monthly_guarantee": "NaN"},
    ],
)
def test_data_that_is_not_that_of_terms_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        terms_from_data({**terms_to_data(TABLE), **damage})


def test_data_of_terms_that_break_their_own_rules_is_refused_with_their_sentence() -> None:
    data = terms_to_data(TABLE)
    data["rates"] = data["rates"] * 2
    with pytest.raises(InputError, match="comes twice"):
        terms_from_data(data)
