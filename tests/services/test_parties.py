"""Parties, representatives and their checks."""

from __future__ import annotations

import pytest

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.procedure.checks import Level
from negotiator_desk.services.cases import CaseDetails, create_case, get_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.parties import (
    PartyDetails,
    PartyView,
    add_representative,
    check_parties,
    edit_representative,
    remove_representative,
    save_party,
)
from negotiator_desk.services.sessions import SessionDetails, add_session, edit_session
from tests.services.conftest import enter_parties, new_case, person


def employee(desk: Desk, case_id: str) -> PartyView:
    return get_case(desk, case_id).parties[Side.EMPLOYEE]


def test_saving_a_party_twice_changes_it(desk: Desk) -> None:
    case_id = new_case(desk)
    first = save_party(desk, case_id, Side.EMPLOYEE, PartyDetails("工会", head="王")).value
    again = save_party(desk, case_id, Side.EMPLOYEE, PartyDetails("行业工会")).value
    assert first == again
    assert (employee(desk, case_id).name, employee(desk, case_id).head) == ("行业工会", "")


def test_a_party_needs_a_name(desk: Desk) -> None:
    case_id = new_case(desk)
    with pytest.raises(InputError, match="“Name of the party” is empty"):
        save_party(desk, case_id, Side.EMPLOYEE, PartyDetails(" "))
    assert not get_case(desk, case_id).parties


def test_a_representative_needs_a_party(desk: Desk) -> None:
    with pytest.raises(RuleError, match="no party yet; the representative was not added"):
        add_representative(desk, new_case(desk), Side.EMPLOYER, person("李"))


def test_choosing_another_chief_moves_the_flag(desk: Desk) -> None:
    case_id = new_case(desk)
    enter_parties(desk, case_id)
    second = employee(desk, case_id).representatives[1]
    edit_representative(desk, second.id, person(second.name, chief=True))
    chiefs = [one.id for one in employee(desk, case_id).representatives if one.is_chief]
    assert chiefs == [second.id]
    other = get_case(desk, case_id).parties[Side.EMPLOYER]
    assert other.chief is not None


def test_removing_a_representative_closes_the_gap_in_the_list(desk: Desk) -> None:
    case_id = new_case(desk)
    enter_parties(desk, case_id)
    remove_representative(desk, employee(desk, case_id).representatives[1].id)
    assert [one.position for one in employee(desk, case_id).representatives] == [1, 2]


def test_a_representative_on_the_record_is_not_removed(desk: Desk, now: object) -> None:
    case_id = new_case(desk)
    enter_parties(desk, case_id)
    who = employee(desk, case_id).representatives[0]
    details = SessionDetails(desk.now(), "会议室", Side.EMPLOYEE, present=(who.id,))
    session_id = add_session(desk, case_id, details).value
    with pytest.raises(RuleError, match=r"on the record as present .* not removed"):
        remove_representative(desk, who.id)
    edit_session(desk, session_id, SessionDetails(desk.now(), "会议室", Side.EMPLOYEE))
    remove_representative(desk, who.id)
    assert len(employee(desk, case_id).representatives) == 2


def findings(desk: Desk, case_id: str) -> list[tuple[str, Level]]:
    return [(finding.rule, finding.level) for finding in check_parties(desk, case_id)]


def test_two_full_sides_pass(desk: Desk) -> None:
    case_id = new_case(desk)
    enter_parties(desk, case_id)
    assert findings(desk, case_id) == []


def test_an_enterprise_with_three_a_side_is_warned_about_the_threshold(desk: Desk) -> None:
    case_id = create_case(desk, CaseDetails("能级工资", CaseKind.ENTERPRISE)).value
    enter_parties(desk, case_id)
    assert findings(desk, case_id) == [("R01", Level.WARNING)] * 2


def test_every_breach_is_named_with_its_article(desk: Desk) -> None:
    case_id = new_case(desk)
    save_party(desk, case_id, Side.EMPLOYEE, PartyDetails("工会", head="张"))
    save_party(desk, case_id, Side.EMPLOYER, PartyDetails("企业", head="王"))
    add_representative(
        desk, case_id, Side.EMPLOYEE, person("律师", chief=True, origin=Origin.ENTRUSTED)
    )
    add_representative(desk, case_id, Side.EMPLOYEE, person("王"))
    for name in ("王", "赵", "张"):
        add_representative(desk, case_id, Side.EMPLOYER, person(name))
    found = check_parties(desk, case_id)
    assert [one.rule for one in found] == ["R01", "R02", "R03", "R03", "R04", "R04", "R04"]
    # That a chief is not an outsider was read in an excerpt only.
    warned = [one for one in found if one.level is not Level.ERROR]
    assert [(one.level, one.basis) for one in warned] == [(Level.WARNING, found[3].basis)]
    assert found[0].basis == "《宁波市企业工资集体协商条例》第八条 [V1]"
    assert found[3].basis == "《集体合同规定》第二十三条 [V2]"
