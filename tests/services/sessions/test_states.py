"""Sessions that are suspended, resumed, ended and reopened, in the right order only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.lookup import find_session
from negotiator_desk.services.offer_views import list_offers
from negotiator_desk.services.offers import (
    hold_offer,
    release_offer,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import (
    SessionState,
    end_session,
    refuse_closed,
    reopen_session,
    resume_session,
    suspend_session,
)
from negotiator_desk.services.sessions import (
    SessionDetails,
    SessionHead,
    add_session,
    edit_head,
    list_sessions,
)
from tests.services.conftest import (
    Bargaining,
    number,
)
from tests.services.sessions.conftest import START, Clock


def test_a_session_is_suspended_resumed_and_ended_with_its_times(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    first = clock.later(40)
    suspend_session(desk, table.session, "各自商量")
    assert get_record(desk, table.session).state is SessionState.SUSPENDED
    second = clock.later(15)
    resume_session(desk, table.session)
    assert get_record(desk, table.session).state is SessionState.UNDER_WAY
    third = clock.later(30)
    end_session(desk, table.session)
    record = get_record(desk, table.session)
    assert (record.state, record.ended_at) == (SessionState.ENDED, third)
    assert [(one.paused_at, one.resumed_at, one.reason) for one in record.pauses] == [
        (first, second, "各自商量")
    ]
    assert list_sessions(desk, table.case)[0].state is SessionState.ENDED
    desk.undo()
    assert get_record(desk, table.session).state is SessionState.UNDER_WAY


def test_steps_in_the_wrong_order_are_refused(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(RuleError, match="is not suspended"):
        resume_session(desk, table.session)
    with pytest.raises(RuleError, match="has not ended"):
        reopen_session(desk, table.session)
    suspend_session(desk, table.session)
    with pytest.raises(RuleError, match="is suspended"):
        suspend_session(desk, table.session)
    end_session(desk, table.session)
    for step in (end_session, resume_session):
        with pytest.raises(RuleError, match="has ended already"):
            step(desk, table.session)
    with pytest.raises(RuleError, match="has ended"):
        suspend_session(desk, table.session)


def test_a_session_that_ended_while_suspended_is_suspended_when_it_is_reopened(
    desk: Desk, table: Bargaining
) -> None:
    suspend_session(desk, table.session)
    end_session(desk, table.session)
    reopen_session(desk, table.session)
    assert get_record(desk, table.session).state is SessionState.SUSPENDED


def test_nothing_is_offered_while_a_session_is_suspended_or_over(
    desk: Desk, table: Bargaining
) -> None:
    def refusal() -> str:
        try:
            desk.read(lambda session: refuse_closed(session, find_session(session, table.session)))
        except RuleError as error:
            return f"{error} {error.hint}"
        return ""

    assert refusal() == ""
    suspend_session(desk, table.session)
    assert "Session 1 is suspended" in refusal()
    assert "Resume the session" in refusal()
    end_session(desk, table.session)
    assert "Session 1 has ended" in refusal()
    assert "Open the next session" in refusal()


@pytest.mark.parametrize("close", [suspend_session, end_session])
def test_a_side_takes_its_word_back_while_the_session_is_suspended_or_over(
    desk: Desk, table: Bargaining, close: Callable[[Desk, str], object]
) -> None:
    terms = [(table.heat, number("400"))]
    (made,) = table_offer(desk, table.session, Side.EMPLOYEE, terms, binding=True).value
    hold_offer(desk, made, Side.EMPLOYER, table.session)
    close(desk, table.session)
    release_offer(desk, made)
    with pytest.raises(RuleError, match="Session 1"):
        hold_offer(desk, made, Side.EMPLOYER, table.session)
    withdraw_offer(desk, made)
    assert [one.state for one in list_offers(desk, table.heat)] == [OfferState.WITHDRAWN]


def test_a_session_does_not_end_before_it_was_held_or_suspended(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    with pytest.raises(RuleError, match="is before 2026-11-18 09:00"):
        end_session(desk, table.session, START - timedelta(minutes=1))
    with pytest.raises(RuleError, match="has not come yet"):
        end_session(desk, table.session, START + timedelta(minutes=1))
    clock.later(30)
    suspend_session(desk, table.session)
    clock.later(30)
    with pytest.raises(RuleError, match="is before 2026-11-18 09:30"):
        end_session(desk, table.session, START + timedelta(minutes=20))
    end_session(desk, table.session, START + timedelta(minutes=40))
    assert get_record(desk, table.session).ended_at == START + timedelta(minutes=40)


def test_a_session_that_is_yet_to_be_held_is_neither_suspended_nor_ended(
    desk: Desk, table: Bargaining
) -> None:
    details = SessionDetails(START + timedelta(days=2), "", Side.EMPLOYER)
    planned = add_session(desk, table.case, details).value
    for step in (suspend_session, end_session):
        with pytest.raises(RuleError, match="is before 2026-11-20 09:00"):
            step(desk, planned)


def test_a_session_is_not_held_after_it_ended(desk: Desk, table: Bargaining, clock: Clock) -> None:
    clock.later(60)
    end_session(desk, table.session)
    head = SessionHead(START + timedelta(hours=2), "", Side.EMPLOYEE, "", "")
    with pytest.raises(RuleError, match="cannot be held later than that"):
        edit_head(desk, table.session, head)


def test_a_session_ends_within_the_minute_it_was_entered_in(desk: Desk, table: Bargaining) -> None:
    held_at = START + timedelta(seconds=40)
    second = add_session(desk, table.case, SessionDetails(held_at, "", Side.EMPLOYER)).value
    end_session(desk, second)
    assert get_record(desk, second).ended_at == START
