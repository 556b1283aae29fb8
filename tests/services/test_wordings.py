"""A contract's clauses are chosen, filled in, reworded and moved; each change can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.drafting.wording import ContractLanguage, MainContract, Provenance, Tongue
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.contract_views import (
    ClauseView,
    ContractSetup,
    get_contract,
)
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.own_clauses import (
    OwnClauseDetails,
    add_own_clause,
    edit_own_clause,
    list_own_clauses,
    trash_own_clause,
)
from negotiator_desk.services.wordings import (
    ClauseEdit,
    choose_variant,
    fill_in,
    include_clause,
    move_clause,
    restore_wording,
    reword_clause,
    save_setup,
)
from tests.services.conftest import Bargaining

DAYS = Parameter("发放日", "pay day", ParameterKind.NUMBER, "日")
EDIT = ClauseEdit("范围", "Scope", "本合同适用于全体职工。", "This contract covers all workers.")


def clause(desk: Desk, table: Bargaining, place: str) -> ClauseView:
    return next(one for one in get_contract(desk, table.case).clauses if one.place == place)


def heat_clause(desk: Desk, table: Bargaining) -> str:
    details = OwnClauseDetails(
        "高温津贴", "高温津贴每月⟦发放日⟧日发放。", parameters=(DAYS,), plain="高温津贴每月发。"
    )
    place = OWN + add_own_clause(desk, details).value
    include_clause(desk, table.case, place, is_included=True)
    return place


def test_a_contract_can_be_seen_before_anything_is_agreed(desk: Desk, table: Bargaining) -> None:
    view = get_contract(desk, table.case)
    assert view.setup == ContractSetup()
    assert view.kind_by_terms is ContractKind.WAGES
    numbers = [one.number for one in view.clauses if one.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_clause_of_ones_own_stands_where_it_is_put(desk: Desk, table: Bargaining) -> None:
    place = heat_clause(desk, table)
    move_clause(desk, table.case, place, chapter="general", position=2)
    view = get_contract(desk, table.case)
    general = [one.place for one in view.clauses if one.text.chapter == "general"]
    assert general.index(place) == 1
    assert clause(desk, table, place).text.provenance is Provenance.OWN
    include_clause(desk, table.case, place, is_included=False)
    assert not clause(desk, table, place).is_included


def test_a_value_is_checked_kept_and_taken_out_again(desk: Desk, table: Bargaining) -> None:
    place = heat_clause(desk, table)
    assert fill_in(desk, table.case, place, "发放日", " 15 ").value == "15"
    assert clause(desk, table, place).text.values == (("发放日", "15"),)
    with pytest.raises(InputError, match="no number"):
        fill_in(desk, table.case, place, "发放日", "十五")
    with pytest.raises(RuleError, match="nothing to fill in"):
        fill_in(desk, table.case, place, "地点", "x")
    assert fill_in(desk, table.case, place, "发放日", "").value == ""
    assert clause(desk, table, place).text.values == ()


def test_a_clause_that_must_stand_cannot_be_left_out(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(RuleError, match="cannot be left out"):
        include_clause(desk, table.case, "scope", is_included=False)


def test_rewording_keeps_where_the_clause_came_from(desk: Desk, table: Bargaining) -> None:
    before = clause(desk, table, "scope").text
    reword_clause(desk, table.case, "scope", EDIT)
    after = clause(desk, table, "scope").text
    assert (after.text, after.english) == (EDIT.text, EDIT.english)
    assert after.provenance is Provenance.REWORDED
    assert (after.key, after.version, after.basis) == (before.key, before.version, before.basis)
    restore_wording(desk, table.case, "scope")
    assert clause(desk, table, "scope").text == before


def test_a_change_on_one_side_is_remembered_until_the_other_follows(
    desk: Desk, table: Bargaining
) -> None:
    reword_clause(desk, table.case, "scope", EDIT)
    reword_clause(desk, table.case, "scope", replace(EDIT, text="本合同适用于全体劳动者。"))
    assert clause(desk, table, "scope").text.changed_side is Tongue.CHINESE
    both = replace(EDIT, text="本合同适用于全体劳动者。", english="It covers everybody.")
    reword_clause(desk, table.case, "scope", both)
    assert clause(desk, table, "scope").text.changed_side is None
    english = replace(both, english="It covers all who work.")
    reword_clause(desk, table.case, "scope", english)
    assert clause(desk, table, "scope").text.changed_side is Tongue.ENGLISH
    reword_clause(desk, table.case, "scope", replace(english, other_needs_no_change=True))
    assert clause(desk, table, "scope").text.changed_side is None


def test_an_empty_wording_is_refused(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(InputError, match="is empty"):
        reword_clause(desk, table.case, "scope", replace(EDIT, text=" \n "))


def test_a_variant_of_ones_own_says_where_it_came_from(desk: Desk, table: Bargaining) -> None:
    details = OwnClauseDetails("范围", "本合同适用于本企业。", origin="scope")
    own = add_own_clause(desk, details).value
    choose_variant(desk, table.case, "scope", OWN + own)
    text = clause(desk, table, "scope").text
    assert (text.text, text.provenance) == ("本合同适用于本企业。", Provenance.OWN_VARIANT)
    edit_own_clause(desk, own, replace(details, text="本合同适用于全厂。"))
    assert clause(desk, table, "scope").text.version == 2
    trash_own_clause(desk, own)
    assert clause(desk, table, "scope").text.provenance is Provenance.LIBRARY
    assert list_own_clauses(desk) == ()
    with pytest.raises(RuleError, match="no such variant"):
        choose_variant(desk, table.case, "scope", "pink")
    with pytest.raises(RuleError, match="no such clause"):
        add_own_clause(desk, replace(details, origin="pink"))


def test_moving_keeps_every_other_clause_in_its_order(desk: Desk, table: Bargaining) -> None:
    before = [one.place for one in get_contract(desk, table.case).clauses]
    general = [
        one.place for one in get_contract(desk, table.case).clauses if one.text.chapter == "general"
    ]
    move_clause(desk, table.case, general[0], chapter="general", position=len(general))
    after = [one.place for one in get_contract(desk, table.case).clauses]
    assert after[: len(general)] == [*general[1:], general[0]]
    assert after[len(general) :] == before[len(general) :]
    with pytest.raises(RuleError, match="no such chapter"):
        move_clause(desk, table.case, general[0], chapter="pink", position=1)
    with pytest.raises(RuleError, match="does not fit"):
        move_clause(desk, table.case, "pink", chapter="general", position=1)


def test_the_setup_decides_kind_language_and_main_contract(desk: Desk, table: Bargaining) -> None:
    setup = ContractSetup(
        kind=ContractKind.SAFETY,
        language=ContractLanguage.BILINGUAL,
        governing=Tongue.CHINESE,
        main_contract=MainContract("2026年集体合同", date(2026, 3, 1)),
    )
    save_setup(desk, table.case, setup)
    view = get_contract(desk, table.case)
    assert view.setup == setup
    assert view.snapshot.contract_kind is ContractKind.SAFETY
    with pytest.raises(RuleError, match="floor of itself"):
        save_setup(desk, table.case, replace(setup, floor_case_id=table.case))
    with pytest.raises(InputError, match="is empty"):
        save_setup(desk, table.case, replace(setup, main_contract=MainContract(" ", None)))


def test_nothing_is_changed_in_a_case_in_the_trash(desk: Desk, table: Bargaining) -> None:
    trash_case(desk, table.case)
    with pytest.raises(RuleError, match="in the trash"):
        reword_clause(desk, table.case, "scope", EDIT)


def test_the_same_parameter_twice_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="same name"):
        add_own_clause(desk, OwnClauseDetails("两次", "⟦发放日⟧", parameters=(DAYS, DAYS)))


def test_a_clause_moved_into_a_chapter_of_another_kind_of_contract_is_not_lost(
    desk: Desk, table: Bargaining
) -> None:
    clauses = get_contract(desk, table.case).clauses
    place = next(one.place for one in clauses if one.text.chapter == "change")
    move_clause(desk, table.case, place, chapter="payment", position=1)
    assert clause(desk, table, place).text.chapter == "payment"
    save_setup(desk, table.case, ContractSetup(kind=ContractKind.COMPREHENSIVE))
    assert clause(desk, table, place).text.chapter == "change"
    assert clause(desk, table, place).is_included


@pytest.mark.parametrize("variant", ["own:nothing", "own:", "nothing"])
def test_a_variant_that_is_not_there_is_refused(
    desk: Desk, table: Bargaining, variant: str
) -> None:
    with pytest.raises(RuleError, match="no such variant") as refused:
        choose_variant(desk, table.case, "scope", variant)
    assert refused.value.hint


def test_a_variant_of_another_clause_is_refused(desk: Desk, table: Bargaining) -> None:
    own = add_own_clause(desk, OwnClauseDetails("效力", "另行约定。", origin="scope")).value
    clauses = get_contract(desk, table.case).clauses
    other = next(one.place for one in clauses if one.library and one.place != "scope")
    with pytest.raises(RuleError, match="no such variant"):
        choose_variant(desk, table.case, other, OWN + own)
    choose_variant(desk, table.case, "scope", OWN + own)
    assert clause(desk, table, "scope").text.text == "另行约定。"


def test_items_are_items_in_both_languages_however_they_are_indented(
    desk: Desk, table: Bargaining
) -> None:
    edit = ClauseEdit("范围", "Scope", "适用于：\n  - 职工\n", "It covers:\n\n  - workers \n")
    reword_clause(desk, table.case, "scope", edit)
    text = clause(desk, table, "scope").text
    assert (text.text, text.english) == ("适用于：\n- 职工", "It covers:\n- workers")


def test_one_language_lags_behind_only_where_a_contract_has_two(
    desk: Desk, table: Bargaining
) -> None:
    english = clause(desk, table, "scope").text.english
    reword_clause(desk, table.case, "scope", ClauseEdit("范围", "", "另行约定。", english))
    assert not clause(desk, table, "scope").is_one_sided
    save_setup(desk, table.case, ContractSetup(language=ContractLanguage.BILINGUAL))
    assert clause(desk, table, "scope").is_one_sided
