"""Random tables of offers: superseded, exploratory, withdrawn and tied ones, and acceptances."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from negotiator_desk.bargaining.ledger import LedgerIssue, Word
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.pay.terms import NumberTerm

COSTED = ("A", "B")
ISSUES = (*COSTED, "C")
FEN_A_UNIT = 7
"""What one unit of a costed issue costs, fen a year; issue C has no calculation data."""


@dataclass(frozen=True)
class RandomTable:
    """A case as the ledger is given it."""

    issues: tuple[LedgerIssue, ...]
    words: tuple[Word, ...]
    over: tuple[int, ...]


def terms(value: int) -> NumberTerm:
    """Terms that are one number."""
    return NumberTerm(Decimal(value).quantize(Decimal("0.0001")), "元/月")


def cost_of(issue_id: str, value: int) -> int | None:
    """What a number costs on an issue; None without calculation data."""
    return FEN_A_UNIT * value if issue_id in COSTED else None


@st.composite
def tables(draw: st.DrawFn) -> RandomTable:
    """Return up to 14 bundles in up to six sessions; some issues end agreed."""
    words: list[Word] = []
    session = 1
    for number in range(draw(st.integers(0, 14))):
        session += draw(st.integers(0, 2))
        side = draw(st.sampled_from(Side))
        chosen = draw(st.lists(st.sampled_from(ISSUES), min_size=1, max_size=3, unique=True))
        is_binding = draw(st.booleans() if number else st.just(value=True))
        is_tied = len(chosen) > 1 and draw(st.booleans())
        is_withdrawn = draw(st.integers(0, 4)) == 0
        for issue_id in sorted(chosen):
            value = draw(st.integers(0, 5))
            words.append(
                Word(
                    offer_id=f"{number}{issue_id}",
                    issue_id=issue_id,
                    bundle_id=str(number),
                    side=side,
                    session_number=session,
                    terms=terms(value),
                    cost=cost_of(issue_id, value),
                    is_binding=is_binding,
                    is_tied=is_tied,
                    is_withdrawn=is_withdrawn,
                )
            )
    agreed = draw(st.sets(st.sampled_from(ISSUES)))
    closed: set[str] = set()
    for issue_id in sorted(agreed):
        on_it = [word for word in words if word.issue_id == issue_id and word.is_binding]
        if on_it and not on_it[-1].is_withdrawn:
            closed.add(issue_id)
            last = on_it[-1]
            words.append(
                Word(
                    offer_id=last.offer_id,
                    issue_id=issue_id,
                    bundle_id=last.bundle_id,
                    side=last.side.other,
                    session_number=session,
                    terms=last.terms,
                    cost=last.cost,
                    is_tied=last.is_tied,
                    is_acceptance=True,
                )
            )
    present = draw(st.booleans())
    issues = tuple(
        LedgerIssue(
            issue_id,
            issue_id not in closed,
            terms(2) if present else None,
            cost_of(issue_id, 2) if present else None,
        )
        for issue_id in ISSUES
    )
    return RandomTable(issues, tuple(words), tuple(draw(st.sets(st.integers(1, session + 3)))))
