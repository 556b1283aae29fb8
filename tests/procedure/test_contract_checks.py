"""What clauses state is held against the rule pack; a finding says where and what to do."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.procedure.contract_checks import (
    PlatformFacts,
    Stated,
    below_floor_finding,
    check_conversion,
    check_overtime_hours,
    check_platform,
    check_special,
)
from negotiator_desk.procedure.remedies import with_remedies
from negotiator_desk.procedure.rules import Mark, load_pack

NINGBO, NATIONAL = load_pack("ningbo"), load_pack("national")


def stated(value: str) -> Stated:
    return Stated(Decimal(value), "Article 3 “hours”", "clause:hours")


@pytest.mark.parametrize(("hours", "is_found"), [("36", False), ("36.5", True), ("40", True)])
def test_overtime_of_more_than_36_hours_a_month_is_an_error(hours: str, is_found: bool) -> None:
    found = list(check_overtime_hours(NINGBO, [stated(hours)]))
    assert [(one.rule, one.level, one.place) for one in found] == (
        [("R24", Level.ERROR, "clause:hours")] if is_found else []
    )


@pytest.mark.parametrize(("days", "is_found"), [("21.75", False), ("20.83", True), ("20.92", True)])
def test_a_month_is_converted_by_21_75_days(days: str, is_found: bool) -> None:
    found = list(check_conversion(NATIONAL, [stated(days)]))
    assert [(one.rule, one.level) for one in found] == (
        [("R25", Level.WARNING)] if is_found else []
    )
    assert all("174" in one.remedy for one in found)


COMPLETE = PlatformFacts(
    has_formula=True,
    has_disclosure=True,
    notices=(stated("1"),),
    publications=(stated("10"),),
    has_rounds=True,
    takes_share=True,
)


def test_a_complete_platform_contract_has_no_finding() -> None:
    assert list(check_platform(NINGBO, COMPLETE)) == []


@pytest.mark.parametrize(
    ("facts", "rule", "level"),
    [
        (replace(COMPLETE, has_formula=False), "R27", Level.WARNING),
        (replace(COMPLETE, has_disclosure=False), "R27", Level.WARNING),
        (replace(COMPLETE, notices=()), "R27", Level.WARNING),
        (replace(COMPLETE, notices=(stated("0.5"),)), "R27", Level.WARNING),
        (replace(COMPLETE, publications=()), "R29", Level.WARNING),
        (replace(COMPLETE, publications=(stated("11"),)), "R29", Level.WARNING),
        (replace(COMPLETE, has_rounds=False), "R29", Level.INFO),
    ],
)
def test_what_a_platform_contract_leaves_out_is_found_and_never_an_error(
    facts: PlatformFacts, rule: str, level: Level
) -> None:
    (one,) = check_platform(NINGBO, facts)
    assert (one.rule, one.level) == (rule, level)
    assert one.remedy
    assert "[V" in one.basis


def test_without_a_share_nothing_is_asked_about_it() -> None:
    facts = replace(COMPLETE, has_formula=False, has_disclosure=False, takes_share=False)
    assert list(check_platform(NINGBO, facts)) == []


def test_a_special_contract_says_how_it_stands_to_the_main_one() -> None:
    (alone,) = check_special(NINGBO, main_title="", is_main_dated=False)
    assert (alone.rule, alone.level, alone.place) == ("R32", Level.INFO, "settings")
    (tied,) = check_special(NINGBO, main_title="集体合同", is_main_dated=True)
    assert tied.level is Level.INFO
    assert "集体合同" in tied.text
    undated, _tied = check_special(NINGBO, main_title="集体合同", is_main_dated=False)
    assert undated.level is Level.WARNING
    assert list(check_special(NATIONAL, main_title="", is_main_dated=False)) == []


def test_terms_below_the_floor_are_an_error_where_the_law_was_read() -> None:
    one = below_floor_finding(NINGBO, "text", "remedy", "issue:1")
    assert (one.rule, one.level) == ("R26", Level.ERROR)
    assert one.basis == "《宁波市企业工资集体协商条例》第三十二条 [V1]"
    assert below_floor_finding(NATIONAL, "text", "", "").level is Level.WARNING
    unsure = replace(
        NINGBO,
        rules={key: replace(rule, mark=Mark.V2) for key, rule in NINGBO.rules.items()},
    )
    assert below_floor_finding(unsure, "text", "", "").level is Level.WARNING


def test_findings_get_a_remedy_and_a_place_and_keep_their_own() -> None:
    numbers = Finding("R01", Level.ERROR, "text", "basis")
    wage = Finding("R22", Level.ERROR, "text", "basis", place="issue:2")
    own = Finding("R20", Level.ERROR, "text", "basis", "own remedy")
    unknown = Finding("X", Level.INFO, "text", "")
    found = list(with_remedies([numbers, wage, own, unknown], "issue:1"))
    assert [one.place for one in found] == ["representatives", "issue:2", "issue:1", "issue:1"]
    assert found[0].remedy
    assert found[1].remedy
    assert (found[2].remedy, found[3].remedy) == ("own remedy", "")


def test_a_note_on_what_was_not_checked_asks_for_no_better_terms() -> None:
    notes = [Finding(rule, Level.INFO, "not checked", "") for rule in ("R21", "R22", "R28")]
    assert [one.remedy for one in with_remedies(notes)] == ["", "", ""]
    (guided,) = with_remedies([Finding("R30", Level.INFO, "guided", "")])
    assert "nothing has to be changed" in guided.remedy
