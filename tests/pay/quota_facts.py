"""Output records with hours, and the pace in them, worked out slowly in fractions."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from negotiator_desk.pay.basis import AreaMinimum, LegalFigures
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.terms import PieceRate, RateTable
from tests.pay.facts import dataset
from tests.pay.strategies import MONTHS, OPERATIONS, Rows, decimals

SEPTEMBER = date(2026, 9, 1)

NINGBO = LegalFigures(
    "ningbo 2014-05-01",
    (
        AreaMinimum(("海曙",), Decimal("2490.00"), Decimal("24.00"), "甬政发〔2024〕27号 [V2]"),
        AreaMinimum(("余姚",), Decimal("2260.00"), Decimal("22.00"), "甬政发〔2024〕27号 [V2]"),
    ),
    Decimal("0.9000"),
    "《宁波市企业工资集体协商条例》第二十四条 [V1]",
)

Entries = dict[tuple[str, str], tuple[Fraction, Fraction]]
"""Worker and operation → units made in statutory hours, and those hours."""


def law(share: str | None) -> LegalFigures:
    if share is None:
        return LegalFigures("example 2026-01-01")
    return LegalFigures("example 2026-01-01", (), Decimal(share), "示例条例第一条 [V1]")


def row(
    worker: str, quantity: str, hours: str | None, operation: str = "同城", **more: Any
) -> dict[str, Any]:
    return {
        "worker": worker,
        "name": "甲",
        "operation": operation,
        "month": SEPTEMBER,
        "quantity": Decimal(quantity),
        "hours": None if hours is None else Decimal(hours),
        **more,
    }


def crew(
    *made: tuple[int, str], hours: str = "160", operation: str = "同城"
) -> list[dict[str, Any]]:
    """Return rows of as many workers as each pair says, each with its quantity."""
    amounts = [quantity for count, quantity in made for _worker in range(count)]
    return [
        row(f"K{place:03}", quantity, hours, operation)
        for place, quantity in enumerate(amounts, start=1)
    ]


def output(rows: Iterable[dict[str, Any]]) -> Dataset:
    return dataset(DatasetKind.OUTPUT, list(rows))


def table(**quotas: int | None) -> RateTable:
    """Return a rate table with a quota for each operation."""
    return RateTable(
        tuple(
            PieceRate(operation, Decimal("0.8000"), quota_per_shift=quota)
            for operation, quota in quotas.items()
        )
    )


def entries(rows: Rows) -> Entries:
    found: Entries = {}
    for one in rows:
        if one["hours"]:
            units, hours = found.get((one["worker"], one["operation"]), (Fraction(), Fraction()))
            found[one["worker"], one["operation"]] = (
                units + Fraction(one["quantity"]),
                hours + Fraction(one["hours"]),
            )
    return found


_units = st.sampled_from((0, 1, 2, 3, 7, 449, 450, 451)).map(Decimal) | decimals(2, 10_000_000)
_hours = (
    st.none()
    | st.sampled_from(("0", "0.01", "7.99", "8", "8.01", "1000")).map(Decimal)
    | decimals(2, 200)
)

timed_rows: st.SearchStrategy[Rows] = st.lists(
    st.fixed_dictionaries(
        {
            "worker": st.sampled_from(tuple(f"K{place:03}" for place in range(1, 6))),
            "name": st.just("甲"),
            "operation": st.sampled_from(OPERATIONS),
            "month": st.sampled_from(MONTHS),
            "quantity": _units,
            "hours": _hours,
        }
    ),
    max_size=24,
)

quotas = st.fixed_dictionaries(
    {
        operation: st.none() | st.sampled_from((1, 3, 7, 450)) | st.integers(1, 1_000_000)
        for operation in OPERATIONS
    }
)

shifts = st.sampled_from(("8", "7.5", "0.01", "24")).map(Decimal) | decimals(2, 24).filter(bool)
