"""An earlier version's wording is taken up again, whatever became of the clauses since."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiator_desk.drafting import assemble
from negotiator_desk.drafting.assemble import OWN
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.library import ContractPlan
from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.drafting.wording import ContractText, MainContract, Provenance
from negotiator_desk.errors import RuleError
from negotiator_desk.services.contract_views import ContractSetup, get_contract
from negotiator_desk.services.contracts import draft_contract, draft_snapshot
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.own_clauses import (
    OwnClauseDetails,
    add_own_clause,
    list_own_clauses,
    trash_own_clause,
)
from negotiator_desk.services.restoring import restore_version
from negotiator_desk.services.wordings import (
    ClauseEdit,
    choose_variant,
    fill_in,
    include_clause,
    move_clause,
    reword_clause,
    save_setup,
)
from tests.services.conftest import Bargaining


def text_now(desk: Desk, table: Bargaining) -> ContractText:
    text = get_contract(desk, table.case).snapshot.text
    assert text is not None
    return text


@pytest.fixture
def own(desk: Desk, table: Bargaining) -> str:
    """A clause of one's own, put into the contract as the general rules' second one."""
    own = add_own_clause(desk, OwnClauseDetails("高温", "高温津贴按月发放。")).value
    include_clause(desk, table.case, OWN + own, is_included=True)
    move_clause(desk, table.case, OWN + own, chapter="general", position=2)
    return own


def test_the_contract_says_again_what_the_version_said(
    desk: Desk, table: Bargaining, own: str
) -> None:
    reword_clause(desk, table.case, "scope", ClauseEdit("范围", "", "适用于全体职工。", ""))
    draft = draft_contract(desk, table.case).value
    before = text_now(desk, table)
    reword_clause(desk, table.case, "scope", ClauseEdit("范围", "", "适用于女职工。", ""))
    save_setup(
        desk,
        table.case,
        ContractSetup(kind=ContractKind.WOMEN, main_contract=MainContract("集体合同", None)),
    )
    trash_own_clause(desk, own)
    assert text_now(desk, table) != before
    assert restore_version(desk, draft.id).value == 0
    after = text_now(desk, table)
    assert after == before
    assert draft_contract(desk, table.case).changed == frozenset()


def test_undo_takes_the_restoring_back(desk: Desk, table: Bargaining, own: str) -> None:
    draft = draft_contract(desk, table.case).value
    include_clause(desk, table.case, OWN + own, is_included=False)
    changed = text_now(desk, table)
    restore_version(desk, draft.id)
    assert text_now(desk, table) != changed
    desk.undo()
    assert text_now(desk, table) == changed


def test_clauses_that_do_not_fit_any_more_are_counted(
    desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_contract(desk, table.case).value
    load = assemble.load_plan

    def shortened(kind: ContractKind) -> ContractPlan:
        plan = load(kind)
        first = plan.chapters[0]
        chapter = replace(first, clauses=first.clauses[1:])
        return replace(plan, chapters=(chapter, *plan.chapters[1:]))

    monkeypatch.setattr(assemble, "load_plan", shortened)
    assert restore_version(desk, draft.id).value == 1


def test_a_wording_the_library_changed_since_is_kept_as_the_contracts_own(
    desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = draft_contract(desk, table.case).value
    load = assemble.load_plan

    def corrected(kind: ContractKind) -> ContractPlan:
        plan = load(kind)
        first = plan.chapters[0]
        clause = replace(first.clauses[0], text="本合同另有所指。", version=99)
        chapter = replace(first, clauses=(clause, *first.clauses[1:]))
        return replace(plan, chapters=(chapter, *plan.chapters[1:]))

    monkeypatch.setattr(assemble, "load_plan", corrected)
    assert text_now(desk, table).clauses[0].text == "本合同另有所指。"
    restore_version(desk, draft.id)
    old = draft_snapshot(desk, draft.id).text
    assert old is not None
    assert text_now(desk, table).clauses[0].text == old.clauses[0].text


def test_a_version_that_is_not_there_is_refused(desk: Desk, table: Bargaining) -> None:
    with pytest.raises(RuleError, match="not in the store"):
        restore_version(desk, table.case)


def test_an_own_variant_with_something_to_fill_in_comes_back_with_its_value(
    desk: Desk, table: Bargaining
) -> None:
    days = Parameter("宽限日", "days of grace", ParameterKind.NUMBER, "日")
    details = OwnClauseDetails("范围", "宽限⟦宽限日⟧日。", origin="scope", parameters=(days,))
    own = add_own_clause(desk, details).value
    choose_variant(desk, table.case, "scope", OWN + own)
    fill_in(desk, table.case, "scope", "宽限日", "7")
    before = text_now(desk, table)
    draft = draft_contract(desk, table.case).value
    trash_own_clause(desk, own)
    restore_version(desk, draft.id)
    assert text_now(desk, table) == before


def test_an_own_variant_that_asks_for_nothing_stays_in_the_trash(
    desk: Desk, table: Bargaining
) -> None:
    own = add_own_clause(desk, OwnClauseDetails("范围", "适用于全体。", origin="scope")).value
    choose_variant(desk, table.case, "scope", OWN + own)
    draft = draft_contract(desk, table.case).value
    trash_own_clause(desk, own)
    restore_version(desk, draft.id)
    scope = next(one for one in text_now(desk, table).clauses if one.place == "scope")
    assert (scope.text, scope.provenance) == ("适用于全体。", Provenance.REWORDED)
    assert list_own_clauses(desk) == ()
