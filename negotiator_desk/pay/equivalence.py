"""The same money in other forms: what a sum a year buys as rates, shares, grade steps, flat sums.

Each form changes the terms by a whole number k of its steps (`forms`), upwards in the workers'
favour.

    cost(k) = yearly total under the changed terms − yearly total under the terms

is worked out in full each time (`costing.pay`), so that guarantees, caps and rounding count as they
are. The result is the largest k with cost(k) ≤ sum, found by doubling and halving: cost(k) is
within the sum, cost(k + 1) is not. The sum may be negative: then k is negative, and the form saves
at least that much. With a sum of 0, k is what can be had for nothing, as where a guarantee pays
more than the rates do; mostly 0. Employer on-costs and yearly items are not in these costs.

Cost never falls as k rises, but for single fen where a line is the difference of two rounded
amounts (turnover tiers with an order cap; overtime on top of a guarantee). Where it falls by such
fen, the k found still has the property just named.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from negotiator_desk.errors import InputError
from negotiator_desk.i18n import N_, _
from negotiator_desk.money import format_amount
from negotiator_desk.pay import costing
from negotiator_desk.pay.arithmetic import largest, require_room, scaled, yuan
from negotiator_desk.pay.basis import Basis, ComparedWith, Formula, LegalFigures, basis_of
from negotiator_desk.pay.checks import check_decimal
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.fairness import who_gains
from negotiator_desk.pay.forms import Form, Scale, scales
from negotiator_desk.pay.gains import GainBoard
from negotiator_desk.pay.groups import EIGHT_GRADES
from negotiator_desk.pay.result import Pay
from negotiator_desk.pay.terms import (
    LARGEST_NUMBER,
    CommissionSchedule,
    RateTable,
    Terms,
    WageGrid,
)
from negotiator_desk.pay.terms_data import terms_fingerprint

_NAMES = {
    Form.PER_UNIT: N_("amount per unit"),
    Form.RATIO: N_("percent or points"),
    Form.GRADE_STEP: N_("step between grades"),
    Form.FLAT: N_("flat sum"),
}


@dataclass(frozen=True)
class Equivalent:
    """What the sum buys in one form.

    Attributes:
        step: Yuan, or a part of one (`Form.RATIO`).
        steps: How many; negative takes from the workers.
        yearly_cost: Yuan a year, exact; at most the sum.
        remainder: The sum less the cost, 0 or more.
        terms: Changed; for a flat sum the terms as they are, because it is paid beside them.
        board: Who gains, compared with the terms as they are.
    """

    basis: Basis
    form: Form
    step: Decimal
    steps: int
    yearly_cost: Decimal
    remainder: Decimal
    terms: Terms
    board: GainBoard

    @property
    def amount(self) -> Decimal:
        """All steps together, in the unit of `step`."""
        return self.step * self.steps


@dataclass(frozen=True)
class Refused:
    """A form that cannot take the sum.

    Attributes:
        reason: Why, as one translated sentence.
    """

    basis: Basis
    form: Form
    reason: str


@dataclass(frozen=True)
class Equivalence:
    """One sum in every form that the terms have.

    Attributes:
        budget: Yuan a year; negative = to be saved.
        equivalents: In the order of `Form`, like `refused`.
    """

    basis: Basis
    budget: Decimal
    equivalents: tuple[Equivalent, ...]
    refused: tuple[Refused, ...]

    def by(self, form: Form) -> Equivalent | None:
        """Return what the sum buys in one form, None if that cannot be."""
        return next((item for item in self.equivalents if item.form is form), None)


def equivalents(
    dataset: Dataset, terms: Terms, budget: Decimal, law: LegalFigures, *, year: int
) -> Equivalence:
    """Return what a sum buys in each form.

    Args:
        budget: Yuan a year, two decimals; negative = to be saved.
        year: Calendar year in which ages are counted, for the boards.

    Raises:
        InputError: The terms cannot be costed on this dataset, or the sum is mistyped.
    """
    check_decimal(budget, _("Sum a year"), places=2, lowest=-LARGEST_NUMBER, highest=LARGEST_NUMBER)
    present = dataset.recall(costing.pay, terms)
    basis = basis_of(
        dataset,
        terms,
        law,
        formula=Formula.EQUIVALENCE,
        compared_with=ComparedWith.PRESENT_TERMS,
        present=terms,
    )
    found: list[Equivalent] = []
    refused: list[Refused] = []
    for form, scale in scales(terms, present).items():
        paid = _payer(dataset, present, scale)
        try:
            steps = _steps(partial(_cost, dataset, present, paid), scaled(budget, 2), scale)
        except InputError as error:
            refused.append(Refused(basis, form, str(error)))
            continue
        changed = terms if scale.put is None else scale.put(steps)
        after = paid(steps)
        cost = yuan(_added(dataset, present, after))
        own = replace(basis, terms_sha256=terms_fingerprint(changed))
        found.append(
            Equivalent(
                basis=own,
                form=form,
                step=scale.step,
                steps=steps,
                yearly_cost=cost,
                remainder=budget - cost,
                terms=changed,
                board=who_gains(dataset, present, after, own, year=year, grades=_grades(terms)),
            )
        )
    return Equivalence(basis, budget, tuple(found), tuple(refused))


def form_name(form: Form) -> str:
    """Return a form's name, translated."""
    return _(_NAMES[form])


def amount_text(item: Equivalent) -> str:
    """Return what one form amounts to, such as `0.0312 yuan on every rate`."""
    yuan_text = format_amount(item.amount, places=2)
    percent = f"{format_amount(item.amount * 100)} %"
    match item.form, item.terms:
        case Form.PER_UNIT, RateTable():
            rate = format_amount(item.amount, places=4)
            return _("{amount} yuan on every rate").format(amount=rate)
        case Form.PER_UNIT, _:
            return _("{amount} yuan on the fee of every order").format(amount=yuan_text)
        case Form.RATIO, CommissionSchedule():
            points = format_amount(-item.amount * 100)
            return _("{points} percentage points on every take rate").format(points=points)
        case Form.RATIO, RateTable():
            return _("{percent} on every rate").format(percent=percent)
        case Form.RATIO, _:
            return _("{percent} on every cell of the grid").format(percent=percent)
        case Form.GRADE_STEP, _:
            return _("{amount} yuan a month for each grade above the first").format(
                amount=yuan_text
            )
        case _:
            return _("{amount} yuan a month for every worker").format(amount=yuan_text)


def finding(item: Equivalence) -> str:
    """Return the forms side by side in one sentence, and which serves the least favoured best."""
    budget = format_amount(item.budget)
    if not item.equivalents:
        return _("No form can take {budget} yuan a year on these records.").format(budget=budget)
    forms = _("; ").join(amount_text(each) for each in item.equivalents)
    kindest = max(item.equivalents, key=_least_gain)
    least = format_amount(_least_gain(kindest))
    if len(item.equivalents) == 1:
        return _(
            "{budget} yuan a year are as much as: {form}; the least gain is {least} yuan a month."
        ).format(budget=budget, form=forms, least=least)
    return _(
        "{budget} yuan a year are as much as: {forms}; the least gain is greatest, {least} yuan a "
        "month, with {best}."
    ).format(budget=budget, forms=forms, least=least, best=amount_text(kindest))


def _least_gain(item: Equivalent) -> Decimal:
    assert item.board.gains is not None  # it is compared with the present terms
    return item.board.gains.spread.least


def _grades(terms: Terms) -> tuple[str, ...]:
    return terms.grades if isinstance(terms, WageGrid) else EIGHT_GRADES


def _cost(dataset: Dataset, present: Pay, paid: Callable[[int], Pay], steps: int) -> int:
    """Return what so many steps cost, fen a year."""
    return _added(dataset, present, paid(steps))


def _added(dataset: Dataset, present: Pay, after: Pay) -> int:
    # Yearly items are the same on both sides.
    return costing.yearly_fen(dataset, after, None) - costing.yearly_fen(dataset, present, None)


def _payer(dataset: Dataset, present: Pay, scale: Scale) -> Callable[[int], Pay]:
    """Return what tells the pay after so many steps."""
    put = scale.put
    if put is None:
        return partial(_with_flat_sum, present)
    return lambda steps: costing.pay(dataset, put(steps))


def _with_flat_sum(present: Pay, fen: int) -> Pay:
    """Return the pay with so many fen on every month of every worker."""
    require_room(largest(present.amounts) + abs(fen))
    return replace(present, amounts=present.amounts + fen, counted=present.counted + fen)


def _steps(cost: Callable[[int], int], budget: int, scale: Scale) -> int:
    """Return the largest number of steps whose cost is within the budget, fen a year.

    Raises:
        InputError: The form cannot take the sum, or cannot save it.
    """

    def is_within(steps: int) -> bool:
        try:
            return cost(steps) <= budget
        except InputError:  # too large to be worked out: beyond any sum
            return False

    if budget >= 0:
        within, beyond = 0, 1
        while beyond <= scale.highest and is_within(beyond):
            within, beyond = beyond, beyond * 2
        beyond = min(beyond, scale.highest + 1)
    else:
        beyond, within = 0, -1
        while within >= scale.lowest and not is_within(within):
            within, beyond = within * 2, within
        within = max(within, scale.lowest - 1)
    while beyond - within > 1:
        middle = (within + beyond) // 2
        if is_within(middle):
            within = middle
        else:
            beyond = middle
    if within < scale.lowest:
        raise _cannot(cost(scale.lowest), budget, scale.lowest)
    if within == scale.highest:
        reached = cost(within)
        if reached < budget or (reached == 0 and within > 0):
            raise _cannot(reached, budget, within)
    else:
        cost(beyond)  # says so if it is only too large to be worked out
    return within


def _cannot(reached: int, budget: int, steps: int) -> InputError:
    """Return the refusal of a sum that even the furthest step does not reach."""
    if reached == 0 and steps != 0:
        return InputError(_("This form changes nobody’s pay on these records."))
    sentence = (
        _("This form can take at most {most} of {sum} yuan a year; the terms allow no more.")
        if budget >= 0
        else _("This form can save at most {most} of {sum} yuan a year; the terms allow no more.")
    )
    most, whole = format_amount(yuan(abs(reached))), format_amount(yuan(abs(budget)))
    return InputError(sentence.format(most=most, sum=whole))
