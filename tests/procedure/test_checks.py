"""Checks apply the figures of a pack as the law compares them, and never harder than verified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.procedure.checks import (
    Finding,
    Level,
    PartyFacts,
    PayFacts,
    RepresentativeFacts,
    check_minimum_wage,
    check_quota,
    check_representatives,
    check_term,
)
from negotiator_desk.procedure.rules import Mark, RulePack, load_pack

LOW, HIGH = Decimal("2260.00"), Decimal("2490.00")


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


def test_a_figure_from_memory_never_ends_in_an_error(pack: RulePack) -> None:
    doubtful = {key: replace(rule, mark=Mark.M) for key, rule in pack.rules.items()}
    wages = tuple(replace(wage, mark=Mark.M) for wage in pack.minimum_wages)
    unsure = replace(pack, rules=doubtful, minimum_wages=wages)
    facts = PayFacts("单价", {LOW: 3, HIGH: 3}, Decimal("1000.00"), are_full_time=True)
    found = (
        *checked(unsure, party(1, 1, head="企1"), party(12, prefix="企")),
        *check_quota(unsure, ("单价",)),
        *check_minimum_wage(unsure, (facts,)),
    )
    assert len(found) >= 5
    assert {finding.level for finding in found} <= {Level.WARNING, Level.INFO}


@pytest.mark.parametrize(
    ("start", "end", "wages_only", "found"),
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
    pack: RulePack, start: date, end: date, wages_only: bool, found: list[str]
) -> None:
    assert rules(check_term(pack, start, end, wages_only=wages_only)) == found


@pytest.mark.parametrize(
    ("not_above", "full_time", "level"),
    [
        ({LOW: 0, HIGH: 0}, True, None),
        ({LOW: 0, HIGH: 2}, True, Level.WARNING),
        ({LOW: 1, HIGH: 2}, True, Level.ERROR),
        ({LOW: 1, HIGH: 2}, False, Level.WARNING),
    ],
)
def test_pay_is_held_against_each_areas_minimum(
    pack: RulePack, not_above: dict[Decimal, int], full_time: bool, level: Level | None
) -> None:
    facts = PayFacts("单价", not_above, Decimal("2000.00"), full_time)
    found = [one.level for one in check_minimum_wage(pack, (facts,)) if one.level is not Level.INFO]
    assert found == ([] if level is None else [level])


def test_an_unknown_minimum_wage_is_said_to_be_unknown() -> None:
    facts = PayFacts("单价", {}, Decimal("1.00"), are_full_time=True)
    (found,) = check_minimum_wage(load_pack("national"), (facts,))
    assert (found.rule, found.level) == ("R22", Level.INFO)
    assert "is not known" in found.text


def test_piece_rates_without_a_quota_are_an_error_in_ningbo(pack: RulePack) -> None:
    (found,) = check_quota(pack, ("派件费单价",))
    assert (found.rule, found.level) == ("R20", Level.ERROR)
    assert check_quota(load_pack("national"), ("派件费单价",)) == ()
