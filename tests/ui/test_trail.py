from __future__ import annotations

from negotiator_desk.ui.places import PageName, Place
from negotiator_desk.ui.trail import LONGEST, Trail

HOME = Place(PageName.HOME)
CASES = Place(PageName.CASES)
DATA = Place(PageName.DATA, "a")


def test_going_back_leads_to_where_one_came_from() -> None:
    trail = Trail().to(HOME).to(CASES).to(DATA)
    assert trail.place == DATA
    assert trail.back().place == CASES
    assert trail.back().back().place == HOME
    assert trail.back().back().back().place == HOME


def test_the_same_place_twice_is_one_step() -> None:
    assert Trail().to(HOME).to(HOME).before == ()


def test_the_open_case_is_the_last_one_seen() -> None:
    trail = Trail().to(DATA).to(HOME)
    assert trail.case_id == "a"
    assert trail.to(Place(PageName.OVERVIEW, "b")).to(CASES).case_id == "b"


def test_a_case_that_is_gone_is_forgotten_everywhere() -> None:
    trail = Trail().to(HOME).to(DATA).to(Place(PageName.ISSUES, "a")).without("a")
    assert trail.place is None
    assert trail.before == (HOME,)
    assert trail.case_id is None


def test_the_trail_does_not_grow_for_ever() -> None:
    trail = Trail()
    for number in range(3 * LONGEST):
        trail = trail.to(Place(PageName.OVERVIEW, str(number)))
    assert len(trail.before) == LONGEST
