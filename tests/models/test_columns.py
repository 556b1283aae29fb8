"""Column types: exact both ways, and what they refuse."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import hypothesis.strategies as st
import pytest
import sqlcipher3
from hypothesis import given
from sqlalchemy import Column, Engine, MetaData, Table, create_engine, func, insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.types import TypeEngine

from negotiator_desk.models.columns import (
    CanonicalJson,
    CheckedText,
    EnumText,
    Flag,
    IsoDate,
    UtcTime,
    canonical_json,
    clean_text,
)


class Colour(StrEnum):
    RED = "red"


class Other(StrEnum):
    BLUE = "blue"


TYPES: dict[str, TypeEngine[Any]] = {
    "line": CheckedText(10),
    "moment": UtcTime(),
    "day": IsoDate(),
    "data": CanonicalJson(),
    "colour": EnumText(Colour),
    "flag": Flag(),
}
TABLE = Table(
    "t", MetaData(), *(Column(name, kind) for name, kind in TYPES.items()), sqlite_strict=True
)
# Every zone reaches these moments; Hypothesis wants them without one.
EARLIEST = datetime(1, 1, 2)  # noqa: DTZ001
LATEST = datetime(9999, 12, 30)  # noqa: DTZ001


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://", module=sqlcipher3)
    TABLE.metadata.create_all(engine)
    yield engine
    engine.dispose()


def round_trip(engine: Engine, name: str, value: object) -> tuple[Any, str]:
    """Return what comes back, and the type SQLite stored it as."""
    with engine.connect() as connection:
        connection.execute(insert(TABLE).values({name: value}))
        row = connection.execute(select(TABLE.c[name], func.typeof(TABLE.c[name]))).one()
        connection.rollback()
    return row[0], row[1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("line", "12345678901"),
        ("line", 1),
        ("moment", datetime(2026, 11, 18, 9, 0)),  # noqa: DTZ001  (refused)
        ("moment", "2026-11-18"),
        ("day", datetime(2026, 11, 18, 9, 0, tzinfo=UTC)),
        ("day", "2026-11-18"),
        ("data", {"rate": 1.5}),
        ("data", {"rates": [{"rate": float("nan")}]}),
        ("data", {"when": date(2026, 11, 18)}),
        ("data", {1: "a number as key"}),
        ("colour", Other.BLUE),
        ("colour", "green"),
        ("flag", 2),
        ("flag", "yes"),
    ],
)
def test_what_is_not_exact_or_not_allowed_is_refused(
    engine: Engine, name: str, value: object
) -> None:
    with pytest.raises(StatementError):
        round_trip(engine, name, value)


@pytest.mark.parametrize("name", TYPES)
def test_nothing_comes_back_as_nothing(engine: Engine, name: str) -> None:
    assert round_trip(engine, name, None) == (None, "null")


def test_text_is_stored_in_its_composed_form_without_control_characters(engine: Engine) -> None:
    typed = "e\u0301\x00工\x07\ud800资\x85\r\n\t"
    assert round_trip(engine, "line", typed)[0] == "é工资\n\t"


@given(st.text())
def test_cleaned_text_is_clean_and_cleaning_it_again_changes_nothing(text: str) -> None:
    cleaned = clean_text(text)
    assert clean_text(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()  # no lone surrogate is left


def test_a_text_is_measured_after_cleaning(engine: Engine) -> None:
    assert round_trip(engine, "line", "e\u0301" * 10)[0] == "é" * 10


@given(
    st.datetimes(
        min_value=EARLIEST,
        max_value=LATEST,
        timezones=st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours))),
    )
)
def test_a_moment_comes_back_in_utc(engine: Engine, moment: datetime) -> None:
    back, stored = round_trip(engine, "moment", moment)
    assert back == moment
    assert back.tzinfo == UTC
    assert stored == "text"


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=2))
def test_stored_moments_sort_as_text(moments: list[datetime]) -> None:
    kind = UtcTime()
    texts = [kind.process_bind_param(moment, None) for moment in moments]  # type: ignore[arg-type]
    assert sorted(texts, key=str) == [
        kind.process_bind_param(moment, None)  # type: ignore[arg-type]
        for moment in sorted(moments)
    ]


@given(st.dates())
def test_a_day_comes_back(engine: Engine, day: date) -> None:
    assert round_trip(engine, "day", day) == (day, "text")


def test_choices_and_flags_come_back_as_what_they_are(engine: Engine) -> None:
    assert round_trip(engine, "colour", Colour.RED) == (Colour.RED, "text")
    assert round_trip(engine, "flag", True) == (True, "integer")
    assert round_trip(engine, "flag", False) == (False, "integer")


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text('甲乙 "\\\n'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner),
    max_leaves=8,
)


@given(plain)
def test_plain_data_comes_back_and_has_one_text(engine: Engine, data: object) -> None:
    text = canonical_json(data)
    if data is not None:
        assert round_trip(engine, "data", data) == (data, "text")
    assert canonical_json(data) == text
    assert " :" not in text


def test_the_canonical_text_never_changes() -> None:
    data = {"b": [1, True, None], "a": {"派费": "1.2000"}}
    assert canonical_json(data) == '{"a":{"派费":"1.2000"},"b":[1,true,null]}'
