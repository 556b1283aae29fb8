"""Random tables of offers: no half package is ever agreed, and no contract figure is unsaid."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from negotiator_desk.bargaining.offers import OfferState
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.plain import plain_text
from negotiator_desk.errors import RuleError
from negotiator_desk.services.contracts import draft_contract, draft_snapshot
from negotiator_desk.services.issues import list_issues
from negotiator_desk.services.offer_views import OfferView, list_case_offers
from negotiator_desk.services.offers import (
    accept_offer,
    hold_offer,
    release_offer,
    table_offer,
    withdraw_offer,
)
from negotiator_desk.services.opening import open_desk
from tests.services.conftest import enter_parties, issue, meeting, new_case, number

MOMENT = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
ISSUES = ("高温津贴", "夜班津贴", "带徒津贴")


class TheTable(RuleBasedStateMachine):
    """Two sides do anything they like; whatever is refused changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = open_desk(Path(self.folder.name) / "store", author="", now=lambda: MOMENT)
        self.case = new_case(self.desk)
        enter_parties(self.desk, self.case)
        self.issues = [issue(self.desk, self.case, title, number("300")) for title in ISSUES]
        self.session = meeting(self.desk, self.case)
        self.figure = 1000

    def offers(self) -> list[OfferView]:
        return [one for found in list_case_offers(self.desk, self.case).values() for one in found]

    @rule(
        side=st.sampled_from(Side),
        places=st.lists(st.integers(0, 2), min_size=1, unique=True),
        binding=st.booleans(),
        tied=st.booleans(),
    )
    def table(self, side: Side, places: list[int], binding: bool, tied: bool) -> None:
        self.figure += 1  # no two offers have one figure
        terms = [(self.issues[place], number(f"{self.figure}.{place + 1}7")) for place in places]
        before = self.offers()
        try:
            table_offer(self.desk, self.session, side, terms, binding=binding, tied=tied)
        except RuleError:
            assert self.offers() == before

    @precondition(lambda self: self.offers())
    @rule(data=st.data(), side=st.sampled_from(Side), what=st.integers(0, 4))
    def act(self, data: st.DataObject, side: Side, what: int) -> None:
        offer = data.draw(st.sampled_from(self.offers()), label="offer")
        before = self.offers()
        try:
            match what:
                case 0:
                    withdraw_offer(self.desk, offer.id)
                case 1:
                    hold_offer(self.desk, offer.id, side, self.session)
                case 2:
                    release_offer(self.desk, offer.id)
                case _:
                    accept_offer(self.desk, offer.id, side, self.session)
        except RuleError:
            assert self.offers() == before

    @precondition(lambda self: self.desk.undo_operation in {"accept_offer", "table_offer"})
    @rule()
    def undo(self) -> None:
        self.desk.undo()

    @invariant()
    def packages_are_settled_whole_or_not_at_all(self) -> None:
        bundles: dict[str, set[bool]] = {}
        for offer in self.offers():
            if offer.is_tied:
                is_settled = offer.state is OfferState.SETTLED
                bundles.setdefault(offer.bundle_id, set()).add(is_settled)
        assert all(len(whole) == 1 for whole in bundles.values())

    @invariant()
    def only_binding_standing_words_are_agreed(self) -> None:
        by_id = {offer.id: offer for offer in self.offers()}
        for one in list_issues(self.desk, self.case):
            if one.agreed_offer_id is not None:
                settled = by_id[one.agreed_offer_id]
                assert settled.is_binding
                assert settled.withdrawn_at is None
                assert settled.terms == one.agreed_terms

    @precondition(lambda self: any(one.agreed_terms for one in list_issues(self.desk, self.case)))
    @rule()
    def draft(self) -> None:
        draft_id = draft_contract(self.desk, self.case).value.id
        snapshot = draft_snapshot(self.desk, draft_id)
        text = plain_text(compose(snapshot)).replace(",", "")
        for offer in self.offers():
            figure = format(offer.terms.value, ".2f")
            assert (figure in text) == (offer.state is OfferState.SETTLED)
        self.desk.undo()

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()


TestTheTable = TheTable.TestCase
TestTheTable.settings = settings(
    max_examples=8,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
