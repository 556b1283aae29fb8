"""What the ledger says in sentences: how far each side has come, where talks stand still, swaps."""

from __future__ import annotations

from decimal import Decimal

from negotiator_desk.bargaining.ledger import Stall
from negotiator_desk.bargaining.ledger_sums import Sums, sums
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.pay.arithmetic import yuan
from negotiator_desk.services.ledgers import CaseLedger, Curve
from negotiator_desk.services.private_ledgers import PrivateLedger, SwapIdea, SwapPart
from negotiator_desk.ui import display, display_terms

_POINT = 100
"""Hundredths of a point in a point."""


def finding(view: CaseLedger, issue_id: str | None = None) -> str:
    """Say how far each side has moved, how far apart they are, and who moved last.

    Args:
        issue_id: Speaks of one issue alone, and leaves out who moved last; None speaks of all.
    """
    parts = [_movement(view, issue_id)]
    mover = view.ledger.last_mover
    if issue_id is None and mover is Side.EMPLOYEE:
        parts.append(_("The employee side moved last."))
    elif issue_id is None and mover is Side.EMPLOYER:
        parts.append(_("The employer side moved last."))
    return " ".join(parts)


def stall_words(stall: Stall) -> str:
    """Say since when talks stand still, and what to propose."""
    text = n_(
        "Nothing has moved for {count} round, since round {first}.",
        "Nothing has moved for {count} rounds, since round {first}.",
        stall.rounds,
    ).format(count=stall.rounds, first=stall.since)
    return " ".join(
        (text, _("Propose a caucus: each side meets by itself and comes back with something new."))
    )


def curve_words(curve: Curve) -> str:
    """Say how the gap changed from the first round to the last; "" without a curve."""
    if len(curve.points) < 2:
        return ""
    first, last = curve.points[0], curve.points[-1]
    before, after = (
        yuan(point.amount[Side.EMPLOYEE] - point.amount[Side.EMPLOYER]) for point in (first, last)
    )
    if before == after == 0:
        return _("There is no gap in money, and there was none in round {first}.").format(
            first=first.round
        )
    if before == after:
        return _("The gap is {gap} a year, as it was in round {first}.").format(
            gap=display.yuan(after), first=first.round
        )
    return _(
        "The gap went from {before} a year in round {first} to {after} in round {last}."
    ).format(
        before=display.yuan(before),
        first=first.round,
        after=display.yuan(after),
        last=last.round,
    )


def value_words(view: PrivateLedger) -> str:
    """Say what each side gave up of its own value; "" while that is not known."""
    own, other = view.moved(view.side), view.moved(view.side.other)
    if own is None or other is None:
        return ""
    return _("Your side gave up {own} own points, the other about {other} (estimate).").format(
        own=points(own), other=whole_points(other)
    )


def swap_words(swap: SwapIdea) -> str:
    """Explain a swap in one sentence."""
    return _(
        "You {give} on “{given}” (−{cost} points), they {take} on “{taken}” (+{benefit}); to them "
        "it is worth about +{gain} (estimate)."
    ).format(
        give=_given(swap.given),
        given=swap.given.title,
        cost=points(swap.own_cost),
        take=_taken(swap.taken),
        taken=swap.taken.title,
        benefit=points(swap.own_benefit),
        gain=whole_points(swap.other_gain),
    )


def points(hundredths: int) -> str:
    """A number of points as exactly as it is known: 320 hundredths are 3.2."""
    return display.number(Decimal(hundredths).scaleb(-2))


def whole_points(hundredths: int) -> str:
    """A number of points for an estimate, to the whole point; below one it keeps a decimal."""
    if abs(hundredths) < _POINT:
        return points(hundredths)
    half = _POINT // 2
    whole = (abs(hundredths) + half) // _POINT
    return display.count(whole if hundredths >= 0 else -whole)


def _movement(view: CaseLedger, issue_id: str | None) -> str:
    lines = [line for line in view.ledger.lines if issue_id in (None, line.word.issue_id)]
    spoken = {line.word.side for line in lines}
    if not spoken:
        return _("Nobody has made a binding offer on this issue yet.")
    if spoken == {Side.EMPLOYEE}:
        return _("Only the employee side has made binding offers so far.")
    if spoken == {Side.EMPLOYER}:
        return _("Only the employer side has made binding offers so far.")
    found = sums(view.ledger, issue_id)
    employee, employer = found.moved[Side.EMPLOYEE], found.moved[Side.EMPLOYER]
    if employee is None or employer is None:
        return _("Without calculation data the movement has no amount.")
    if employee == employer == found.gap == 0 and not found.gone:
        return _("Neither side has moved in money, and there is no gap.")
    clauses = [_employee_clause(employee), _employer_clause(employer), _gap_clause(view, found)]
    return _("{finding}.").format(finding=_("; ").join(clause for clause in clauses if clause))


def _employee_clause(moved: int) -> str:
    amount = display.yuan(yuan(abs(moved)))
    if moved < 0:
        return _("The employee side has moved {amount} a year since its first offers").format(
            amount=amount
        )
    if moved > 0:
        return _("The employee side has gone back {amount} a year behind its first offers").format(
            amount=amount
        )
    return _("The employee side has not moved in money since its first offers")


def _employer_clause(moved: int) -> str:
    amount = display.yuan(yuan(abs(moved)))
    if moved > 0:
        return _("the employer side has moved {amount}").format(amount=amount)
    if moved < 0:
        return _("the employer side has gone back {amount}").format(amount=amount)
    return _("the employer side has not moved in money")


def _gap_clause(view: CaseLedger, found: Sums) -> str:
    left_out = _("; ").join(view.titles[issue_id] for issue_id in found.gone)
    if found.gap is None:
        if not left_out:
            return ""
        return _("there is no gap to state while an offer on {issues} no longer stands").format(
            issues=left_out
        )
    amount = display.yuan(yuan(abs(found.gap)))
    if found.gap > 0:
        text = _("the gap is {amount} a year").format(amount=amount)
    elif found.gap < 0:
        text = _("the employer side’s offers cost {amount} a year more than the others").format(
            amount=amount
        )
    else:
        text = _("there is no gap in money")
    if not left_out:
        return text
    return _("{gap}, without {issues}, where an offer no longer stands").format(
        gap=text, issues=left_out
    )


def _given(part: SwapPart) -> str:
    terms = display_terms.terms_summary(part.after.terms)
    if part.is_whole:
        return _("take their offer ({terms})").format(terms=terms)
    return _("go to “{option}” ({terms})").format(option=part.after.name, terms=terms)


def _taken(part: SwapPart) -> str:
    terms = display_terms.terms_summary(part.after.terms)
    if part.is_whole:
        return _("take yours ({terms})").format(terms=terms)
    return _("go to “{option}” ({terms})").format(option=part.after.name, terms=terms)
