"""Datasets: columns of imported facts with units."""

from __future__ import annotations

from enum import StrEnum


class DatasetKind(StrEnum):
    """What a dataset's rows are."""

    OUTPUT = "output"
    ORDERS = "orders"
    ROSTER = "roster"
