"""Drafts of offers are kept privately, gone on with, and end when they are tabled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.pay.terms import Subject, TextTerm
from negotiator_desk.services import offer_sketches
from negotiator_desk.services.cases import trash_case
from negotiator_desk.services.desk import Desk
from negotiator_desk.services.evidence import EvidenceSource, list_evidence
from negotiator_desk.services.issues import IssueDetails, edit_issue, remove_issue
from negotiator_desk.services.offer_sketches import (
    SketchDetails,
    list_sketches,
    remove_sketch,
    save_sketch,
)
from negotiator_desk.services.offer_views import list_case_offers, list_offers
from negotiator_desk.services.tabling import PreparedOffer, table_prepared
from tests.services.conftest import REST, Bargaining, new_case, number, rate_table


def _details(table: Bargaining) -> SketchDetails:
    terms = ((table.heat, number("420")), (table.rest, REST))
    return SketchDetails(Side.EMPLOYEE, terms, "去年四十天", is_binding=False, is_tied=True)


def test_a_draft_is_kept_whole_and_gone_on_with(desk: Desk, table: Bargaining) -> None:
    details = _details(table)
    kept = save_sketch(desk, table.case, details).value
    (view,) = list_sketches(desk, table.case)
    assert (view.id, view.details) == (kept, details)
    changed = replace(details, is_binding=True, terms=((table.heat, number("430")),))
    assert save_sketch(desk, table.case, changed, sketch_id=kept).value == kept
    assert [one.details for one in list_sketches(desk, table.case)] == [changed]
    remove_sketch(desk, kept)
    assert list_sketches(desk, table.case) == ()
    desk.undo()
    assert [one.details for one in list_sketches(desk, table.case)] == [changed]


def test_a_draft_may_not_suit_its_issue_yet(desk: Desk, table: Bargaining) -> None:
    unfit = SketchDetails(Side.EMPLOYER, ((table.rates, rate_table("0", "0", quota=None)),))
    save_sketch(desk, table.case, unfit)
    assert len(list_sketches(desk, table.case)) == 1
    assert list_case_offers(desk, table.case)[table.rates] == ()


def test_a_draft_forgets_issues_that_left_or_changed_their_subject(
    desk: Desk, table: Bargaining
) -> None:
    save_sketch(desk, table.case, _details(table))
    remove_issue(desk, table.rest)
    (view,) = list_sketches(desk, table.case)
    assert [issue for issue, _terms in view.details.terms] == [table.heat]
    edit_issue(desk, table.heat, IssueDetails("高温", Subject.TEXT))
    assert list_sketches(desk, table.case) == ()


def test_a_draft_of_nothing_of_another_case_or_too_many_is_refused(
    desk: Desk, table: Bargaining, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="names no issue"):
        save_sketch(desk, table.case, SketchDetails(Side.EMPLOYEE, ()))
    with pytest.raises(RuleError, match="another case"):
        save_sketch(desk, new_case(desk, "另案"), _details(table))
    monkeypatch.setattr(offer_sketches, "MOST_SKETCHES", 1)
    kept = save_sketch(desk, table.case, _details(table)).value
    with pytest.raises(RuleError, match="1 drafts are kept"):
        save_sketch(desk, table.case, _details(table))
    save_sketch(desk, table.case, _details(table), sketch_id=kept)
    trash_case(desk, table.case)
    with pytest.raises(RuleError, match="in the trash"):
        remove_sketch(desk, kept)


def test_tabling_a_draft_ends_it_and_attaches_its_evidence_in_one_step(
    desk: Desk, table: Bargaining
) -> None:
    details = _details(table)
    kept = save_sketch(desk, table.case, details).value
    offer = PreparedOffer(
        side=details.side,
        terms=details.terms,
        is_binding=True,
        is_tied=True,
        argument=details.argument,
        evidence=(EvidenceSource("高温日.csv", b"7,31\n"),),
        sketch_id=kept,
    )
    first, second = table_prepared(desk, table.session, offer).value
    assert list_sketches(desk, table.case) == ()
    assert [one.place.offer_id for one in list_evidence(desk, table.case)] == [first]
    (heat,) = list_offers(desk, table.heat)
    assert (heat.id, heat.is_tied, heat.tied_with) == (first, True, (second,))
    desk.undo()
    assert list_offers(desk, table.heat) == ()
    assert list_evidence(desk, table.case) == ()
    assert [one.id for one in list_sketches(desk, table.case)] == [kept]


def test_an_offer_that_is_refused_leaves_its_draft_and_attaches_nothing(
    desk: Desk, table: Bargaining
) -> None:
    kept = save_sketch(desk, table.case, _details(table)).value
    unfit = PreparedOffer(
        Side.EMPLOYEE,
        ((table.rates, TextTerm("改天再说")),),
        evidence=(EvidenceSource("a.txt", b"a"),),
        sketch_id=kept,
    )
    with pytest.raises(RuleError):
        table_prepared(desk, table.session, unfit)
    assert [one.id for one in list_sketches(desk, table.case)] == [kept]
    assert list_evidence(desk, table.case) == ()
