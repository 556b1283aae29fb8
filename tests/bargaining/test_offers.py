"""States of offers follow from what came after them."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import given

from negotiator_desk.bargaining.offers import (
    STANDING,
    IssueState,
    OfferFacts,
    OfferState,
    Table,
    check_acceptance,
    check_issue_change,
    check_tabling,
    check_withdrawal,
    issue_state,
)
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.errors import RuleError

ISSUES = ("rates", "heat", "rest")


def facts(number: int, issue: str = "heat", **more: object) -> OfferFacts:
    plain = OfferFacts(
        id=f"offer {number}",
        issue_id=issue,
        bundle_id=f"bundle {number}",
        side=Side.EMPLOYEE,
        round=number,
        is_binding=True,
        is_tied=False,
        withdrawn=False,
        session_number=1,
    )
    return replace(plain, **more)  # type checked by the dataclass itself


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Bundles in any order of sides, some tied, some withdrawn, some held, some accepted whole."""
    offers: list[OfferFacts] = []
    for place in range(draw(st.integers(0, 10))):
        side = draw(st.sampled_from(Side))
        issues = draw(st.lists(st.sampled_from(ISSUES), min_size=1, unique=True))
        binding, tied = draw(st.booleans()), draw(st.booleans()) and len(issues) > 1
        withdrawn, number = draw(st.booleans()), draw(st.integers(1, 4))
        for issue in issues:
            earlier = sum((one.side, one.issue_id) == (side, issue) for one in offers)
            offers.append(
                OfferFacts(
                    id=f"offer {place} {issue}",
                    issue_id=issue,
                    bundle_id=f"bundle {place}",
                    side=side,
                    round=earlier + 1,
                    is_binding=binding,
                    is_tied=tied,
                    withdrawn=withdrawn if tied else draw(st.booleans()),
                    session_number=number,
                )
            )
    table = Table(tuple(draw(st.permutations(offers))))
    binding_ids = [one.id for one in offers if one.is_binding]
    held = {
        member
        for one in binding_ids
        if draw(st.booleans()) and table.states()[one] in STANDING
        for member in table.package(one)
    }
    agreed: dict[str, str] = {}
    for one in binding_ids:
        now = Table(table.offers, dict(agreed), frozenset(held))
        package = now.package(one)
        free = not any(now.is_agreed(now.offer(member).issue_id) for member in package)
        if draw(st.booleans()) and now.states()[one] in STANDING and free:
            agreed |= {now.offer(member).issue_id: member for member in package}
    return Table(table.offers, agreed, frozenset(held))


@given(tables())
def test_every_offer_has_one_state_that_its_history_explains(table: Table) -> None:
    states = table.states()
    assert set(states) == {offer.id for offer in table.offers}
    for offer in table.offers:
        replaced = any(
            (o.side, o.issue_id) == (offer.side, offer.issue_id)
            and o.round > offer.round
            and (o.is_binding or not offer.is_binding)
            for o in table.offers
        )
        match states[offer.id]:
            case OfferState.SETTLED:
                assert table.agreed[offer.issue_id] == offer.id
            case OfferState.WITHDRAWN:
                assert offer.withdrawn
            case OfferState.SUPERSEDED:
                assert replaced or offer.is_tied
            case OfferState.TENTATIVE:
                assert offer.id in table.tentative
                assert not replaced
            case OfferState.TABLED:
                assert not replaced
                assert not offer.withdrawn
                assert offer.id not in table.tentative or table.is_agreed(offer.issue_id)


@given(tables())
def test_a_tied_package_has_one_state_while_any_part_of_it_can_be_accepted(table: Table) -> None:
    states = table.states()
    for offer in table.offers:
        if offer.is_tied and states[offer.id] in {*STANDING, OfferState.SETTLED}:
            package = {states[one] for one in table.package(offer.id)}
            assert len(package) == 1 or package == STANDING


@given(tables())
def test_a_side_has_at_most_one_binding_and_one_exploratory_word_on_an_issue(table: Table) -> None:
    states = table.states()
    words = [(o.side, o.issue_id, o.is_binding) for o in table.offers if states[o.id] in STANDING]
    assert len(words) == len(set(words))


@given(tables())
def test_the_order_of_reading_does_not_matter(table: Table) -> None:
    assert table.states() == replace(table, offers=table.offers[::-1]).states()


@given(tables(), st.sampled_from(Side), st.integers(1, 4))
def test_only_the_other_sides_whole_binding_word_of_the_moment_can_be_accepted(
    table: Table, side: Side, session: int
) -> None:
    states = table.states()
    for offer in table.offers:
        package = [table.offer(one) for one in table.package(offer.id)]
        allowed = all(
            not table.is_agreed(one.issue_id)
            and states[one.id] in STANDING
            and one.is_binding
            and one.side is side.other
            and session >= one.session_number
            for one in package
        )
        expected = nullcontext() if allowed else pytest.raises(RuleError, match="nothing was acc")
        with expected:
            check_acceptance(table, offer.id, side=side, session_number=session)


@given(tables())
def test_only_the_word_of_the_moment_can_be_withdrawn(table: Table) -> None:
    states = table.states()
    for offer in table.offers:
        if states[offer.id] in STANDING and not table.is_agreed(offer.issue_id):
            check_withdrawal(table, offer.id)
        else:
            with pytest.raises(RuleError, match="nothing was changed"):
                check_withdrawal(table, offer.id)


def test_what_is_explored_leaves_the_binding_word_on_the_table() -> None:
    table = Table((facts(1), facts(2, is_binding=False)))
    assert set(table.states().values()) == {OfferState.TABLED}
    later = Table((*table.offers, facts(3)))
    assert list(later.states().values()) == [
        OfferState.SUPERSEDED,
        OfferState.SUPERSEDED,
        OfferState.TABLED,
    ]


def test_a_package_falls_when_one_of_its_parts_is_replaced_or_settled() -> None:
    tied = [
        facts(1, issue, id=issue, bundle_id="both", is_tied=True, round=1)
        for issue in ("heat", "rest")
    ]
    assert set(Table(tuple(tied)).states().values()) == {OfferState.TABLED}
    replaced = Table((*tied, facts(2, "rest")))
    assert replaced.states()["heat"] is OfferState.SUPERSEDED
    other = facts(3, "rest", side=Side.EMPLOYER, round=1)
    settled = Table((*tied, other), {"rest": other.id})
    assert settled.states()["heat"] is OfferState.SUPERSEDED
    with pytest.raises(RuleError, match="stood or fell with its package"):
        check_acceptance(replaced, "heat", side=Side.EMPLOYER, session_number=1)


def test_an_issue_is_agreed_as_soon_as_an_offer_is() -> None:
    assert issue_state(None) is IssueState.OPEN
    assert issue_state("offer") is IssueState.AGREED


@given(tables())
def test_an_issue_changes_only_while_no_offer_on_it_stands_or_was_accepted(table: Table) -> None:
    for issue in ISSUES:
        mine = [table.states()[one.id] for one in table.offers if one.issue_id == issue]
        fixed = table.is_agreed(issue) or not STANDING.isdisjoint(mine)
        with pytest.raises(RuleError, match="nothing was changed") if fixed else nullcontext():
            check_issue_change("高温津贴", issue, table)
        with pytest.raises(RuleError) if table.is_agreed(issue) else nullcontext():
            check_tabling("高温津贴", issue, table)
