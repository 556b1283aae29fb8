"""Sheets of sessions that are over: what comes later leaves them as they are, and current."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.meeting_log import SheetSnapshot
from negotiator_desk.errors import RuleError
from negotiator_desk.models.meetings import MeetingSheet
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import remove_issue
from negotiator_desk.services.meeting_sheets import list_sheets, seal_sheet, sheet_pdf, sign_sheet
from negotiator_desk.services.offers import accept_offer, hold_offer, table_offer, withdraw_offer
from negotiator_desk.services.parties import (
    PartyDetails,
    edit_representative,
    replace_representative,
    save_party,
)
from negotiator_desk.services.session_attendance import mark_present
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import end_session, reopen_session
from negotiator_desk.services.sessions import SessionDetails, add_session
from tests.drafting.reading import pages_by_pypdf
from tests.services.conftest import Bargaining, number, person
from tests.services.sessions.conftest import START, Clock, people

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


def stored(desk: Desk, sheet_id: str) -> dict[str, object]:
    def query(session: Session) -> dict[str, object]:
        row = session.get(MeetingSheet, sheet_id)
        assert row is not None
        return row.snapshot

    return desk.read(query)


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


def ended_and_half_signed(desk: Desk, table: Bargaining, clock: Clock) -> str:
    """Hold a session with two of each side in which both chiefs speak; return its sheet."""
    present = [*people(desk, table)[:2], *people(desk, table, Side.EMPLOYER)[:2]]
    mark_present(desk, table.session, present)
    terms = [(table.heat, number("400"))]
    speaks, accepts = present[0], present[2]
    (made,) = table_offer(
        desk, table.session, Side.EMPLOYEE, terms, binding=True, speaker_id=speaks
    ).value
    clock.later(10)
    accept_offer(desk, made, Side.EMPLOYER, table.session, speaker_id=accepts)
    end_session(desk, table.session, clock.later(20))
    sheet = half_signed(desk, table)
    clock.later(30 * DAY)
    return sheet


def test_another_chief_chosen_later_leaves_the_sheet_current_and_signable(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    sheet = ended_and_half_signed(desk, table, clock)
    second = people(desk, table)[1]
    edit_representative(desk, second, person("快递行业工会代表2", chief=True))
    assert is_current(desk, table)
    assert seal_sheet(desk, table.session, "zh_CN").changed == frozenset()
    sign_sheet(desk, sheet, Side.EMPLOYER, "李四")
    assert list_sheets(desk, table.session)[0].is_signed


def test_a_name_or_post_that_changes_later_leaves_the_sheet_current(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    ended_and_half_signed(desk, table, clock)
    for side in Side:
        for who in people(desk, table, side)[:2]:
            edit_representative(desk, who, person("改名", chief=True))
    save_party(desk, table.case, Side.EMPLOYER, PartyDetails("改名企业协会"))
    assert is_current(desk, table)
    assert "改名" in get_record(desk, table.session).chair_name, "the record has today's names"


def test_a_chief_who_is_replaced_later_leaves_the_sheet_current(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    ended_and_half_signed(desk, table, clock)
    replace_representative(desk, people(desk, table)[0], person("后来者", chief=True))
    assert is_current(desk, table)


def test_what_is_corrected_in_the_record_makes_a_sheet_with_the_names_of_then(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    ended_and_half_signed(desk, table, clock)
    third = people(desk, table)[2]
    edit_representative(desk, third, person("后来的首席", chief=True))
    mark_present(desk, table.session, [third])
    assert not is_current(desk, table), "who was there belongs to the session"
    log = SheetSnapshot.from_data(stored(desk, seal_sheet(desk, table.session, "en").value.id)).log
    assert log.chair_name == "快递行业工会代表1"
    assert [(one.name, one.is_chief) for one in log.present(Side.EMPLOYEE)] == [
        ("快递行业工会代表1", True),
        ("快递行业工会代表2", False),
        ("后来的首席", False),
    ]
    assert [one.speaker for one in log.offers] == ["快递行业工会代表1"]
    assert [one.speaker for one in log.agreed] == ["快递企业协会代表1"]


def test_a_session_that_is_reopened_takes_a_corrected_name(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    ended_and_half_signed(desk, table, clock)
    edit_representative(desk, people(desk, table)[0], person("正确的名字", chief=True))
    reopen_session(desk, table.session)
    end_session(desk, table.session, clock.later(1))
    assert not is_current(desk, table)
    said = text_of(desk, table)
    assert "正确的名字" in said
    assert list_sheets(desk, table.session)[1].replaced_by == 2


def test_a_name_that_is_corrected_while_the_session_goes_on_outdates_its_sheet(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    first = people(desk, table)[0]
    mark_present(desk, table.session, [first])
    seal_sheet(desk, table.session, "zh_CN")
    edit_representative(desk, first, person("正确的名字", chief=True))
    assert not is_current(desk, table)
    end_session(desk, table.session, clock.later(5))
    assert "正确的名字" in text_of(desk, table)
