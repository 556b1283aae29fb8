"""Frozen dataclasses of plain values as JSON-ready data, and back again by their annotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from negotiator_desk.pay.assumptions import Assumptions
from negotiator_desk.pay.assumptions_data import assumptions_from_data, assumptions_to_data
from negotiator_desk.pay.plain_data import decimal, flag, text, whole
from negotiator_desk.pay.terms import Terms
from negotiator_desk.pay.terms_data import terms_from_data, terms_to_data

T = TypeVar("T")

_TERMS = get_args(Terms)


def to_plain(value: object) -> object:
    """Return a value as JSON-ready data; a number with decimals is a text that keeps them all.

    Raises:
        TypeError: It is nothing that can be read back.
    """
    match value:
        case None | bool() | int():
            return value
        case StrEnum():
            return value.value
        case str():
            return value
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [to_plain(item) for item in value]
        case Assumptions():
            return assumptions_to_data(value)
    if isinstance(value, _TERMS):
        return terms_to_data(cast("Terms", value))
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    raise TypeError(f"no JSON for a {type(value).__name__}")


def from_plain(kind: type[T], data: object) -> T:
    """Return the dataclass that `to_plain` wrote.

    Args:
        kind: Its class, every field of which is annotated with what `to_plain` takes.

    Raises:
        TypeError: A value is not of its field's type, or a field is unknown or missing; likewise
            ValueError and ArithmeticError.
    """
    return cast("T", _read(kind, data))


def _read(kind: Any, data: object) -> object:
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        return _read_choice(get_args(kind), data)
    if origin is tuple:
        return _read_tuple(get_args(kind), data)
    readers = {str: text, int: whole, bool: flag, Decimal: decimal}
    if kind in readers:
        return readers[kind](data)
    if kind in {date, datetime}:
        return kind.fromisoformat(text(data))
    if issubclass(kind, StrEnum):
        return kind(text(data))
    if not isinstance(data, Mapping):
        raise TypeError("a table is expected")
    if kind is Assumptions:
        return assumptions_from_data(data)
    hints = _hints(kind)
    if set(data) != set(hints):
        raise TypeError(f"{kind.__name__}: fields {sorted(set(data) ^ set(hints))}")
    return kind(**{name: _read(hint, data[name]) for name, hint in hints.items()})


def _read_choice(kinds: tuple[Any, ...], data: object) -> object:
    """Read a value that may be missing, or terms of any subject."""
    if data is None and NoneType in kinds:
        return None
    rest = tuple(kind for kind in kinds if kind is not NoneType)
    if set(rest) == set(_TERMS) and isinstance(data, Mapping):
        return terms_from_data(data)
    (only,) = rest
    return _read(only, data)


def _read_tuple(kinds: tuple[Any, ...], data: object) -> tuple[object, ...]:
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise TypeError("a list is expected")
    if kinds[1:] == (Ellipsis,):
        return tuple(_read(kinds[0], item) for item in data)
    return tuple(_read(kind, item) for kind, item in zip(kinds, data, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return {item.name: get_type_hints(kind)[item.name] for item in fields(kind)}
