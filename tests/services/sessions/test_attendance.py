"""Who was at a session, and since when: by hand, by badge, and corrected."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.badges import badge_code
from negotiator_desk.services.cases import get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.offers import table_offer
from negotiator_desk.services.parties import replace_representative
from negotiator_desk.services.session_attendance import (
    mark_absent,
    mark_arrival,
    mark_present,
    scan_badge,
    set_arrival,
)
from negotiator_desk.services.session_records import get_record
from negotiator_desk.services.session_states import (
    end_session,
)
from negotiator_desk.services.sessions import (
    SessionDetails,
    add_session,
    edit_session,
)
from tests.services.conftest import (
    Bargaining,
    enter_parties,
    new_case,
    number,
    person,
)
from tests.services.sessions.conftest import START, Clock, people


def test_a_badge_marks_its_holder_with_the_time_and_only_once(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    who = people(desk, table)[1]
    came = clock.later(7)
    arrival = scan_badge(desk, table.session, badge_code(who))
    assert (arrival.value.name, arrival.value.is_new) == ("快递行业工会代表2", True)
    step = desk.undo_step
    clock.later(5)
    again = scan_badge(desk, table.session, badge_code(who).lower())
    assert (again.value.is_new, again.value.arrived_at) == (False, came)
    assert again.changed == frozenset()
    assert desk.undo_step == step
    record = get_record(desk, table.session)
    assert [(one.name, one.arrived_at) for one in record.present] == [("快递行业工会代表2", came)]
    assert len(record.absent) == 5


def test_a_code_of_nobody_changes_nothing(desk: Desk, table: Bargaining) -> None:
    step = desk.undo_step
    with pytest.raises(InputError, match="not the code of a badge"):
        scan_badge(desk, table.session, "6901234567892")
    other = new_case(desk, "另一案")
    enter_parties(desk, other)
    stranger = get_case(desk, other).parties[Side.EMPLOYEE].representatives[0].id
    with pytest.raises(RuleError, match="belongs to another case"):
        scan_badge(desk, table.session, badge_code(stranger))
    assert get_record(desk, table.session).present == ()
    assert step is not None


def test_who_is_marked_on_another_day_has_no_time(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    clock.later(24 * 60)
    mark_arrival(desk, table.session, people(desk, table)[0])
    assert get_record(desk, table.session).present[0].arrived_at is None


def test_a_time_of_arrival_is_corrected_but_not_to_after_the_end(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    who = people(desk, table)[0]
    set_arrival(desk, table.session, who, START - timedelta(minutes=3))
    assert get_record(desk, table.session).present[0].arrived_at == START - timedelta(minutes=3)
    clock.later(60)
    end_session(desk, table.session)
    with pytest.raises(RuleError, match="had ended by then"):
        set_arrival(desk, table.session, who, START + timedelta(hours=2))
    set_arrival(desk, table.session, who, None)
    assert get_record(desk, table.session).present[0].arrived_at is None


def test_all_are_marked_at_once_and_one_is_taken_off_again(desk: Desk, table: Bargaining) -> None:
    everybody = [*people(desk, table), *people(desk, table, Side.EMPLOYER)]
    mark_present(desk, table.session, everybody)
    mark_absent(desk, table.session, everybody[4])
    record = get_record(desk, table.session)
    assert [one.representative_id for one in record.absent] == [everybody[4]]
    assert [one.side for one in record.present].count(Side.EMPLOYER) == 2


def test_who_spoke_in_the_session_was_there(desk: Desk, table: Bargaining) -> None:
    who = people(desk, table)[0]
    mark_arrival(desk, table.session, who)
    offered = [(table.heat, number("400"))]
    table_offer(desk, table.session, Side.EMPLOYEE, offered, binding=True, speaker_id=who)
    with pytest.raises(RuleError, match="put or accepted an offer in session 1"):
        mark_absent(desk, table.session, who)
    with pytest.raises(RuleError, match="put or accepted an offer in session 1"):
        edit_session(desk, table.session, SessionDetails(START, "", Side.EMPLOYEE))
    assert get_record(desk, table.session).offers[0].speaker == "快递行业工会代表1"


def test_who_was_replaced_stays_on_earlier_records_and_off_later_ones(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    who = people(desk, table)[1]
    mark_arrival(desk, table.session, who)
    clock.later(24 * 60)
    replace_representative(desk, who, person("接任者"))
    held_at = clock.later(60)
    second = add_session(desk, table.case, SessionDetails(held_at, "", Side.EMPLOYER)).value
    assert "快递行业工会代表2" in [one.name for one in get_record(desk, table.session).present]
    names = [one.name for one in get_record(desk, second).people]
    assert "快递行业工会代表2" not in names
    assert names[1] == "接任者"
    with pytest.raises(RuleError, match="was replaced before session 2"):
        mark_arrival(desk, second, who)


def test_nobody_of_another_case_is_marked(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(InputError, match="not a representative of this case"):
        mark_present(desk, table.session, ["nobody"])


def test_a_chief_who_is_replaced_presided_over_the_sessions_before(
    desk: Desk, table: Bargaining, clock: Clock
) -> None:
    chief = people(desk, table)[0]
    clock.later(24 * 60)
    replace_representative(desk, chief, person("接任者", chief=True))
    held_at = clock.later(60)
    second = add_session(desk, table.case, SessionDetails(held_at, "", Side.EMPLOYEE)).value
    before = get_record(desk, table.session)
    assert before.chair_name == "快递行业工会代表1"
    assert "接任者" not in [one.name for one in before.people]
    assert get_record(desk, second).chair_name == "接任者"
    view = get_case(desk, table.case).parties[Side.EMPLOYEE]
    assert view.chief is not None
    assert view.chief.name == "接任者"


def test_sessions_are_listed_without_waiting_for_the_typesetter() -> None:
    """Badges are printed by it, and every page of a case asks for its sessions."""
    code = "import sys, negotiator_desk.services.sessions as _; print('reportlab' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
