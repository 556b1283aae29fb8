"""Costing again under changed terms: ours, pandas in floats, and the plain Decimal reference.

`python -m benchmarks.costing` (through `make bench`, which installs pandas). Each contender works
on the same facts in one process. "Again" means: the facts were read before, the terms are new.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count

import numpy as np
import pandas as pd

from benchmarks import facts
from benchmarks.measure import heading, median_ms, memory_mb, peak_mb, row
from negotiator_desk.pay.basis import AreaMinimum, LegalFigures
from negotiator_desk.pay.costing import cost
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    PieceRate,
    RateTable,
    TakeMethod,
    Tier,
    TierRule,
    UnitAllowance,
)
from tests.pay import reference

D = Decimal
LAW = LegalFigures(
    "ningbo 2014-05-01", (AreaMinimum(("海曙",), D("2490.00"), D("24.00"), "甬政发〔2024〕27号"),)
)
FEES = FeeTable(
    D("3.00"),
    (*((D(km), D(km) / 2) for km in range(1, 8)), (None, D("5.00"))),
    ((22, 6, D("1.00")), (11, 13, D("0.50"))),
    (("药品", D("2.00")),),
    ((D("1.00"), D("0.00")), (None, D("1.50"))),
)


def tiers(number: int, top: int) -> tuple[Tier, ...]:
    """Return so many tiers whose rates fall from 30 %."""
    ends = [D(top * place // number) for place in range(1, number)]
    return tuple(
        Tier(end, D(3000 - 1000 * place // number).scaleb(-4))
        for place, end in enumerate((*ends, None))
    )


def schedules() -> dict[str, CommissionSchedule]:
    """Return one schedule of each method, all caps, guarantees and limits switched on."""
    limits = {
        "order_cap": D("0.2700"),
        "monthly_cap": D("0.2500"),
        "monthly_cap_orders": 50,
        "hourly_guarantee": D("25.00"),
        "monthly_guarantee": D("2000.00"),
        "deduction_limit": D("0.2000"),
    }
    by_order, by_turnover = TakeMethod.ORDER_TIERS, TakeMethod.TURNOVER_TIERS
    flat = (Tier(None, D("0.2100")),)
    found = {"flat share": CommissionSchedule(TakeMethod.FLAT, flat, **limits)}
    for number in (4, 20):
        for name, method, top in (("order", by_order, 90), ("turnover", by_turnover, 6_000)):
            for rule in TierRule:
                found[f"{number} {name} tiers, {rule.value}"] = CommissionSchedule(
                    method, tiers(number, top), rule, **limits
                )
    found["fee table"] = CommissionSchedule(TakeMethod.FLAT, flat, fee_table=FEES, **limits)
    return found


def frame_of(dataset: Dataset) -> pd.DataFrame:
    """Return the orders as a user of pandas would hold them: floats and categories."""
    columns = {name: column.values for name, column in dataset.columns.items()}
    minutes = columns["placed_at"]
    days = pd.to_datetime("2026-01-01") + pd.to_timedelta(minutes - minutes.min(), unit="min")
    return pd.DataFrame(
        {
            "worker": columns["worker"],
            "month": days.month,
            "hour": days.hour,
            "total": columns["customer_total"] / 100,
            "km": columns["distance_km"] / 100,
            "kg": columns["weight_kg"] / 100,
            "minutes": columns["minutes"],
            "category": columns["category"],
            "deduction": columns["deduction"] / 100,
        }
    )


def in_pandas(frame: pd.DataFrame, terms: CommissionSchedule) -> pd.Series:
    """Return every rider's mean monthly pay, as one would write it in pandas, in floats."""
    total = frame["total"]
    keys = ["worker", "month"]
    if terms.fee_table is not None:
        fees = terms.fee_table
        pay = np.full(len(frame), float(fees.base_fee))
        for column, ladder in (("km", fees.distance_tiers), ("kg", fees.weight_tiers)):
            ends = [float(end) for end, _fee in ladder if end is not None]
            of_tier = np.array([float(fee) for _end, fee in ladder])
            pay += of_tier[np.searchsorted(ends, frame[column], side="left")]
        hour = frame["hour"]
        pay += np.where((hour >= 22) | (hour < 6), 1.0, 0.0) + np.where(hour.isin((11, 12)), 0.5, 0)
        pay += np.where(frame["category"] == 1, 2.0, 0.0)
        take = total - pay
    else:
        take = _take_in_pandas(frame, terms, keys)
    take = np.minimum(take, np.floor(total * float(terms.order_cap or 1) * 100 + 1e-6) / 100)
    grouped = (
        frame.assign(pay=total - take)
        .groupby(keys, sort=True)
        .agg(
            pay=("pay", "sum"),
            turnover=("total", "sum"),
            minutes=("minutes", "sum"),
            deduction=("deduction", "sum"),
            orders=("pay", "size"),
        )
    )
    hourly = (grouped["minutes"] * float(terms.hourly_guarantee) / 60).round(2)
    own = np.maximum(np.maximum(grouped["pay"], hourly), float(terms.monthly_guarantee))
    over = (grouped["turnover"] - own - grouped["turnover"] * float(terms.monthly_cap or 1)).clip(0)
    over = over.where(grouped["orders"] >= terms.monthly_cap_orders, 0)
    last = ~grouped.index.get_level_values("worker").duplicated(keep="last")
    back = over.shift(1, fill_value=0).where(
        grouped.index.get_level_values("worker").duplicated(keep="first"), 0
    )
    room = (own - float(terms.monthly_guarantee)).clip(0)
    deducted = np.minimum(np.minimum(grouped["deduction"], own * 0.2), room)
    paid = own - deducted + back + over.where(last, 0)
    return paid.groupby("worker").mean()


def _take_in_pandas(
    frame: pd.DataFrame, terms: CommissionSchedule, keys: list[str]
) -> pd.Series | np.ndarray:
    total = frame["total"]
    if terms.method is TakeMethod.FLAT:
        return (total * float(terms.tiers[0].take_rate)).round(2)
    ends = np.array([float(tier.up_to) for tier in terms.tiers if tier.up_to is not None])
    rates = np.array([float(tier.take_rate) for tier in terms.tiers])
    whole = np.concatenate(([0.0], ends))
    feet = np.concatenate(([0.0], np.cumsum(np.diff(whole) * rates[:-1])))

    def marginal(amount: pd.Series) -> np.ndarray:
        tier = np.searchsorted(ends, amount, side="left")
        return (feet[tier] + (amount - whole[tier]) * rates[tier]).round(2)

    if terms.method is TakeMethod.ORDER_TIERS:
        if terms.tier_rule is TierRule.MARGINAL:
            return marginal(total)
        return (total * rates[np.searchsorted(ends, total, side="left")]).round(2)
    if terms.tier_rule is TierRule.MARGINAL:
        after = frame.groupby(keys)["total"].cumsum()
        return marginal(after) - marginal(after - total)
    of_month = frame.groupby(keys)["total"].transform("sum")
    return (total * rates[np.searchsorted(ends, of_month, side="left")]).round(2)


def reference_ms(dataset: Dataset, terms: CommissionSchedule | RateTable) -> float:
    """Return the time of the Decimal reference: one run, on rows made before the clock starts."""
    rows = list(_rows(dataset))
    work = reference.commissions if isinstance(terms, CommissionSchedule) else reference.piece_rates
    start = time.perf_counter()
    work(rows, terms)
    return (time.perf_counter() - start) * 1000


def _rows(dataset: Dataset) -> Iterator[dict[str, object]]:
    names = list(dataset.columns)
    columns = list(dataset.columns.values())
    for place in range(dataset.rows):
        yield {name: column.value(place) for name, column in zip(names, columns, strict=True)}


def measure_orders(rows: int, riders: int, *, slow: bool) -> None:
    """Cost orders again under one schedule of each method."""
    heading(f"{rows:,} orders, {riders:,} riders, three months, all rules switched on")
    dataset = facts.orders(rows, riders)
    present = CommissionSchedule(TakeMethod.FLAT, (Tier(None, D("0.2000")),))
    start = time.perf_counter()
    cost(dataset, present, law=LAW)
    print(f"first costing, grouping and fingerprint included: {time.perf_counter() - start:.1f} s")
    frame = frame_of(dataset) if slow else None
    for name, terms in schedules().items():
        turn = count(1)

        def again(terms: CommissionSchedule = terms, turn: Iterator[int] = turn) -> object:
            # A new guarantee each time: nothing may be remembered of the terms themselves.
            changed = replace(terms, monthly_guarantee=D(2_000) + D(next(turn)).scaleb(-2))
            return cost(dataset, changed, present, law=LAW)

        ours = median_ms(again)
        if frame is None:
            row(name, ours)
        else:
            row(name, ours, pandas=median_ms(lambda t=terms: in_pandas(frame, t), 5))
    print(f"memory now {memory_mb():,} MB, at most {peak_mb():,} MB so far in this process")


def measure_reference() -> None:
    """Hold one schedule against the reference, on as many orders as it does in a minute."""
    heading("100,000 orders, 1,000 riders: the plain Decimal reference")
    dataset = facts.orders(100_000, 1_000)
    for name, terms in schedules().items():
        if name in {"flat share", "20 turnover tiers, marginal", "fee table"}:
            cost(dataset, terms, law=LAW)
            turn = count(1)
            ours = median_ms(
                lambda terms=terms, turn=turn: cost(
                    dataset,
                    replace(terms, monthly_guarantee=D(2_000) + D(next(turn)).scaleb(-2)),
                    law=LAW,
                )
            )
            row(name, ours, reference=reference_ms(dataset, terms))


def measure_output(lines: int, couriers: int) -> None:
    """Cost output lines again under changed rates."""
    heading(f"{lines:,} output lines, {couriers:,} couriers")
    dataset = facts.output(lines, couriers)
    rates = tuple(
        PieceRate(name, D(8_000 + 500 * place).scaleb(-4))
        for place, name in enumerate(facts.OPERATIONS)
    )
    allowances = (UnitAllowance("高温", D("0.1500"), counts_towards_minimum=False),)
    present = RateTable(rates, monthly_guarantee=D("2490.00"))
    cost(dataset, present, law=LAW)
    turn = count(1)

    def again() -> object:
        dearer = (replace(rates[0], rate=D(8_000 + next(turn)).scaleb(-4)), *rates[1:])
        terms = RateTable(dearer, monthly_guarantee=D("3000.00"), allowances=allowances)
        return cost(dataset, terms, present, law=LAW)

    columns = {name: column.values for name, column in dataset.columns.items()}
    frame = pd.DataFrame(
        {
            "worker": columns["worker"],
            "rate": np.array([float(rate.rate) for rate in rates])[columns["operation"]],
            "extra": np.where(columns["difficulty"] == 1, 0.15, 0.0),
            "q": columns["quantity"] / 100,
            "q150": columns["quantity_150"] / 100,
            "q300": columns["quantity_300"] / 100,
        }
    )

    def pandas() -> object:
        price = frame["rate"] + frame["extra"]
        line = (price * (frame["q"] + 1.5 * frame["q150"] + 3 * frame["q300"])).round(2)
        statutory = (frame["rate"] * frame["q"]).round(2)
        sums = pd.DataFrame({"w": frame["worker"], "l": line, "s": statutory}).groupby("w").sum()
        return np.maximum(sums["s"], 3000.0) + sums["l"] - sums["s"]

    table = RateTable(rates, monthly_guarantee=D("3000.00"), allowances=allowances)
    row(
        "rates, allowances, overtime, guarantee",
        median_ms(again),
        pandas=median_ms(pandas, 5),
        reference=reference_ms(dataset, table),
    )


def measure_growth() -> None:
    """Say how the time grows with lines and with tiers."""
    heading("growth: turnover tiers, marginal, order cap")
    limits = {"order_cap": D("0.2700"), "monthly_cap": D("0.2500"), "monthly_cap_orders": 50}
    for rows in (250_000, 500_000, 1_000_000, 2_000_000):
        dataset = facts.orders(rows, 10_000)
        times = []
        for number in (1, 2, 5, 10, 20):
            terms = CommissionSchedule(TakeMethod.TURNOVER_TIERS, tiers(number, 6_000), **limits)
            cost(dataset, terms, law=LAW)
            turn = count(1)
            times.append(
                median_ms(
                    lambda dataset=dataset, terms=terms, turn=turn: cost(
                        dataset,
                        replace(terms, monthly_guarantee=D(next(turn)).scaleb(-2)),
                        law=LAW,
                    )
                )
            )
        shown = "  ".join(f"{ms:6.2f}" for ms in times)
        print(f"{rows:>10,} orders; 1, 2, 5, 10, 20 tiers: {shown} ms")


def main() -> None:
    """Measure everything; `--large` only the ten million orders, in a process of their own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true")
    if parser.parse_args().large:
        measure_orders(10_000_000, 100_000, slow=False)
        return
    measure_orders(1_000_000, 10_000, slow=True)
    measure_reference()
    measure_output(500_000, 20_000)
    measure_growth()


if __name__ == "__main__":
    sys.exit(main())
