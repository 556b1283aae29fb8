"""Whatever is chosen, kept or taken away, no trial is lost and each stays where it was made."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from negotiator_desk.pay.terms import PieceRate, RateTable
from negotiator_desk.ui.pages.costing_trials import Source, SourceKind, Trials


def rates(fen: int) -> RateTable:
    return RateTable((PieceRate("同城", Decimal(fen).scaleb(-2).quantize(Decimal("0.0001"))),))


PRESENT = Source(SourceKind.PRESENT, "", "Present", rates(100))
OFFER = Source(SourceKind.OFFER, "1", "Offer", rates(110))
KEPT = Source(SourceKind.KEPT, "7", "Mine", rates(120))


def trials_of(*sources: Source) -> Trials:
    trials = Trials()
    trials.set_sources(sources)
    return trials


def test_the_newest_offer_is_chosen_before_the_present_terms() -> None:
    assert trials_of(PRESENT, OFFER, KEPT).chosen == OFFER
    assert trials_of(PRESENT, KEPT).chosen == PRESENT
    agreed = Source(SourceKind.AGREED, "", "Agreed", rates(105))
    assert trials_of(PRESENT, OFFER, agreed).chosen == agreed


def test_a_change_back_to_the_chosen_terms_is_no_trial() -> None:
    trials = trials_of(OFFER)
    trials.change(rates(111))
    assert trials.is_private
    trials.change(rates(110))
    assert not trials.is_changed
    assert trials.unkept == ()


def test_a_change_equal_to_what_is_stored_meanwhile_is_kept() -> None:
    trials = trials_of(KEPT)
    trials.change(rates(125))
    trials.set_sources([Source(SourceKind.KEPT, "7", "Mine", rates(125))])
    assert trials.unkept == ()
    assert trials.terms == rates(125)


def test_terms_without_any_source_are_a_free_trial() -> None:
    trials = trials_of()
    assert trials.chosen is None
    trials.change(rates(99))
    assert trials.chosen is not None
    assert trials.chosen.kind is SourceKind.FREE
    assert [one.terms for one in trials.unkept] == [rates(99)]
    trials.keep("9", "Ninety-nine")
    assert trials.unkept == ()
    assert [one.name for one in trials.sources] == ["Ninety-nine"]


class Window(RuleBasedStateMachine):
    """Random use of one issue's trials, beside a plain list of what was typed last in each."""

    def __init__(self) -> None:
        super().__init__()
        self.trials = Trials()
        self.known = {source.key: source for source in (PRESENT, OFFER, KEPT)}
        self.trials.set_sources(tuple(self.known.values()))
        self.typed: set[RateTable] = set()

    @rule(fen=st.integers(50, 150))
    def type_over(self, fen: int) -> None:
        before = self.trials.terms
        self.typed.discard(before) if before is not None and self.trials.is_private else None
        self.trials.change(rates(fen))
        chosen = self.trials.chosen
        if chosen is not None and (chosen.terms != rates(fen) or chosen.kind is SourceKind.FREE):
            self.typed.add(rates(fen))

    @rule(which=st.integers(0, 5))
    def choose(self, which: int) -> None:
        sources = self.trials.sources
        if sources:
            self.trials.choose(sources[which % len(sources)].key)

    @rule(which=st.integers(0, 2))
    def take_a_source_away(self, which: int) -> None:
        keys = list(self.known)
        if keys:
            del self.known[keys[which % len(keys)]]
            self.trials.set_sources(tuple(self.known.values()))

    @rule()
    def build_the_window_anew(self) -> None:
        state = self.trials.state()
        self.trials = Trials()
        self.trials.restore(state)
        self.trials.set_sources(tuple(self.known.values()))

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        kept = {one.terms for one in self.trials.unkept}
        stored = {source.terms for source in self.trials.sources}
        assert self.typed <= kept | stored


Window.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestWindow = Window.TestCase
