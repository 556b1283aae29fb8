"""Invented facts of any size, made from a seed as NumPy columns."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import numpy as np

from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.columns import Column
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.fields import fields, moment_number, month_number

CATEGORIES = ("餐饮", "药品", "商超")
OPERATIONS = tuple(
    f"{place}·{house}" for place in ("同城", "省内", "省外") for house in ("有电梯", "无电梯")
)
GRADES = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
POSTS = tuple(f"岗位{number:02}" for number in range(1, 21))
BANDS = ("一档", "二档", "三档", "四档", "五档")
MARKS = ("A", "B", "C", "D")
START = datetime.fromisoformat("2026-01-01 00:00")


def orders(rows: int, riders: int, days: int = 90) -> Dataset:
    """Return orders in order of time, with all that a schedule can ask for."""
    chance = np.random.default_rng(2026)
    return _dataset(
        DatasetKind.ORDERS,
        rows,
        {
            "worker": _first_seen(chance.integers(0, riders, rows)),
            "placed_at": moment_number(START) + np.sort(chance.integers(0, days * 1440, rows)),
            "customer_total": chance.integers(800, 9_000, rows),
            "distance_km": chance.integers(10, 900, rows),
            "minutes": chance.integers(10, 60, rows),
            "category": _first_seen(chance.integers(0, len(CATEGORIES), rows)),
            "weight_kg": chance.integers(10, 300, rows),
            "deduction": np.where(chance.random(rows) < 0.02, 300, 0),
        },
        {"worker": tuple(f"R{number:06}" for number in range(riders)), "category": CATEGORIES},
    )


def output(lines: int, couriers: int) -> Dataset:
    """Return output lines of one month, every seventh with overtime."""
    chance = np.random.default_rng(2027)
    overtime = np.where(np.arange(lines) % 7 == 0, chance.integers(0, 5_000, lines), 0)
    return _dataset(
        DatasetKind.OUTPUT,
        lines,
        {
            "worker": _first_seen(np.arange(lines) % couriers),
            "name": np.zeros(lines, dtype=np.int64),
            "operation": _first_seen(chance.integers(0, len(OPERATIONS), lines)),
            "month": np.full(lines, month_number(START)),
            "quantity": chance.integers(1_000, 60_000, lines),
            "quantity_150": overtime,
            "quantity_300": overtime // 5,
            "difficulty": _first_seen(chance.integers(0, 2, lines)),
        },
        {
            "worker": tuple(f"K{number:06}" for number in range(couriers)),
            "name": ("工人",),
            "operation": OPERATIONS,
            "difficulty": ("平地", "高温"),
        },
    )


def roster(workers: int) -> Dataset:
    """Return a roster over all posts and grades."""
    chance = np.random.default_rng(2028)
    return _dataset(
        DatasetKind.ROSTER,
        workers,
        {
            "worker": np.arange(workers),
            "name": np.zeros(workers, dtype=np.int64),
            "post": _first_seen(chance.integers(0, len(POSTS), workers)),
            "grade": _first_seen(chance.integers(0, len(GRADES), workers)),
            "performance": _first_seen(chance.integers(0, len(MARKS), workers)),
            "present_pay": chance.integers(400_000, 1_200_000, workers),
        },
        {
            "worker": tuple(f"G{number:06}" for number in range(workers)),
            "name": ("工人",),
            "post": POSTS,
            "grade": GRADES,
            "performance": MARKS,
        },
    )


def _dataset(
    kind: DatasetKind,
    rows: int,
    columns: Mapping[str, Whole],
    texts: Mapping[str, tuple[str, ...]],
) -> Dataset:
    known = {item.name: item for item in fields(kind)}
    made = {
        name: Column(known[name], columns[name].astype(np.int64), texts.get(name, ()))
        for name in known
        if name in columns
    }
    return Dataset(kind, MappingProxyType(made), rows)


def _first_seen(codes: Whole) -> Whole:
    """Number the codes as they first appear, as a dataset does."""
    _found, first, code = np.unique(codes, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    numbered: Whole = rank[code]
    return numbered
