"""Groups of workers: by team, skill grade, sex, age and job post, worked out once per dataset.

A worker belongs to the group that the worker's first row with a value names. Ages are whole years:
reference year − year of birth, whatever the day of birth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from negotiator_desk.i18n import N_
from negotiator_desk.pay.arithmetic import Whole
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.fields import MISSING

EIGHT_GRADES = ("学徒工", "初级工", "中级工", "高级工", "技师", "高级技师", "特级技师", "首席技师")
"""The eight skill grades in rising order. Source: opinion of 2022 (domain reference 6, [V2])."""

AGE_BANDS = (N_("under 30"), N_("30–39"), N_("40–49"), N_("50 and over"))
"""Names of the age bands, youngest first; translated when shown."""

_BAND_FROM = (30, 40, 50)
"""The age at which each band after the first begins. Bands are our own choice."""

NOT_STATED = ""
"""Name of the group of those about whom the records do not say it; it comes last."""


class Dimension(StrEnum):
    """What workers are grouped by."""

    TEAM = "team"
    GRADE = "grade"
    SEX = "sex"
    AGE = "age"
    POST = "post"


_COLUMNS = {
    Dimension.TEAM: "group",
    Dimension.GRADE: "grade",
    Dimension.SEX: "sex",
    Dimension.POST: "post",
}


@dataclass(frozen=True, eq=False)
class Grouping:
    """Every worker in one group; no group is empty.

    Attributes:
        names: As the records write them, in order of first appearance; age bands from `AGE_BANDS`,
            youngest first; `NOT_STATED` last.
        order: Workers' places in the dataset, sorted by group.
        starts: Where in `order` each group begins.
    """

    names: tuple[str, ...]
    order: Whole
    starts: Whole

    @property
    def sizes(self) -> Whole:
        """Workers of each group; at least 1."""
        return np.diff(self.starts, append=len(self.order)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Births:
    """Workers from the youngest to the oldest, then those without a year of birth.

    Attributes:
        order: Workers' places in the dataset.
        years: Year of birth of the stated ones, in that order, negative so that it rises.
    """

    order: Whole
    years: Whole


def groupings(dataset: Dataset, year: int) -> Mapping[Dimension, Grouping]:
    """Return the groups of each dimension that the dataset has a column for.

    Args:
        year: The calendar year in which ages are counted.
    """
    found = dict(dataset.remember(_text_groupings))
    if "birth_year" in dataset.columns:
        found[Dimension.AGE] = _by_age(dataset.remember(_births), year)
    return {dimension: found[dimension] for dimension in Dimension if dimension in found}


def first_values(dataset: Dataset, name: str) -> Whole:
    """Return the stored value of each worker's first row that has one; -1 where none has."""
    values = dataset.columns[name].values
    workers = dataset.columns["worker"].values
    given = np.flatnonzero(values != MISSING)
    first = np.full(dataset.workers, dataset.rows, dtype=np.int64)
    np.minimum.at(first, workers[given], given)
    stated = first < dataset.rows
    found = np.full(dataset.workers, MISSING, dtype=np.int64)
    found[stated] = values[first[stated]]
    return found


def _text_groupings(dataset: Dataset) -> Mapping[Dimension, Grouping]:
    return {
        dimension: _by_code(first_values(dataset, name), dataset.columns[name].texts)
        for dimension, name in _COLUMNS.items()
        if name in dataset.columns
    }


def _by_code(codes: Whole, texts: tuple[str, ...]) -> Grouping:
    last = len(texts)
    codes = np.where(codes == MISSING, last, codes)
    order = np.argsort(codes, kind="stable").astype(np.int64)
    ordered = codes[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1) != 0).astype(np.int64)
    names = (*texts, NOT_STATED)
    return Grouping(tuple(names[code] for code in ordered[starts].tolist()), order, starts)


def _births(dataset: Dataset) -> _Births:
    years = first_values(dataset, "birth_year")
    after_all = 1  # a negative year is at most 0
    rising = np.where(years == MISSING, after_all, -years)
    order = np.argsort(rising, kind="stable").astype(np.int64)
    stated = int((years != MISSING).sum())
    return _Births(order, rising[order][:stated])


def _by_age(births: _Births, year: int) -> Grouping:
    stated = len(births.years)
    from_age = np.array([age - year for age in _BAND_FROM], dtype=np.int64)
    inner = np.searchsorted(births.years, from_age, side="left").tolist()
    starts = [0, *inner, stated]
    ends = [*inner, stated, len(births.order)]
    names = (*AGE_BANDS, NOT_STATED)
    bands = zip(names, starts, ends, strict=True)
    kept = [(name, start) for name, start, end in bands if start < end]
    return Grouping(
        names=tuple(name for name, _start in kept),
        order=births.order,
        starts=np.array([start for _name, start in kept], dtype=np.int64),
    )
