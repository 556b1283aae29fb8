"""What can be sent is listed, the latest first, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from negotiator_desk.bargaining.exchange import MessageKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.services.contracts import draft_contract
from negotiator_desk.services.exchange_offering import Sendable, list_sendable, seal_sendable
from negotiator_desk.services.exchange_receiving import accept_message
from negotiator_desk.services.exchanges import get_message
from negotiator_desk.services.offers import withdraw_offer
from tests.services.conftest import number, rate_table
from tests.services.two_laptops import Laptop, two_laptops

Pair = tuple[Laptop, Laptop]


@pytest.fixture
def pair(tmp_path: Path, now: datetime) -> Iterator[Pair]:
    with two_laptops(tmp_path, now) as both:
        yield both


def listed(laptop: Laptop) -> list[tuple[MessageKind, tuple[str, ...]]]:
    return [(one.kind, one.titles) for one in list_sendable(laptop.desk, laptop.case)]


def only(laptop: Laptop) -> Sendable:
    (one,) = list_sendable(laptop.desk, laptop.case)
    return one


def test_offers_put_together_are_sent_together(pair: Pair) -> None:
    union, _employers = pair
    union.table((union.heat, number("450")), (union.rates, rate_table("0.9", "1.0")))
    one = only(union)
    assert (one.kind, one.titles) == (MessageKind.OFFER, ("派件费单价", "高温津贴"))
    assert (one.side, one.message_row_id, one.message) == (Side.EMPLOYEE, None, None)
    row = seal_sendable(union.desk, one, Side.EMPLOYEE).value
    sealed = only(union)
    assert (sealed.message_row_id, sealed.message) == (row, get_message(union.desk, row).message)


def test_what_was_replaced_or_withdrawn_is_not_sent(pair: Pair) -> None:
    union, _employers = pair
    union.table((union.heat, number("450")))
    (latest,) = union.table((union.heat, number("440")))
    assert only(union).source_id == latest
    withdraw_offer(union.desk, latest)
    assert listed(union) == []


def test_a_version_is_sealed_on_behalf_of_a_side(pair: Pair) -> None:
    union, _employers = pair
    draft_contract(union.desk, union.case)
    one = only(union)
    assert (one.kind, one.version, one.side) == (MessageKind.TEXT, 1, None)
    seal_sendable(union.desk, one, Side.EMPLOYER)
    assert only(union).side is Side.EMPLOYER


def test_what_came_is_not_sent_on_but_its_answer_goes_back(pair: Pair) -> None:
    union, employers = pair
    union.table((union.heat, number("450")))
    row = seal_sendable(union.desk, only(union), Side.EMPLOYEE).value
    answer = accept_message(
        employers.desk, employers.case, union.file_of(row), employers.choices
    ).value
    one = only(employers)
    assert (one.kind, one.message_row_id) == (MessageKind.ANSWER, answer)
    again = seal_sendable(employers.desk, one, Side.EMPLOYER)
    assert (again.value, again.changed) == (answer, frozenset())
