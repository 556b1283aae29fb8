"""Whether workers can finish their quota is exact, and says how much the samples can bear."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay import quota as pay_quota
from negotiator_desk.pay.basis import Formula
from negotiator_desk.pay.dataset import DatasetKind
from negotiator_desk.pay.pace import Pace, pace
from negotiator_desk.pay.quota import QuotaVerdict, quota_attainment, sample_sheet, wilson
from negotiator_desk.pay.terms import RateTable
from tests.pay.facts import dataset, moment
from tests.pay.proof import examples
from tests.pay.quota_facts import (
    NINGBO,
    crew,
    entries,
    law,
    output,
    quotas,
    row,
    shifts,
    table,
    timed_rows,
)
from tests.pay.strategies import Rows

FOUR = Decimal("0.0001")


def verdict(rows: Rows, share: str | None = "0.9000") -> QuotaVerdict:
    return quota_attainment(output(rows), table(同城=100), law(share)).overall.verdict


@examples(400)
@given(timed_rows, quotas, shifts)
def test_each_operation_counts_the_workers_who_reach_its_quota(
    rows: Rows, agreed: dict[str, int | None], shift: Decimal
) -> None:
    found = quota_attainment(output(rows), table(**agreed), NINGBO, shift_hours=shift)
    facts = entries(rows)
    expected = []
    for operation, quota in agreed.items():
        if quota is None:
            continue
        of_it = [pair for (_worker, name), pair in facts.items() if name == operation]
        attained = sum(units / hours * Fraction(shift) >= quota for units, hours in of_it)
        expected.append((operation, quota, len(of_it), attained))
    assert [
        (one.operation, one.quota, one.samples, one.attained) for one in found.operations
    ] == expected


@examples(400)
@given(timed_rows, quotas, shifts)
def test_over_all_operations_a_worker_makes_shifts_worth_of_work(
    rows: Rows, agreed: dict[str, int | None], shift: Decimal
) -> None:
    found = quota_attainment(output(rows), table(**agreed), NINGBO, shift_hours=shift).overall
    shifts_made: dict[str, Fraction] = {}
    shifts_worked: dict[str, Fraction] = {}
    for (worker, operation), (units, hours) in entries(rows).items():
        quota = agreed[operation]
        if quota is not None:
            shifts_made[worker] = shifts_made.get(worker, Fraction()) + units / quota
            shifts_worked[worker] = shifts_worked.get(worker, Fraction()) + hours / Fraction(shift)
    attained = sum(shifts_made[worker] >= worked for worker, worked in shifts_worked.items())
    assert (found.samples, found.attained) == (len(shifts_worked), attained)


@examples(200)
@given(timed_rows, quotas)
def test_rows_that_take_no_part_are_counted(rows: Rows, agreed: dict[str, int | None]) -> None:
    found = quota_attainment(output(rows), table(**agreed), NINGBO)
    assert found.rows_without_hours == sum(not one["hours"] for one in rows)
    assert found.rows_without_quota == sum(
        bool(one["hours"]) and agreed[one["operation"]] is None for one in rows
    )


def test_thirds_of_a_shift_add_up_to_a_whole_one() -> None:
    rows = [row("K001", "1", "2", name) for name in ("甲", "乙")] + [row("K001", "1", "4", "丙")]
    agreed = table(甲=3, 乙=3, 丙=3)
    assert quota_attainment(output(rows), agreed, NINGBO).overall.attained == 1
    rows[2]["hours"] = Decimal("4.01")
    assert quota_attainment(output(rows), agreed, NINGBO).overall.attained == 0


def test_what_is_slow_at_one_operation_can_be_made_good_at_another() -> None:
    rows = [row("K001", "90", "8", "甲"), row("K001", "220", "8", "乙")]
    found = quota_attainment(output(rows), table(甲=100, 乙=200), NINGBO)
    assert [one.attained for one in found.operations] == [0, 1]
    assert found.overall.attained == 1  # 0.9 + 1.1 shifts' worth in two shifts


def test_a_worker_is_one_sample_whatever_the_number_of_months() -> None:
    rows = [
        row("K001", "50", "8"),
        row("K001", "150", "8", month=moment("2026-10-01 00:00").date()),
    ]
    found = quota_attainment(output(rows), table(同城=100), NINGBO)
    assert (found.overall.samples, found.overall.attained) == (1, 1)


def test_exactly_the_quota_attains_it_and_a_hundredth_less_does_not() -> None:
    rows = crew((1, "2000"), (1, "1999.99"))
    found = quota_attainment(output(rows), table(同城=100), NINGBO)
    assert (found.overall.samples, found.overall.attained) == (2, 1)


def test_hours_of_the_labour_contract_make_a_shorter_shift() -> None:
    found = quota_attainment(
        output(crew((1, "2000"))), table(同城=100), NINGBO, shift_hours=Decimal("7.5")
    )
    assert found.overall.attained == 0  # 2,000 in 160 hours are 93.75 in 7.5


@pytest.mark.parametrize("hours", ["0", "-8", "24.01", "7.555"])
def test_a_shift_that_cannot_be_is_refused(hours: str) -> None:
    with pytest.raises(InputError, match="Hours of a shift"):
        quota_attainment(output(crew((1, "1"))), table(同城=1), NINGBO, shift_hours=Decimal(hours))


@pytest.mark.parametrize(
    ("rows", "share", "expected"),
    [
        (crew((18, "2000"), (2, "1999")), "0.9000", QuotaVerdict.KEPT),
        (crew((17, "2000"), (3, "1999")), "0.9000", QuotaVerdict.BROKEN),
        (crew((17, "2000"), (3, "1999")), "0.7000", QuotaVerdict.KEPT),
        (crew((19, "2000")), "0.9000", QuotaVerdict.NO_VERDICT),
        (crew((19, "1999")), "0.9000", QuotaVerdict.NO_VERDICT),
        (crew((20, "2000")), None, QuotaVerdict.NO_RULE),
        (crew((5, "2000")), None, QuotaVerdict.NO_RULE),
        ([row("K001", "2000", None)], "0.9000", QuotaVerdict.NO_DATA),
        ([], None, QuotaVerdict.NO_DATA),
    ],
)
def test_a_verdict_needs_a_rule_and_twenty_samples(
    rows: Rows, share: str | None, expected: QuotaVerdict
) -> None:
    assert verdict(rows, share) is expected


def test_the_shown_share_is_rounded_and_the_judged_one_is_not() -> None:
    # 1,999 of 2,221 are 0.900045…, shown as 0.9000, and more than nine tenths; 2,219 with 1,997
    # are 0.899955…, shown the same, and less.
    kept = quota_attainment(
        output(crew((1999, "2000"), (222, "1999"))), table(同城=100), law("0.9000")
    ).overall
    broken = quota_attainment(
        output(crew((1997, "2000"), (222, "1999"))), table(同城=100), law("0.9000")
    ).overall
    assert kept.share == broken.share == Decimal("0.9000")
    assert (kept.verdict, broken.verdict) == (QuotaVerdict.KEPT, QuotaVerdict.BROKEN)


def test_an_operation_nobody_worked_on_has_no_data() -> None:
    found = quota_attainment(output(crew((20, "2000"))), table(同城=100, 外省=80), NINGBO)
    known, unknown = found.operations
    assert (known.verdict, unknown.verdict) == (QuotaVerdict.KEPT, QuotaVerdict.NO_DATA)
    assert (unknown.samples, unknown.share, unknown.interval) == (0, None, None)


def test_an_operation_of_the_records_that_the_table_does_not_name_has_no_quota() -> None:
    rows = [*crew((20, "2000")), row("K001", "5", "8", "未定价")]
    found = quota_attainment(output(rows), table(同城=100), NINGBO)
    assert (found.overall.samples, found.rows_without_quota) == (20, 1)


def test_the_result_says_what_it_was_worked_out_from() -> None:
    facts, terms = output(crew((20, "2000"))), table(同城=100)
    found = quota_attainment(facts, terms, NINGBO)
    assert found.basis.dataset_fingerprint == facts.fingerprint
    assert found.basis.formula is Formula.QUOTA
    assert found.basis.rule_pack == "ningbo 2014-05-01"
    assert (found.least_share, found.source) == (NINGBO.quota_share, NINGBO.quota_source)
    assert found.shift_hours == Decimal(8)
    assert "Wilson" in found.basis.sentence


def test_only_output_records_have_a_pace() -> None:
    orders = dataset(
        DatasetKind.ORDERS,
        [{"worker": "R1", "placed_at": moment("2026-01-05 12:00"), "customer_total": Decimal(9)}],
    )
    with pytest.raises(InputError, match="output records"):
        quota_attainment(orders, table(同城=100), NINGBO)


def test_figures_beyond_64_bits_are_refused() -> None:
    def one(units: int, hours: int) -> Pace:
        first, none = (np.array([value], dtype=np.int64) for value in (1, 0))
        return Pace(none, none, units * first, hours * first, first, none, ("同城",), 0)

    quota = np.array([1_000_000], dtype=np.int64)
    most = one(2**53, 8)
    made = pay_quota._made(most, 800)
    assert pay_quota._attains(most, made, quota).tolist() == [True]
    assert pay_quota._over_all(most, made, quota) == (1, 1)
    with pytest.raises(InputError, match="too large"):
        pay_quota._made(one(2**60, 8), 800)
    with pytest.raises(InputError, match="too large"):
        pay_quota._attains(one(1, 2**40), made, quota)
    with pytest.raises(InputError, match="too large"):
        pay_quota._over_all(one(1, 2**60), made, quota)


def test_the_pace_is_worked_out_once_for_a_dataset() -> None:
    facts = output(crew((3, "2000")))
    quota_attainment(facts, table(同城=100), NINGBO)
    assert facts.remember(pace) is facts.remember(pace)


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_of_the_margin_solve_wilsons_equation(one: tuple[int, int]) -> None:
    attained, samples = one
    lowest, highest = wilson(attained, samples)
    assert Decimal(0) <= lowest <= highest <= Decimal(1)
    share, z = Fraction(attained, samples), Fraction("1.959964")

    def outside(end: Fraction) -> bool:
        """Whether a worker population of this share would make the samples unlikely."""
        return (share - end) ** 2 > z**2 * end * (1 - end) / samples

    half = Fraction(FOUR) / 2
    under, over = Fraction(lowest) - half, Fraction(highest) + half
    assert under < 0 or outside(under)
    assert over > 1 or outside(over)
    assert not outside(min(Fraction(lowest) + half, share))
    assert not outside(max(Fraction(highest) - half, share))


@pytest.mark.parametrize(
    ("attained", "samples", "lowest", "highest"),
    [
        (0, 1, "0.0000", "0.7935"),
        (1, 1, "0.2065", "1.0000"),
        (1, 11, "0.0162", "0.3774"),
        (90, 100, "0.8256", "0.9448"),
        (25, 100, "0.1755", "0.3430"),
        (50, 100, "0.4038", "0.5962"),
        (100, 100, "0.9630", "1.0000"),
    ],
)
def test_the_margin_agrees_with_published_tables(
    attained: int, samples: int, lowest: str, highest: str
) -> None:
    assert wilson(attained, samples) == (Decimal(lowest), Decimal(highest))


def test_no_share_of_nobody_has_a_minus_sign() -> None:
    assert all(str(wilson(0, samples)[0]) == "0.0000" for samples in range(1, 200))
    assert all(str(wilson(samples, samples)[1]) == "1.0000" for samples in range(1, 200))


@examples(200)
@given(timed_rows, quotas, shifts)
def test_the_sample_sheet_shows_what_was_judged(
    rows: Rows, agreed: dict[str, int | None], shift: Decimal
) -> None:
    facts, terms = output(rows), table(**agreed)
    sheet = sample_sheet(facts, terms, NINGBO, shift_hours=shift)
    judged = quota_attainment(facts, terms, NINGBO, shift_hours=shift)
    assert sheet.basis == judged.basis
    expected = entries(rows)
    assert {(one.worker, one.operation) for one in sheet.rows} == set(expected)
    for one in sheet.rows:
        units, hours = expected[one.worker, one.operation]
        assert (Fraction(one.units), Fraction(one.hours)) == (units, hours)
        exact = units * Fraction(shift) / hours
        assert abs(Fraction(one.units_per_shift) - exact) <= Fraction(1, 200)
        quota = agreed[one.operation]
        assert one.quota == quota
        assert one.attained == (None if quota is None else exact >= quota)
    for line in judged.operations:
        of_it = [one.attained for one in sheet.rows if one.operation == line.operation]
        assert of_it.count(True) == line.attained


def test_terms_without_quotas_have_samples_but_nothing_to_attain() -> None:
    facts, terms = output(crew((20, "2000"))), RateTable(table(同城=100).rates[:1])
    bare = table(同城=None)
    assert quota_attainment(facts, bare, NINGBO).operations == ()
    assert {one.attained for one in sample_sheet(facts, bare, NINGBO).rows} == {None}
    assert {one.attained for one in sample_sheet(facts, terms, NINGBO).rows} == {True}
