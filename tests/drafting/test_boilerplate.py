"""A copied model is all boilerplate; every figure, name and day that is filled in makes it less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator_desk.drafting.assemble import (
    Choices,
    ClauseChoice,
    OwnClause,
    Rewording,
    assemble,
    offered_clauses,
)
from negotiator_desk.drafting.boilerplate import Boilerplate, Detail, ProposalKind, measure
from negotiator_desk.drafting.clauses import Parameter, ParameterKind
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotParty
from tests.drafting.samples import SAMPLES, couriers

NOBODY = SnapshotParty("", "", "", "", "", ())


def model(kind: ContractKind = ContractKind.WAGES) -> Snapshot:
    """Return a contract that is nothing but the model: nobody and nothing is entered."""
    return replace(
        couriers(),
        contract_kind=kind,
        employee=NOBODY,
        employer=NOBODY,
        contract_from=None,
        contract_until=None,
        issues=(),
    )


def measured(snapshot: Snapshot, choices: Choices | None = None) -> Boilerplate:
    text = assemble(snapshot, choices or Choices())
    return measure(Composition(replace(snapshot, text=text)))


def plausible(parameter: Parameter) -> str:
    match parameter.kind:
        case ParameterKind.DATE:
            return "2026-05-01"
        case ParameterKind.PERSON | ParameterKind.TEXT:
            return "人力资源部"
        case _:
            return str(parameter.least or Decimal(1))


@pytest.mark.parametrize("kind", ContractKind)
def test_a_copied_model_is_all_boilerplate(kind: ContractKind) -> None:
    meter = measured(model(kind))
    assert meter.clauses > 0
    assert meter.share == Decimal(1)


@pytest.mark.parametrize("name", SAMPLES)
def test_agreed_figures_make_a_contract_less_of_a_copy(name: str) -> None:
    meter = measured(SAMPLES[name]())
    assert 0 < meter.share < 1
    figures = {"agreed_number#2"} if name != "delivery" else {"take_order_cap#1"}
    assert figures.isdisjoint(meter.copied)


def test_days_and_names_count() -> None:
    dated = replace(model(), contract_from=date(2026, 5, 1), contract_until=date(2027, 4, 30))
    assert "term" in measured(model()).copied
    assert "term" not in measured(dated).copied


def test_a_reworded_clause_is_no_copy() -> None:
    choice = ClauseChoice(rewording=Rewording("范围", "", "本合同适用于全体职工。", ""))
    choices = Choices(clauses={"scope": choice})
    assert "scope" not in measured(model(), choices).copied


@given(st.data())
def test_filling_in_never_makes_more_of_it_a_copy(data: st.DataObject) -> None:
    snapshot = SAMPLES[data.draw(st.sampled_from(sorted(SAMPLES)))]()
    clauses = [one.text for one in offered_clauses(snapshot, Choices()) if one.is_included]
    open_ones = [(one.place, parameter) for one in clauses for parameter in one.parameters]
    chosen = data.draw(st.lists(st.sampled_from(open_ones), unique_by=lambda one: one[0]))
    values = {place: {parameter.name: plausible(parameter)} for place, parameter in chosen}
    choices = Choices(clauses={place: ClauseChoice(values=v) for place, v in values.items()})
    before, after = measured(snapshot), measured(snapshot, choices)
    assert after.clauses == before.clauses
    assert set(after.copied) <= set(before.copied)
    assert after.share <= before.share
    lacked = {one.clause: set(one.missing) for one in before.duties}
    for duty in after.duties:
        assert set(duty.missing) <= lacked[duty.clause]


def own(text: str, parameters: tuple[Parameter, ...] = (), **values: str) -> Boilerplate:
    """Return the meter of a contract with one clause of a user's own."""
    clause = OwnClause("1", "自拟", "", text, "", parameters)
    choice = ClauseChoice(is_included=True, chapter="closing", values=values)
    return measured(model(), Choices(clauses={"own:1": choice}, own={"1": clause}))


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("企业方应当改善劳动条件。", {Detail.FIGURE, Detail.TIME, Detail.PERSON}),
        ("企业方应当在三十日内改善劳动条件。", {Detail.FIGURE, Detail.PERSON}),
        ("企业方应当按月公布，由人事部门负责。", {Detail.FIGURE}),
        ("企业方应当每年支付补贴500元，由工会主席监督。", set()),
        ("各项标准见附件1，由专人每月公布，企业方不得降低。", set()),
        ("双方可以另行协商。", None),
    ],
)
def test_a_duty_needs_a_figure_a_time_and_somebody(text: str, missing: set[Detail] | None) -> None:
    found = [set(one.missing) for one in own(text).duties if one.clause == "own:1"]
    assert found == ([missing] if missing else [])


def test_an_open_parameter_is_proposed_and_counts_once_it_is_filled_in() -> None:
    amount = Parameter("经费", "funds", ParameterKind.AMOUNT)
    text = "企业方应当提供经费⟦经费⟧元。"
    duty = next(one for one in own(text, (amount,)).duties if one.clause == "own:1")
    assert duty.is_bare
    assert duty.proposal is not None
    assert (duty.proposal.kind, duty.proposal.name) == (ProposalKind.FILL_IN, "经费")
    filled = next(one for one in own(text, (amount,), 经费="500").duties if one.clause == "own:1")
    assert filled.missing == (Detail.TIME, Detail.PERSON)


def test_a_wording_of_the_library_that_says_more_is_proposed() -> None:
    duties = {one.clause: one for one in measured(model()).bare}
    proposal = duties["disputes_on_performance"].proposal
    assert proposal is not None
    assert proposal.kind is ProposalKind.CHOOSE
    assert proposal.gives
    choices = Choices(clauses={"disputes_on_performance": ClauseChoice(variant=proposal.name)})
    bare = {one.clause for one in measured(model(), choices).bare}
    assert "disputes_on_performance" not in bare


def test_the_barest_duties_come_first() -> None:
    counts = [len(one.missing) for one in measured(couriers()).duties]
    assert counts == sorted(counts, reverse=True)
