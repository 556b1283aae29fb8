"""The record of a session: its head, its agenda, what was said and what came of it."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.terms import Subject
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.issues import IssueDetails, add_issue, remove_issue
from negotiator_desk.services.session_agenda import set_agenda
from negotiator_desk.services.session_attendance import (
    mark_absent,
    mark_arrival,
    mark_present,
    set_arrival,
)
from negotiator_desk.services.session_minutes import (
    add_entry,
    edit_entry,
    remove_entry,
    save_minutes,
)
from negotiator_desk.services.session_notices import session_notices
from negotiator_desk.services.session_proposals import propose_session
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import (
    end_session,
    reopen_session,
    resume_session,
    suspend_session,
)
from negotiator_desk.services.sessions import (
    SessionDetails,
    SessionHead,
    add_session,
    edit_head,
    edit_session,
    list_sessions,
)
from tests.services.conftest import (
    Bargaining,
    issue,
    new_case,
)
from tests.services.sessions.conftest import START, Clock, people, settle


def test_the_chiefs_take_turns_and_the_place_and_the_recorder_stay(
    desk: Desk, table: Bargaining
) -> None:
    proposal = propose_session(desk, table.case)
    assert (proposal.number, proposal.chair) == (2, Side.EMPLOYER)
    assert proposal.chiefs[Side.EMPLOYER] == "快递企业协会代表1"
    assert (proposal.place, proposal.recorder) == ("会议室", "贺佳琳")


def test_a_new_session_deals_with_what_is_open(desk: Desk, table: Bargaining) -> None:
    settle(desk, table.heat, table.session)
    assert propose_session(desk, table.case).issues == (table.rates, table.rest)
    second = add_session(desk, table.case, SessionDetails(START, "", Side.EMPLOYER)).value
    assert [one.issue_id for one in get_record(desk, second).agenda] == [table.rates, table.rest]
    assert list_sessions(desk, table.case)[1].issues == (table.rates, table.rest)


def test_the_first_session_of_a_case_is_proposed_too(desk: Desk) -> None:
    proposal = propose_session(desk, new_case(desk))
    assert (proposal.number, proposal.place, proposal.issues) == (1, "", ())
    assert proposal.chiefs == {}


def test_the_head_is_changed_without_the_rest(desk: Desk, table: Bargaining) -> None:
    mark_arrival(desk, table.session, people(desk, table)[0])
    head = SessionHead(START, "二楼", Side.EMPLOYER, "周敏", "街道总工会一人")
    edit_head(desk, table.session, head)
    record = get_record(desk, table.session)
    assert (record.place, record.recorder, record.observers) == ("二楼", "周敏", "街道总工会一人")
    assert record.chair_name == "快递企业协会代表1"
    assert len(record.present) == 1
    assert len(record.agenda) == 3


def test_changing_a_session_by_its_form_keeps_agenda_and_arrivals(
    desk: Desk, table: Bargaining
) -> None:
    who = people(desk, table)[0]
    mark_arrival(desk, table.session, who)
    set_agenda(desk, table.session, [table.rest])
    details = SessionDetails(START, "二楼", Side.EMPLOYEE, present=tuple(people(desk, table)))
    edit_session(desk, table.session, details)
    record = get_record(desk, table.session)
    assert [one.issue_id for one in record.agenda] == [table.rest]
    assert [one.arrived_at for one in record.present] == [START, None, None]


def test_the_agenda_keeps_its_order_and_undo_brings_it_back(desk: Desk, table: Bargaining) -> None:
    set_agenda(desk, table.session, [table.rest, table.heat])
    titles = [one.title for one in get_record(desk, table.session).agenda]
    assert titles == ["休息安排", "高温津贴"]
    desk.undo()
    assert len(get_record(desk, table.session).agenda) == 3


def test_an_agenda_of_another_case_or_with_an_issue_twice_is_refused(
    desk: Desk, table: Bargaining
) -> None:
    stranger = issue(desk, new_case(desk, "另一案"), "别的", None)
    with pytest.raises(InputError, match="does not belong to this case"):
        set_agenda(desk, table.session, [table.heat, stranger])
    with pytest.raises(InputError, match="twice"):
        set_agenda(desk, table.session, [table.heat, table.heat])
    assert len(get_record(desk, table.session).agenda) == 3


def test_an_issue_that_is_removed_leaves_the_agendas_of_sessions_under_way(
    desk: Desk, table: Bargaining
) -> None:
    remove_issue(desk, table.heat)
    assert [one.title for one in get_record(desk, table.session).agenda] == ["餐补", "休息安排"]
    desk.undo()
    assert len(get_record(desk, table.session).agenda) == 3


def test_an_issue_that_the_record_of_a_session_names_is_not_removed(
    desk: Desk, table: Bargaining
) -> None:
    add_entry(desk, table.session, "企业方未带数据。", table.heat)
    with pytest.raises(RuleError, match="minutes of session 1"):
        remove_issue(desk, table.heat)
    end_session(desk, table.session)
    with pytest.raises(RuleError, match="session 1, which is over"):
        remove_issue(desk, table.rest)


def test_what_was_said_stands_in_the_record_in_its_order(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    first = add_entry(desk, table.session, " 工会方说明诉求。 ", table.heat).value
    clock.later(4)
    second = add_entry(desk, table.session, "企业方答复。").value
    edit_entry(desk, first, "工会方先说明诉求。", table.rest)
    save_minutes(desk, table.session, "双方均已发言。")
    record = get_record(desk, table.session)
    assert [(one.text, one.issue_title) for one in record.entries] == [
        ("工会方先说明诉求。", "休息安排"),
        ("企业方答复。", None),
    ]
    assert record.entries[0].written_at == START
    assert record.minutes == "双方均已发言。"
    remove_entry(desk, second)
    assert len(get_record(desk, table.session).entries) == 1
    with pytest.raises(RuleError, match="not in the minutes any more"):
        remove_entry(desk, second)


def test_an_empty_entry_and_one_on_an_issue_of_another_case_are_refused(
    desk: Desk, table: Bargaining
) -> None:
    stranger = issue(desk, new_case(desk, "另一案"), "别的", None)
    with pytest.raises(InputError, match="nothing to write down"):
        add_entry(desk, table.session, " \n ")
    with pytest.raises(RuleError, match="another case"):
        add_entry(desk, table.session, "……", stranger)
    assert get_record(desk, table.session).entries == ()


def test_what_a_later_session_agrees_leaves_the_record_of_an_earlier_one(
    desk: Desk, table: Bargaining
) -> None:
    settle(desk, table.heat, table.session)
    second = add_session(desk, table.case, SessionDetails(START, "", Side.EMPLOYER)).value
    before = get_record(desk, table.session)
    settle(desk, table.rates, second)
    assert get_record(desk, table.session) == before
    assert [one.issue_title for one in before.agreed] == ["高温津贴"]
    assert [one.title for one in before.open] == ["餐补", "休息安排"]
    later = get_record(desk, second)
    assert [(one.issue_title, one.offered_in) for one in later.agreed] == [("餐补", 2)]
    assert [one.title for one in later.open] == ["休息安排"]


def test_an_issue_that_is_not_on_the_agenda_is_still_open(desk: Desk, table: Bargaining) -> None:
    add_issue(desk, table.case, IssueDetails("宿舍", Subject.TEXT))
    record = get_record(desk, table.session)
    assert "宿舍" not in [one.title for one in record.agenda]
    assert (record.open[-1].title, record.open[-1].position) == ("宿舍", None)


def test_a_neutral_recorder_and_the_chair_in_turn_raise_no_notice(
    desk: Desk, table: Bargaining
) -> None:
    assert session_notices(desk, table.session) == ()


def test_a_recorder_who_speaks_for_a_side_is_noticed_and_not_refused(
    desk: Desk, table: Bargaining
) -> None:
    head = SessionHead(START, "", Side.EMPLOYEE, "快递企业协会 代表2", "")
    edit_head(desk, table.session, head)
    (notice,) = session_notices(desk, table.session)
    assert "is a representative of the employer side" in notice.text
    assert "宁波市企业工资集体协商条例" in notice.basis
    edit_head(desk, table.session, SessionHead(START, "", Side.EMPLOYEE, "", ""))
    assert [one.text for one in session_notices(desk, table.session)] == ["No recorder is named."]


def test_a_chair_out_of_turn_is_noticed(desk: Desk, table: Bargaining) -> None:
    details = SessionDetails(START, "", Side.EMPLOYEE, recorder="贺佳琳")
    second = add_session(desk, table.case, details).value
    (notice,) = session_notices(desk, second)
    assert "presides again" in notice.text


def test_nothing_of_a_session_changes_while_its_case_is_in_the_trash(
    desk: Desk, table: Bargaining
) -> None:
    entry = add_entry(desk, table.session, "……").value
    who = people(desk, table)[0]
    trash_case(desk, table.case)
    head = SessionHead(START, "", Side.EMPLOYEE, "", "")
    for work in (
        lambda: edit_head(desk, table.session, head),
        lambda: set_agenda(desk, table.session, []),
        lambda: mark_arrival(desk, table.session, who),
        lambda: mark_present(desk, table.session, [who]),
        lambda: mark_absent(desk, table.session, who),
        lambda: set_arrival(desk, table.session, who, START),
        lambda: suspend_session(desk, table.session),
        lambda: resume_session(desk, table.session),
        lambda: end_session(desk, table.session),
        lambda: reopen_session(desk, table.session),
        lambda: add_entry(desk, table.session, "……"),
        lambda: edit_entry(desk, entry, "……"),
        lambda: remove_entry(desk, entry),
        lambda: save_minutes(desk, table.session, "……"),
    ):
        with pytest.raises(RuleError, match="is in the trash"):
            work()
    assert len(get_record(desk, table.session).entries) == 1
