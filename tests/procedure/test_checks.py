"""Checks apply the figures of a pack as the law compares them, and never harder than verified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.procedure.checks import (
    Finding,
    Level,
    PartyFacts,
    RepresentativeFacts,
    check_representatives,
    check_term,
)
from negotiator_desk.procedure.rules import Comparator, Mark, RulePack, load_pack


@pytest.fixture(name="pack")
def ningbo() -> RulePack:
    return load_pack("ningbo")


def party(count: int, outsiders: int = 0, prefix: str = "代表", head: str = "") -> PartyFacts:
    return PartyFacts(
        head,
        tuple(
            RepresentativeFacts(
                f"{prefix}{place}",
                Origin.ENTRUSTED if place > count - outsiders else Origin.ELECTED,
                place == 1,
            )
            for place in range(1, count + 1)
        ),
    )


def checked(pack: RulePack, employee: PartyFacts, employer: PartyFacts) -> tuple[Finding, ...]:
    parties = {Side.EMPLOYEE: employee, Side.EMPLOYER: employer}
    return check_representatives(pack, CaseKind.INDUSTRY, parties)


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


@given(st.integers(0, 14), st.integers(0, 14))
def test_numbers_and_balance_follow_the_regulation(employee: int, employer: int) -> None:
    found = rules(checked(load_pack("ningbo"), party(employee), party(employer, prefix="企业代表")))
    assert found.count("R01") == sum(not 3 <= count <= 10 for count in (employee, employer))
    assert found.count("R02") == (employer > employee)


@given(st.integers(3, 10), st.integers(0, 10))
def test_outsiders_are_at_most_a_third(count: int, outsiders: int) -> None:
    outside = min(outsiders, count - 1)
    found = rules(checked(load_pack("ningbo"), party(count, outside), party(3, prefix="企业代表")))
    assert found.count("R03") == (3 * outside > count)


def test_the_nation_asks_for_equal_numbers() -> None:
    found = checked(load_pack("national"), party(4), party(3, prefix="企业代表"))
    assert rules(found) == ["R02"]
    assert "must be equal" in found[0].text


def test_the_same_name_in_another_width_is_the_same_person(pack: RulePack) -> None:
    ours = PartyFacts(
        "", (*party(3).representatives, RepresentativeFacts("Ａ 王", Origin.ELECTED, False))
    )
    theirs = PartyFacts(
        "",
        (
            *party(3, prefix="企").representatives,
            RepresentativeFacts("a王", Origin.APPOINTED, False),
        ),
    )
    assert rules(checked(pack, ours, theirs)) == ["R04"]


def test_a_head_does_not_sit_on_the_other_side(pack: RulePack) -> None:
    found = checked(pack, party(3, prefix="甲", head="乙2"), party(3, prefix="乙", head="甲1"))
    assert rules(found) == ["R04", "R04"]


def test_one_side_alone_is_checked_for_itself_only(pack: RulePack) -> None:
    found = check_representatives(pack, CaseKind.INDUSTRY, {Side.EMPLOYEE: party(2)})
    assert rules(found) == ["R01"]


@pytest.mark.parametrize("mark", [mark for mark in Mark if mark is not Mark.V1])
def test_a_rule_not_read_in_full_never_ends_in_an_error(pack: RulePack, mark: Mark) -> None:
    doubtful = {key: replace(rule, mark=mark) for key, rule in pack.rules.items()}
    unsure = replace(pack, rules=doubtful)
    found = checked(unsure, party(1, 1, head="企1"), party(12, prefix="企"))
    assert len(found) >= 5
    assert {finding.level for finding in found} == {Level.WARNING}


def test_a_rule_read_in_full_ends_in_an_error(pack: RulePack) -> None:
    found = checked(pack, party(2), party(11, prefix="企"))
    assert [(one.rule, one.level) for one in found] == [
        ("R01", Level.ERROR),
        ("R01", Level.ERROR),
        ("R02", Level.ERROR),
    ]


@pytest.mark.parametrize(
    ("key", "comparator", "breaks", "keeps"),
    [
        ("representatives_least", Comparator.MORE_THAN, party(3), party(4)),
        ("representatives_most", Comparator.AT_LEAST, party(9), party(10)),
        ("outsiders_share_most", Comparator.MORE_THAN, party(3, 1), party(4, 2)),
        ("chief_outsiders_most", Comparator.AT_MOST, party(1, 1), party(2, 1)),
        ("chief_outsiders_most", Comparator.MORE_THAN, None, party(1, 1)),
    ],
)
def test_the_comparator_of_the_pack_decides(
    pack: RulePack, key: str, comparator: Comparator, breaks: PartyFacts | None, keeps: PartyFacts
) -> None:
    changed = replace(pack, rules={key: replace(pack.rules[key], comparator=comparator)})

    def found(side: PartyFacts) -> int:
        return len(check_representatives(changed, CaseKind.INDUSTRY, {Side.EMPLOYEE: side}))

    assert (breaks is None or found(breaks) == 1, found(keeps)) == (True, 0)


@pytest.mark.parametrize(
    ("start", "end", "wages", "found"),
    [
        (date(2027, 1, 1), date(2027, 12, 31), True, []),
        (date(2027, 1, 1), date(2028, 12, 31), True, ["R19"]),
        (date(2027, 1, 1), date(2028, 12, 31), False, []),
        (date(2027, 1, 1), date(2029, 12, 31), False, []),
        (date(2027, 1, 1), date(2030, 1, 1), False, ["R19"]),
        (date(2027, 1, 1), date(2027, 12, 30), False, ["R19"]),
        (date(2028, 2, 29), date(2029, 2, 28), True, []),
    ],
)
def test_the_term_is_counted_in_whole_years(
    pack: RulePack, start: date, end: date, wages: bool, found: list[str]
) -> None:
    assert rules(check_term(pack, start, end, wages=wages)) == found
