"""States of offers follow from what came after them."""

from __future__ import annotations

from contextlib import nullcontext

import hypothesis.strategies as st
import pytest
from hypothesis import given

from negotiator_desk.bargaining.offers import (
    IssueState,
    OfferFacts,
    OfferState,
    check_acceptance,
    check_issue_change,
    check_withdrawal,
    issue_state,
    offer_states,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError


@st.composite
def histories(draw: st.DrawFn) -> tuple[tuple[OfferFacts, ...], str | None]:
    """Offers in any order of sides, some withdrawn, one perhaps accepted."""
    sides = draw(st.lists(st.sampled_from(Side), max_size=12))
    offers = []
    for place, side in enumerate(sides):
        earlier = sum(one.side is side for one in offers)
        offers.append(
            OfferFacts(
                id=f"offer {place}",
                side=side,
                round=earlier + 1,
                is_binding=draw(st.booleans()),
                withdrawn=draw(st.booleans()),
                session_number=draw(st.integers(1, 4)),
            )
        )
    standing = [one.id for one in offers if not one.withdrawn and one.is_binding]
    accepted = draw(st.none() | st.sampled_from(standing)) if standing else None
    return tuple(draw(st.permutations(offers))), accepted


@given(histories())
def test_every_offer_has_one_state_that_its_history_explains(
    history: tuple[tuple[OfferFacts, ...], str | None],
) -> None:
    offers, accepted = history
    states = offer_states(offers, accepted)
    assert set(states) == {offer.id for offer in offers}
    for offer in offers:
        later = any(o.side is offer.side and o.round > offer.round for o in offers)
        match states[offer.id]:
            case OfferState.ACCEPTED:
                assert offer.id == accepted
            case OfferState.WITHDRAWN:
                assert offer.withdrawn
            case OfferState.SUPERSEDED:
                assert later
            case OfferState.TABLED:
                assert (later, offer.withdrawn, offer.id == accepted) == (False, False, False)


@given(histories())
def test_a_side_has_at_most_one_offer_on_the_table(
    history: tuple[tuple[OfferFacts, ...], str | None],
) -> None:
    offers, accepted = history
    states = offer_states(offers, accepted)
    for side in Side:
        tabled = [o for o in offers if o.side is side and states[o.id] is OfferState.TABLED]
        assert len(tabled) <= 1


@given(histories())
def test_the_order_of_reading_does_not_matter(
    history: tuple[tuple[OfferFacts, ...], str | None],
) -> None:
    offers, accepted = history
    assert offer_states(offers, accepted) == offer_states(offers[::-1], accepted)


@given(histories(), st.sampled_from(Side), st.integers(1, 4))
def test_only_the_other_sides_binding_word_of_the_moment_can_be_accepted(
    history: tuple[tuple[OfferFacts, ...], str | None], side: Side, session: int
) -> None:
    offers, accepted = history
    states = offer_states(offers, accepted)
    for offer in offers:
        allowed = (
            accepted is None
            and states[offer.id] is OfferState.TABLED
            and offer.is_binding
            and offer.side is side.other
            and session >= offer.session_number
        )
        expected = nullcontext() if allowed else pytest.raises(RuleError, match="nothing was acc")
        with expected:
            check_acceptance(
                offer, offers=offers, accepted_id=accepted, side=side, session_number=session
            )


@given(histories())
def test_only_the_word_of_the_moment_can_be_withdrawn(
    history: tuple[tuple[OfferFacts, ...], str | None],
) -> None:
    offers, accepted = history
    states = offer_states(offers, accepted)
    for offer in offers:
        if states[offer.id] is OfferState.TABLED:
            check_withdrawal(offer, offers=offers, accepted_id=accepted)
        else:
            with pytest.raises(RuleError, match="nothing was changed"):
                check_withdrawal(offer, offers=offers, accepted_id=accepted)


def test_an_issue_is_agreed_as_soon_as_an_offer_is() -> None:
    assert issue_state(None) is IssueState.OPEN
    assert issue_state("offer") is IssueState.AGREED


@given(histories())
def test_an_issue_changes_only_while_no_offer_on_it_stands_or_was_accepted(
    history: tuple[tuple[OfferFacts, ...], str | None],
) -> None:
    offers, accepted = history
    states = offer_states(offers, accepted).values()
    fixed = accepted is not None or OfferState.TABLED in states
    with pytest.raises(RuleError, match="nothing was changed") if fixed else nullcontext():
        check_issue_change("高温津贴", offers=offers, accepted_id=accepted)
