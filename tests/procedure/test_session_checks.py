"""Who keeps the record of a session and who presides, as far as the rule pack says anything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.procedure.checks import Level
from negotiator_desk.procedure.rules import RulePack, load_pack
from negotiator_desk.procedure.session_checks import SessionFacts, check_session

FACTS = SessionFacts(
    chair=Side.EMPLOYER,
    chairs_before=(Side.EMPLOYEE,),
    recorder="贺佳琳",
    representatives={Side.EMPLOYEE: ("葛建民", "Ann Lee"), Side.EMPLOYER: ("庄永恒",)},
)


@pytest.fixture
def pack() -> RulePack:
    return load_pack("ningbo")


def test_a_neutral_recorder_and_chairs_by_turns_are_in_order(pack: RulePack) -> None:
    assert check_session(pack, FACTS) == ()
    assert check_session(pack, replace(FACTS, chairs_before=())) == ()


@pytest.mark.parametrize("name", ["庄永恒", "庄 永恒", "ANN LEE"])
def test_a_recorder_is_known_as_a_representative_however_the_name_is_spaced(
    pack: RulePack, name: str
) -> None:
    (found,) = check_session(pack, replace(FACTS, recorder=name))
    assert (found.rule, found.level) == ("R09", Level.WARNING)


def test_a_session_without_a_recorder_is_warned_of(pack: RulePack) -> None:
    (found,) = check_session(pack, replace(FACTS, recorder=""))
    assert found.text == "No recorder is named."


def test_the_same_side_presiding_twice_running_is_warned_of(pack: RulePack) -> None:
    before = (Side.EMPLOYER, Side.EMPLOYEE, Side.EMPLOYER)
    (found,) = check_session(pack, replace(FACTS, chairs_before=before))
    assert (found.rule, found.level) == ("R35", Level.WARNING)
    assert "第十六条 [V1]" in found.basis


def test_a_pack_that_says_nothing_finds_nothing(pack: RulePack) -> None:
    silent = replace(pack, rules={})
    facts = replace(FACTS, recorder="", chairs_before=(Side.EMPLOYER,))
    assert len(check_session(pack, facts)) == 2
    assert check_session(silent, facts) == ()
