import hashlib
import sys
import threading
from datetime import UTC, date
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.errors import InputError
from negotiator_desk.pay.columns import Column
from negotiator_desk.pay.dataset import MOST_RECALLED, Dataset, DatasetKind, fields
from negotiator_desk.pay.packing import pack, unpack
from tests.pay.facts import dataset, moment
from tests.pay.strategies import Rows, order_rows, output_rows, roster_rows

D = Decimal

OUTPUT: dict[str, list[Any]] = {
    "worker": ["K2", "K1", "K2"],
    "name": ["乙", "甲", "乙"],
    "operation": ["同城", "同城", "外省"],
    "month": [date(2026, 2, 28), date(2026, 1, 1), date(2026, 1, 15)],
    "quantity": [D("12.50"), 3, D(0)],
    "hours": [None, D("166.00"), None],
}

ROSTER: dict[str, list[Any]] = {
    "worker": ["1", "2"],
    "name": ["甲", "乙"],
    "post": ["钳工", "钳工"],
    "grade": ["高级工", "技师"],
    "birth_year": [1990, None],
    "hired_on": [None, date(2011, 7, 1)],
    "present_pay": [D("5000.00"), D("6000.00")],
}


def built(**changes: Any) -> Dataset:
    return Dataset.build(DatasetKind.OUTPUT, {**OUTPUT, **changes})


@pytest.mark.parametrize("kind", DatasetKind)
def test_a_dataset_without_rows_has_no_workers_and_comes_back(kind: DatasetKind) -> None:
    empty = dataset(kind, [])
    assert (empty.rows, empty.workers, empty.months) == (0, 0, 0)
    assert Dataset.from_bytes(empty.to_bytes()) == empty


@given(st.one_of(
    st.tuples(st.just(DatasetKind.OUTPUT), output_rows()),
    st.tuples(st.just(DatasetKind.ORDERS), order_rows),
    st.tuples(st.just(DatasetKind.ROSTER), roster_rows),
))  # fmt: skip
def test_a_dataset_comes_back_from_its_bytes_with_every_value(
    example: tuple[DatasetKind, Rows],
) -> None:
    kind, rows = example
    first = dataset(kind, rows)
    again = Dataset.from_bytes(first.to_bytes())
    assert again == first
    assert again.to_bytes() == first.to_bytes()
    for number, row in enumerate(rows):
        for name, column in again.columns.items():
            expected = row.get(name)
            if isinstance(expected, date) and name == "month":
                expected = expected.replace(day=1)
            assert column.value(number) == expected


def test_the_fingerprint_is_the_sha_256_of_the_bytes_and_never_changes() -> None:
    facts = built()
    assert facts.fingerprint == hashlib.sha256(facts.to_bytes()).hexdigest()
    # Written down once: another value means that stored datasets lose their name.
    assert facts.fingerprint == "13dd93a7933084fe52c7cbdd9eb7b3f7b5ee5d9a842835913c69ecb858ce3912"


def test_equal_columns_are_one_dataset_in_whatever_order_they_came() -> None:
    turned = Dataset.build(DatasetKind.OUTPUT, dict(reversed(OUTPUT.items())))
    assert turned == built()
    assert hash(turned) == hash(built())
    assert built(quantity=[D("12.51"), 3, D(0)]) != built()
    assert built() != "a dataset"


def test_a_column_without_any_value_is_as_if_it_were_absent() -> None:
    assert built(group=[None, "", None]) == built()


def test_workers_keep_their_order_and_their_months_are_grouped() -> None:
    runs = built().worker_months
    assert runs.workers == ("K2", "K1")
    assert [(int(w), int(m) % 12 + 1) for w, m in zip(runs.worker, runs.month, strict=True)] == [
        (0, 1),
        (0, 2),
        (1, 1),
    ]
    assert runs.order.tolist() == [2, 0, 1]
    assert runs.months_of_worker.tolist() == [2, 1]
    assert (built().workers, built().months) == (2, 2)


def test_totals_leave_missing_values_out() -> None:
    assert built().total("quantity") == D("15.50")
    assert built().total("hours") == D("166.00")


def test_first_texts_are_those_of_each_worker() -> None:
    assert built().first_texts("name") == ("乙", "甲")
    assert built().first_texts("group") == ("", "")
    assert built(group=[None, "东站", "西站"]).first_texts("group") == ("西站", "东站")


def test_what_does_not_depend_on_the_terms_is_worked_out_once() -> None:
    calls: list[Dataset] = []

    def work(facts: Dataset) -> int:
        calls.append(facts)
        return facts.rows

    facts = built()
    assert (facts.remember(work), facts.remember(work)) == (3, 3)
    assert calls == [facts]


def test_columns_cannot_be_changed() -> None:
    facts = built()
    before = facts.columns["quantity"].values.copy()
    facts.columns["quantity"].values[0] = 5
    assert facts.columns["quantity"].values.tolist() == before.tolist()
    assert facts.to_bytes() == built().to_bytes()
    with pytest.raises(TypeError):
        facts.columns["quantity"] = facts.columns["hours"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"colour": ["red"] * 3}, "no field “colour”"),
        ({"name": ["甲"]}, "not equally long"),
        ({"worker": ["K1", None, "K2"]}, "Worker number, row 2: the value is missing"),
        ({"worker": ["K1", "", "K2"]}, "Worker number, row 2: the value is missing"),
        ({"quantity": [1, 2, D("-0.01")]}, "Quantity, row 3: the value is out of range"),
        ({"quantity": [1, D("10000000.01"), 2]}, "Quantity, row 2: the value is out of range"),
        ({"quantity": [D("NaN"), 1, 2]}, "Quantity, row 1: the value is out of range"),
        ({"quantity": [D("Infinity"), 1, 2]}, "Quantity, row 1: the value is out of range"),
        ({"quantity": [10**30, 1, 2]}, "Quantity, row 1: the value is out of range"),
        ({"quantity": [1, D("0.001"), 2]}, "Quantity, row 2: too many decimals"),
        ({"month": [date(1899, 12, 31)] * 3}, "Month, row 1: the value is out of range"),
        ({"month": [date(2200, 1, 1)] * 3}, "Month, row 1: the value is out of range"),
        ({"name": ["甲 ", "乙", "丙"]}, "Worker name: “甲 ”"),
        ({"name": ["甲\n", "乙", "丙"]}, "Worker name: "),
        ({"name": ["名" * 201, "乙", "丙"]}, "longer than 200 characters"),
    ],
)
def test_columns_that_cannot_be_facts_are_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError) as refusal:
        built(**changes)
    assert sentence in str(refusal.value)


def test_a_required_column_that_is_not_there_is_refused() -> None:
    without = {name: values for name, values in OUTPUT.items() if name != "operation"}
    with pytest.raises(InputError, match="The column “Operation” is missing"):
        Dataset.build(DatasetKind.OUTPUT, without)


def test_a_dataset_of_stored_columns_is_the_one_of_their_values() -> None:
    facts = built()
    parts = {name: Column(one.field, one.values, one.texts) for name, one in facts.columns.items()}
    blank = Column(fields(DatasetKind.OUTPUT)[2], np.full(3, -1, dtype=np.int64))

    again = Dataset.of(DatasetKind.OUTPUT, {"group": blank, **parts})

    assert again == facts
    assert "group" not in again.columns


def test_stored_columns_that_do_not_fit_together_are_refused() -> None:
    parts = dict(built().columns)
    shorter = Column(parts["hours"].field, np.zeros(2, dtype=np.int64))
    with pytest.raises(InputError, match="not equally long"):
        Dataset.of(DatasetKind.OUTPUT, {**parts, "hours": shorter})
    del parts["operation"]
    with pytest.raises(InputError, match="The column “Operation” is missing"):
        Dataset.of(DatasetKind.OUTPUT, parts)


def test_the_fingerprint_of_bytes_read_back_is_theirs() -> None:
    content = built().to_bytes()
    assert Dataset.from_bytes(content).fingerprint == hashlib.sha256(content).hexdigest()


def test_a_worker_is_in_a_roster_once() -> None:
    assert Dataset.build(DatasetKind.ROSTER, ROSTER).months == 1
    with pytest.raises(InputError, match="Worker 1 is in the roster more than once"):
        Dataset.build(DatasetKind.ROSTER, {**ROSTER, "worker": ["1", "1"]})


def test_whole_numbers_days_and_moments_have_ranges_too() -> None:
    for name, value in (
        ("birth_year", -1),
        ("birth_year", 2200),
        ("hired_on", date(1899, 1, 1)),
    ):
        with pytest.raises(InputError, match="row 1: the value is out of range"):
            Dataset.build(DatasetKind.ROSTER, {**ROSTER, name: [value, None]})
    orders = {"worker": ["R"], "placed_at": [moment("1800-01-01 00:00")], "customer_total": [1]}
    with pytest.raises(InputError, match="Time of order, row 1"):
        Dataset.build(DatasetKind.ORDERS, orders)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("worker", 5),
        ("quantity", 1.5),
        ("quantity", "1"),
        ("quantity", True),
        ("month", "2026-01"),
    ],
)
def test_a_value_of_another_type_is_our_own_mistake(name: str, value: Any) -> None:
    with pytest.raises(TypeError):
        built(**{name: [value] * 3})


def test_a_moment_with_a_zone_or_a_year_with_decimals_is_our_own_mistake() -> None:
    zoned = moment("2026-01-01 00:00").replace(tzinfo=UTC)
    orders = {"worker": ["R"], "placed_at": [zoned], "customer_total": [1]}
    with pytest.raises(TypeError):
        Dataset.build(DatasetKind.ORDERS, orders)
    with pytest.raises(TypeError):
        Dataset.build(DatasetKind.ROSTER, {**ROSTER, "birth_year": [D(1990), None]})


@given(st.data())
def test_bytes_with_any_damage_are_refused(data: st.DataObject) -> None:
    content = built().to_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    other = data.draw(st.integers(1, 255))
    damaged = bytearray(content)
    damaged[place] ^= other
    for bad in (bytes(damaged), content[:place], content + b"\0"):
        with pytest.raises(InputError, match="not a dataset of this program, or it is damaged"):
            Dataset.from_bytes(bad)


@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused(content: bytes) -> None:
    for foreign in (content, b"NDDATA1\n" + hashlib.sha256(content).digest() + content):
        with pytest.raises(InputError):
            Dataset.from_bytes(foreign)


def _forged(**changes: Any) -> bytes:
    """Return bytes with a right digest around columns that no dataset could have."""
    packed = unpack(built().to_bytes())
    assert packed is not None
    columns = {**packed.columns, **changes.pop("columns", {})}
    gone = changes.pop("without", None)
    kept = {name: column for name, column in columns.items() if name != gone}
    columns = ((name, *column) for name, column in kept.items())
    return pack(changes.get("kind", packed.kind), packed.rows, columns)


_NUMBERS = np.array([0, 1, 1], dtype=np.int64)

FORGED = {
    "another kind": lambda: _forged(kind=DatasetKind.ROSTER),
    "a required column left out": lambda: _forged(without="operation"),
    "an unknown column": lambda: _forged(columns={"colour": (_NUMBERS, ("a", "b"))}),
    "columns in another order": lambda: _forged(columns={"group": (_NUMBERS, ("a", "b"))}),
    "a code outside the dictionary": lambda: _forged(
        columns={"name": (np.array([0, 1, 7], dtype=np.int64), ("a", "b"))}
    ),
    "a text twice in the dictionary": lambda: _forged(columns={"name": (_NUMBERS, ("a", "a"))}),
    "a text that is never used": lambda: _forged(columns={"name": (_NUMBERS, ("a", "b", "c"))}),
    "a dictionary out of order": lambda: _forged(
        columns={"name": (np.array([1, 0, 0], dtype=np.int64), ("a", "b"))}
    ),
    "a control character": lambda: _forged(columns={"name": (_NUMBERS, ("a", "\x07"))}),
    "a quantity below zero": lambda: _forged(
        columns={"quantity": (np.array([-9, 1, 1], dtype=np.int64), ())}
    ),
    "a required value missing": lambda: _forged(
        columns={"quantity": (np.array([-1, 1, 1], dtype=np.int64), ())}
    ),
    "a number column with texts": lambda: _forged(columns={"quantity": (_NUMBERS, ("a", "b"))}),
    "an optional column without a value": lambda: _forged(
        columns={"hours": (np.array([-1, -1, -1], dtype=np.int64), ())}
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_bytes_that_are_whole_but_not_canonical_are_refused(name: str) -> None:
    with pytest.raises(InputError):
        Dataset.from_bytes(FORGED[name]())


def test_every_kind_names_its_workers_and_its_units() -> None:
    for kind in DatasetKind:
        names = [field.name for field in fields(kind)]
        assert "worker" in names
        assert len(names) == len(set(names))
    units = {field.name: field.unit for field in fields(DatasetKind.ORDERS)}
    assert units["customer_total"] == "yuan"
    assert units["distance_km"] == "km"


@pytest.mark.parametrize(
    "header",
    [
        b"[" * 50_000,
        b"{}",
        b"[]",
        b'{"kind":"output","rows":-1,"columns":[]}',
        b'{"kind":"output","rows":20000001,"columns":[]}',
        b'{"kind":"output","rows":1.0,"columns":[]}',
        b'{"kind":"wages","rows":0,"columns":[]}',
        b'{"kind":"output","rows":1,"columns":[{"name":"worker","base":0,"width":3,"texts":0}]}',
        b'{"kind":"output","rows":1,"columns":[{"name":"worker","base":0,"width":8,"texts":0}]}',
        b'{"kind":"output","rows":1,"columns":[{"name":"worker","base":0.5,"width":0,"texts":0}]}',
        b'{"kind":"output","rows":1,"columns":[{"name":"worker","base":0,"width":0,"texts":-1}]}',
        b'{"kind":"output","rows":1,"columns":[{"name":"worker","base":1%s,"width":0,"texts":0}]}'
        % (b"0" * 30),
    ],
)
def test_a_header_that_lies_is_refused(header: bytes) -> None:
    body = len(header).to_bytes(4, "little") + header
    with pytest.raises(InputError, match="not a dataset"):
        Dataset.from_bytes(b"NDDATA1\n" + hashlib.sha256(body).digest() + body)


def _terms_back(_dataset: Dataset, terms: int) -> int:
    return terms


def test_threads_that_ask_at_once_are_all_answered_and_little_is_kept() -> None:
    facts = built()
    answers: list[bool] = []
    together = threading.Barrier(3)

    def ask(first: int) -> None:
        numbers = range(first, first + 10_000)
        together.wait()
        answers.append(all(facts.recall(_terms_back, number) == number for number in numbers))

    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=ask, args=(first,)) for first in (1, 20_001, 40_001)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(often)
    assert answers == [True] * len(threads)
    assert len(facts._recalled) == MOST_RECALLED
