"""A case whose first session is held today, and a clock that the tests set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import accept_offer, table_offer
from negotiator_desk.services.opening import open_desk
from negotiator_desk.services.sessions import (
    SessionDetails,
    add_session,
)
from tests.services.conftest import (
    Bargaining,
    enter_parties,
    issue,
    new_case,
    number,
)

START = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)


class Clock:
    """A clock that the tests set."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """Return what it is set to."""
        return self.now

    def later(self, minutes: int) -> datetime:
        """Let minutes pass."""
        self.now += timedelta(minutes=minutes)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(folder: Path, clock: Clock) -> Iterator[Desk]:
    desk = open_desk(folder, author="指导员", now=clock)
    yield desk
    desk.close()


@pytest.fixture
def table(desk: Desk) -> Bargaining:
    """A case whose first session is held today at nine."""
    case = new_case(desk)
    enter_parties(desk, case)
    heat = issue(desk, case, "高温津贴", number("300.0000"))
    meal = issue(desk, case, "餐补", number("15.0000"))
    rest = issue(desk, case, "休息安排", None)
    details = SessionDetails(START, "会议室", Side.EMPLOYEE, recorder="贺佳琳")
    session = add_session(desk, case, details).value
    return Bargaining(case=case, dataset="", rates=meal, heat=heat, rest=rest, session=session)


def people(desk: Desk, table: Bargaining, side: Side = Side.EMPLOYEE) -> list[str]:
    return [one.id for one in get_case(desk, table.case).parties[side].representatives]


def settle(desk: Desk, issue_id: str, session_id: str) -> None:
    offered = [(issue_id, number("400"))]
    (offer,) = table_offer(desk, session_id, Side.EMPLOYEE, offered, binding=True).value
    accept_offer(desk, offer, Side.EMPLOYER, session_id)
