"""How long it takes to cost 100,000 orders of 600 riders again: `python benchmarks/costing.py`."""

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from negotiator_desk.pay.costing import cost, worker_pay
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    FeeTable,
    TakeMethod,
    Tier,
    TierRule,
)

ORDERS = 100_000
RIDERS = 600
REPEATS = 20
START = datetime.fromisoformat("2026-01-01 00:00")


def orders() -> Dataset:
    chance = random.Random(2026)
    minutes = range(90 * 1440)
    return Dataset.build(
        DatasetKind.ORDERS,
        {
            "order": [f"2026{number:010d}" for number in range(ORDERS)],
            "worker": [f"R{chance.randrange(RIDERS):04d}" for _ in range(ORDERS)],
            "placed_at": [START + timedelta(minutes=chance.choice(minutes)) for _ in range(ORDERS)],
            "customer_total": [
                Decimal(chance.randrange(800, 9000)).scaleb(-2) for _ in range(ORDERS)
            ],
            "distance_km": [Decimal(chance.randrange(10, 900)).scaleb(-2) for _ in range(ORDERS)],
            "minutes": [chance.randrange(10, 60) for _ in range(ORDERS)],
            "category": [chance.choice(("餐饮", "药品", "商超")) for _ in range(ORDERS)],
        },
    )


def schedules() -> dict[str, CommissionSchedule]:
    limits = {
        "order_cap": Decimal("0.2700"),
        "monthly_cap": Decimal("0.1900"),
        "monthly_cap_orders": 50,
        "hourly_guarantee": Decimal("25.00"),
        "monthly_guarantee": Decimal("2000.00"),
    }
    flat = (Tier(None, Decimal("0.2100")),)
    tiers = (
        Tier(Decimal("1000.00"), Decimal("0.2200")),
        Tier(Decimal("3000.00"), Decimal("0.2000")),
        Tier(None, Decimal("0.1800")),
    )
    fees = FeeTable(
        Decimal("3.00"),
        ((Decimal("3.00"), Decimal("0.00")), (None, Decimal("1.50"))),
        ((22, 6, Decimal("1.00")),),
        (("药品", Decimal("2.00")),),
    )
    turnover, slab = TakeMethod.TURNOVER_TIERS, TierRule.WHOLE_SLAB
    return {
        "flat": CommissionSchedule(TakeMethod.FLAT, flat, **limits),
        "order tiers, whole slab": CommissionSchedule(
            TakeMethod.ORDER_TIERS, tiers, slab, **limits
        ),
        "turnover tiers, marginal": CommissionSchedule(turnover, tiers, **limits),
        "turnover tiers, whole slab": CommissionSchedule(turnover, tiers, slab, **limits),
        "fee table": CommissionSchedule(TakeMethod.FLAT, flat, fee_table=fees, **limits),
    }


def report(what: str, work: Callable[[], object], repeats: int = 1) -> None:
    start = time.perf_counter()
    for _ in range(repeats):
        work()
    print(f"{what:36} {(time.perf_counter() - start) / repeats * 1000:8.1f} ms")


def main() -> None:
    dataset = orders()
    content = dataset.to_bytes()
    report("pack into bytes", dataset.to_bytes)
    report("read back from bytes", lambda: Dataset.from_bytes(content))
    report("group by rider and month", lambda: dataset.worker_months)
    print(f"{dataset.rows:,} orders, {dataset.workers} riders, {len(content):,} bytes")
    for name, schedule in schedules().items():
        cost(dataset, schedule, law=law())
        report(f"cost: {name}", lambda s=schedule: cost(dataset, s, law=law()), REPEATS)
        report("  with every rider's pay", lambda s=schedule: worker_pay(dataset, s), REPEATS)


if __name__ == "__main__":
    main()
