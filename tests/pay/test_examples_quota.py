"""The examples Q1 to Q9 of docs/costing.md, figure by figure."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from negotiator_desk.money import round_to_fen
from negotiator_desk.pay import piece_rates
from negotiator_desk.pay.basis import LegalFigures, basis_of
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.labour_minutes import (
    HourlyFromRate,
    MinuteValue,
    RateFromHourly,
    RateFromWageBill,
)
from negotiator_desk.pay.minimum import below_minimum_by_area
from negotiator_desk.pay.pace import AverageRate, average_rate, hourly_equivalent
from negotiator_desk.pay.quota import QuotaVerdict, quota_attainment
from negotiator_desk.pay.quota_needed import quota_needed, rate_needed
from negotiator_desk.pay.terms import PieceRate, RateTable
from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.rules import load_pack
from tests.pay.facts import by_worker_and_month
from tests.pay.quota_facts import SEPTEMBER, crew, output, row, table

CREW = crew((14, "8400"), (3, "8120"), (1, "7912"), (1, "7790"), (1, "7458"))


def law(jurisdiction: str = "ningbo") -> LegalFigures:
    return legal_figures(load_pack(jurisdiction))


def average(facts: Dataset, terms: RateTable) -> AverageRate:
    return average_rate(facts, piece_rates.pay(facts, terms), basis_of(facts, terms, law()))


def parcels(rate: str, *, guarantee: str = "0.00") -> RateTable:
    return RateTable((PieceRate("同城", Decimal(rate)),), monthly_guarantee=Decimal(guarantee))


def test_example_q1_the_share_and_its_margin() -> None:
    facts = output(crew((18, "8000"), (2, "7990")))
    found = quota_attainment(facts, table(同城=400), law()).overall
    assert (found.samples, found.attained, found.share) == (20, 18, Decimal("0.9000"))
    assert found.interval == (Decimal("0.6990"), Decimal("0.9721"))
    assert found.verdict is QuotaVerdict.KEPT


def test_example_q1_one_worker_fewer_is_judged_by_the_place() -> None:
    facts = output(crew((17, "8000"), (3, "7990")))
    ningbo = quota_attainment(facts, table(同城=400), law()).overall
    assert (ningbo.share, ningbo.interval) == (
        Decimal("0.8500"),
        (Decimal("0.6396"), Decimal("0.9476")),
    )
    assert ningbo.verdict is QuotaVerdict.BROKEN
    guangdong = quota_attainment(facts, table(同城=400), law("guangdong"))
    assert guangdong.overall.verdict is QuotaVerdict.KEPT
    assert guangdong.source == "《广东省工资支付条例》第二十一条 [V1]"


@pytest.mark.parametrize("made", ["8000", "7990"])
def test_example_q1_nineteen_workers_are_no_verdict(made: str) -> None:
    found = quota_attainment(output(crew((19, made))), table(同城=400), law()).overall
    assert found.verdict is QuotaVerdict.NO_VERDICT


def test_example_q2_several_operations_together() -> None:
    rows = [row("K001", "1000", "20", "有电梯"), row("K001", "700", "16", "无电梯")]
    found = quota_attainment(output(rows), table(有电梯=450, 无电梯=300), law())
    assert [one.attained for one in found.operations] == [0, 1]
    assert found.overall.attained == 1


def test_example_q3_the_quota_that_the_share_can_finish() -> None:
    facts, agreed = output(CREW), table(同城=400)
    (ningbo,) = quota_needed(facts, agreed, law()).operations
    assert ningbo.highest == 395
    (guangdong,) = quota_needed(facts, agreed, law("guangdong")).operations
    assert guangdong.highest == 420
    at_395 = quota_attainment(facts, table(同城=395), law()).overall
    assert (at_395.attained, at_395.verdict) == (18, QuotaVerdict.KEPT)
    at_396 = quota_attainment(facts, table(同城=396), law()).overall
    assert (at_396.attained, at_396.share) == (17, Decimal("0.8500"))
    assert at_396.verdict is QuotaVerdict.BROKEN


def test_example_q4_the_rate_that_pays_more_than_the_minimum_wage() -> None:
    found = rate_needed(output(CREW), table(同城=400), law())
    assert (found.monthly, found.month_hours) == (Decimal("2490.00"), Decimal("165.36"))
    assert found.operations[0].needed == Decimal("0.3046")
    month = output([row("K018", "8177.05", "165.36")])  # 8,177.052, recorded to the hundredth
    paid = by_worker_and_month(piece_rates.pay(month, parcels("0.3046")))
    assert paid == {"K018": {SEPTEMBER: Decimal("2490.73")}}
    paid = by_worker_and_month(piece_rates.pay(month, parcels("0.3045")))
    assert paid == {"K018": {SEPTEMBER: Decimal("2489.91")}}


def test_example_q5_the_fuzhou_couriers() -> None:
    facts = output([row("K001", "4964", None, "省外"), row("K001", "3639", None, "省内")])
    terms = RateTable((PieceRate("省外", Decimal("1.0000")), PieceRate("省内", Decimal("0.7000"))))
    found = average(facts, terms)
    assert (found.units, found.amount) == (Decimal("8603.00"), Decimal("7511.30"))
    assert found.rate == Decimal("0.8731")
    assert round_to_fen(found.rate) == Decimal("0.87")
    assert found.amount - Decimal("3500.00") == Decimal("4011.30")
    flat = average(output([row("K001", "8603", None)]), parcels("0.8700"))
    assert flat.amount == Decimal("7484.61")
    assert found.amount - flat.amount == Decimal("26.69")


def test_example_q6_what_an_hour_pays() -> None:
    rows = [row("K001", "8000", "160", quantity_150=Decimal(200)), row("K002", "3000", "160")]
    facts, terms = output(rows), parcels("0.8000", guarantee="3500.00")
    found = hourly_equivalent(facts, piece_rates.pay(facts, terms), basis_of(facts, terms, law()))
    assert found.hourly == (Decimal("40.00"), Decimal("21.88"))
    assert (found.median, found.lowest) == (Decimal("30.94"), Decimal("21.88"))
    assert found.lowest < law().minimum_wages[0].hourly


def test_example_q7_ningbos_tiers_of_the_minimum_wage() -> None:
    facts = output(
        [
            row("K001", "2975", None, quantity_150=Decimal(300)),
            row("K002", "2812.50", None),
            row("K003", "3250", None),
        ]
    )
    terms = parcels("0.8000")
    paid = piece_rates.pay(facts, terms)
    assert by_worker_and_month(paid)["K001"] == {SEPTEMBER: Decimal("2740.00")}
    assert by_worker_and_month(paid, counted=True)["K001"] == {SEPTEMBER: Decimal("2380.00")}
    first, second = below_minimum_by_area(paid, basis_of(facts, terms, law()), law())
    assert (first.area.monthly, first.below, first.share) == (
        Decimal("2490.00"),
        2,
        Decimal("0.6667"),
    )
    assert (second.area.monthly, second.below, second.share) == (
        Decimal("2260.00"),
        1,
        Decimal("0.3333"),
    )
    assert (first.lowest, first.lowest_worker) == (Decimal("2250.00"), "K002")
    assert first.area.areas[0] == "海曙"
    assert second.area.areas[0] == "余姚"


def test_example_q8_a_labour_minute_both_ways() -> None:
    work: dict[str, Any] = {
        "standard_minutes": Decimal("1.20"),
        "allowance": Decimal("0.1500"),
        "efficiency": Decimal("0.9000"),
    }
    assert RateFromHourly(Decimal("30.00"), **work).rate == Decimal("0.7667")
    assert HourlyFromRate(Decimal("0.7667"), **work).hourly == Decimal("30.00")


def test_example_q9_from_the_wage_bill_to_the_rate() -> None:
    minute = MinuteValue(Decimal("118000.00"), 20, 9_922, Decimal("0.8500"))
    assert minute.exact_value == Fraction(118_000, 168_674)
    assert minute.value == Decimal("0.6996")
    rate = RateFromWageBill(minute, Decimal("4.35"), Decimal("0.1500")).rate
    assert rate == Decimal("3.4996")
    assert round(Fraction(minute.value) * Fraction("5.0025"), 4) == Fraction("3.4997")
