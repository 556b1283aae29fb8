from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.dataset import Dataset, DatasetKind
from negotiator_desk.pay.main_operation import main_operations

OPERATIONS = ("派件", "揽收", "分拣", "装车")
Row = tuple[int, str, int, int]

rows = st.lists(
    st.tuples(
        st.integers(0, 6), st.sampled_from(OPERATIONS), st.integers(0, 900), st.integers(0, 90)
    ),
    min_size=1,
    max_size=40,
)


def facts(records: list[Row]) -> Dataset:
    return Dataset.build(
        DatasetKind.OUTPUT,
        {
            "worker": [f"K{worker}" for worker, *_rest in records],
            "name": ["某人"] * len(records),
            "operation": [operation for _worker, operation, *_rest in records],
            "month": [date(2026, 9, 1)] * len(records),
            "quantity": [Decimal(units) for *_rest, units, _overtime in records],
            "quantity_150": [Decimal(overtime) for *_rest, overtime in records],
        },
    )


@given(rows)
def test_a_worker_belongs_to_the_operation_of_which_most_units_were_made(
    records: list[Row],
) -> None:
    dataset = facts(records)
    named_first = list(dict.fromkeys(operation for _worker, operation, *_rest in records))
    units: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for worker, operation, statutory, overtime in records:
        units[f"K{worker}"][operation] += statutory + overtime
    grouping = main_operations(dataset)
    found = {}
    ends = [*grouping.starts.tolist()[1:], len(grouping.order)]
    for name, start, end in zip(grouping.names, grouping.starts.tolist(), ends, strict=True):
        for place in grouping.order[start:end].tolist():
            found[dataset.worker_months.workers[place]] = name
    expected = {
        worker: max(sorted(made, key=named_first.index), key=lambda one: made[one])
        for worker, made in units.items()
    }
    assert found == expected


def test_only_output_records_have_operations() -> None:
    roster = Dataset.build(
        DatasetKind.ROSTER,
        {
            "worker": ["A"],
            "name": ["某人"],
            "post": ["冲压"],
            "grade": ["技师"],
            "present_pay": [Decimal("5000.00")],
        },
    )
    with pytest.raises(InputError):
        main_operations(roster)
