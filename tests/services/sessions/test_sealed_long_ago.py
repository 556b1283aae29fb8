"""Sheets of sessions that are over: what comes later leaves them as they are, and current."""

from __future__ import annotations

from datetime import timedelta

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import remove_issue
from negotiator_desk.services.meeting_sheets import list_sheets, seal_sheet, sheet_pdf, sign_sheet
from negotiator_desk.services.offers import accept_offer, hold_offer, table_offer, withdraw_offer
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import end_session
from negotiator_desk.services.sessions import SessionDetails, add_session
from tests.drafting.reading import pages_by_pypdf
from tests.services.conftest import Bargaining, number
from tests.services.sessions.conftest import START, Clock

DAY = 24 * 60


def offer(desk: Desk, table: Bargaining, session_id: str | None = None) -> str:
    terms = [(table.heat, number("400"))]
    where = session_id or table.session
    (made,) = table_offer(desk, where, Side.EMPLOYEE, terms, binding=True).value
    return made


def half_signed(desk: Desk, table: Bargaining) -> str:
    sheet = seal_sheet(desk, table.session, "zh_CN").value
    sign_sheet(desk, sheet.id, Side.EMPLOYEE, "张三")
    return sheet.id


def next_session(desk: Desk, table: Bargaining, clock: Clock) -> str:
    details = SessionDetails(clock.now, "会议室", Side.EMPLOYER)
    return add_session(desk, table.case, details).value


def text_of(desk: Desk, table: Bargaining) -> str:
    sheet = seal_sheet(desk, table.session, "en").value
    return "".join(pages_by_pypdf(sheet_pdf(desk, sheet.id)))


def is_current(desk: Desk, table: Bargaining) -> bool:
    return list_sheets(desk, table.session)[0].is_current


def test_a_withdrawal_in_the_next_session_leaves_the_half_signed_sheet_of_the_one_before(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    clock.later(10)
    made = offer(desk, table)
    sheet = half_signed(desk, table)
    clock.later(DAY)
    next_session(desk, table, clock)
    withdraw_offer(desk, made)
    assert is_current(desk, table), "nobody recorded when session 1 ended, but session 2 is held"
    sign_sheet(desk, sheet, Side.EMPLOYER, "李四")
    assert list_sheets(desk, table.session)[0].is_signed


def test_a_withdrawal_before_the_next_session_is_held_belongs_to_the_one_before(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    made = offer(desk, table)
    seal_sheet(desk, table.session, "zh_CN")
    planned = SessionDetails(clock.later(DAY), "会议室", Side.EMPLOYER)
    clock.now = START
    add_session(desk, table.case, planned)
    assert is_current(desk, table), "that the next session is planned changes nothing"
    clock.later(10)
    withdraw_offer(desk, made)
    assert not is_current(desk, table)


def test_a_session_is_over_when_it_ended_or_the_next_one_is_held(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    assert get_record(desk, table.session).over_since is None
    second_held = clock.later(DAY)
    second = next_session(desk, table, clock)
    assert get_record(desk, table.session).over_since == second_held
    assert get_record(desk, second).over_since is None
    third_ended = clock.later(30)
    end_session(desk, table.session)
    assert get_record(desk, table.session).over_since == third_ended
    assert get_record(desk, second).over_since is None


def test_an_issue_stays_if_it_was_on_the_agenda_of_a_session_that_another_followed(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    clock.later(DAY)
    next_session(desk, table, clock)
    with pytest.raises(RuleError, match="was on the agenda of session 1, which is over"):
        remove_issue(desk, table.rest)


def test_what_is_entered_afterwards_is_taken_while_nobody_recorded_the_end(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    seal_sheet(desk, table.session, "zh_CN")
    clock.later(DAY)
    next_session(desk, table, clock)
    offer(desk, table)
    assert not is_current(desk, table), "the log of session 1 has an offer more"


@pytest.mark.parametrize("minutes", [0, 10, 20])
def test_what_was_held_and_then_accepted_is_agreed_and_not_tentative(
    desk: Desk, table: Bargaining, clock: Clock, minutes: int
) -> None:
    """The end may be recorded afterwards, as a moment before the last handshake."""
    made = offer(desk, table)
    hold_offer(desk, made, Side.EMPLOYER, table.session)
    clock.later(10)
    accept_offer(desk, made, Side.EMPLOYER, table.session)
    clock.later(10)
    end_session(desk, table.session, START + timedelta(minutes=minutes))
    record = get_record(desk, table.session)
    assert [one.issue_title for one in record.agreed] == ["高温津贴"]
    assert record.tentative == ()
    said = text_of(desk, table)
    assert said.count("Tentative") == 0
    assert "Agreed" in said


def test_what_was_held_in_one_session_and_accepted_in_the_next_stays_tentative_in_the_first(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    made = offer(desk, table)
    hold_offer(desk, made, Side.EMPLOYER, table.session)
    sheet = half_signed(desk, table)
    clock.later(DAY)
    second = next_session(desk, table, clock)
    accept_offer(desk, made, Side.EMPLOYER, second)
    assert [one.offer_id for one in get_record(desk, table.session).tentative] == [made]
    sign_sheet(desk, sheet, Side.EMPLOYER, "李四")
    assert get_record(desk, second).tentative == ()
