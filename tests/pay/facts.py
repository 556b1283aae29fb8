"""Datasets from rows, and pay from arrays, as the tests like to read them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from negotiator_desk.pay.basis import AreaMinimum, LegalFigures
from negotiator_desk.pay.dataset import Dataset, DatasetKind, fields
from negotiator_desk.pay.fields import month_start
from negotiator_desk.pay.result import Pay
from tests.pay.reference import Months


def dataset(kind: DatasetKind, rows: Sequence[dict[str, Any]]) -> Dataset:
    names = [field.name for field in fields(kind)]
    needed = [field.name for field in fields(kind) if field.required]
    present = [name for name in names if name in needed or any(name in row for row in rows)]
    return Dataset.build(kind, {name: [row.get(name) for row in rows] for name in present})


def law(minimum: str | None = None) -> LegalFigures:
    """Return a rule pack's figures with one minimum wage, or none."""
    if minimum is None:
        return LegalFigures("example 2026-01-01")
    area = AreaMinimum(("海曙",), Decimal(minimum), Decimal("24.00"), "example [V1]")
    return LegalFigures("example 2026-01-01", (area,))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def by_worker_and_month(paid: Pay, *, counted: bool = False) -> Months:
    runs = paid.runs
    months: Months = {}
    fen = paid.counted if counted else paid.amounts
    for worker, month, amount in zip(runs.worker, runs.month, fen, strict=True):
        name = runs.workers[worker]
        months.setdefault(name, {})[month_start(int(month))] = Decimal(int(amount)).scaleb(-2)
    return months
