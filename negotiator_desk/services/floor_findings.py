"""What a case has agreed, held against the industry's or the region's case: R26 and FLOOR."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from negotiator_desk.i18n import N_, _, p_
from negotiator_desk.pay.floors import below_floor, worst_first
from negotiator_desk.pay.floors_result import FloorItem, FloorVerdict, Shortfall, same_name
from negotiator_desk.procedure.checks import Finding, Level
from negotiator_desk.procedure.contract_checks import below_floor_finding
from negotiator_desk.procedure.rules import RulePack
from negotiator_desk.services.issues import IssueView

FLOOR = "FLOOR"
"""Stands for a rule's id where people must compare."""

_YUAN = frozenset(
    (
        FloorItem.RATE,
        FloorItem.ALLOWANCE,
        FloorItem.GUARANTEE,
        FloorItem.HOURLY_GUARANTEE,
        FloorItem.FEES,
        FloorItem.CELL,
        FloorItem.POST,
        FloorItem.LOWEST_WAGE,
        FloorItem.YEARLY,
    )
)
_SHARES = frozenset(
    (FloorItem.TAKE, FloorItem.ORDER_CAP, FloorItem.MONTHLY_CAP, FloorItem.DEDUCTIONS)
)
_NAMES: Mapping[FloorItem, str] = {
    FloorItem.SUBJECT: N_("the subject"),
    FloorItem.UNIT: N_("the unit"),
    FloorItem.RATE: N_("the rate of “{name}”"),
    FloorItem.QUOTA: N_("the quota of “{name}”"),
    FloorItem.ALLOWANCE: N_("the allowance “{name}”"),
    FloorItem.COUNTED: N_("whether “{name}” counts towards the minimum wage"),
    FloorItem.GUARANTEE: N_("the monthly guarantee"),
    FloorItem.HOURLY_GUARANTEE: N_("the hourly guarantee"),
    FloorItem.OVERTIME: N_("the percent for overtime on {name}"),
    FloorItem.TAKE: N_("the platform's share of {name}"),
    FloorItem.METHOD: N_("the way the platform's share is worked out"),
    FloorItem.ORDER_CAP: N_("the cap of the share of an order"),
    FloorItem.MONTHLY_CAP: N_("the cap of the average share of a month"),
    FloorItem.DEDUCTIONS: N_("the limit of deductions"),
    FloorItem.FEES: N_("the fees of some order"),
    FloorItem.CELL: N_("the wage of {name}"),
    FloorItem.POST: N_("the wage of {name}"),
    FloorItem.LOWEST_WAGE: N_("the lowest wage {name}"),
    FloorItem.COEFFICIENT: N_("the coefficient of “{name}”"),
    FloorItem.YEARLY: N_("the yearly item “{name}”"),
    FloorItem.NUMBER: N_("the number"),
    FloorItem.TEXT: N_("the words"),
}
_DAYS = (N_("working days"), N_("rest days"), N_("statutory holidays"))


def check_floor(
    pack: RulePack, agreed: Sequence[IssueView], floor: Sequence[IssueView], floor_name: str
) -> Iterator[Finding]:
    """Yield in what agreed issues are below those of the floor's case, and what was not compared.

    Issues belong together that have one subject and one title, or are the only ones of a wage
    subject in both cases.
    """
    if not floor:
        text = _("Nothing is agreed in “{floor}”, so nothing was compared with it.")
        yield Finding(FLOOR, Level.WARNING, text.format(floor=floor_name), "", "", "settings")
    for theirs in floor:
        ours = _counterpart(theirs, agreed, floor)
        if ours is None:
            text = _("“{floor}” has settled “{issue}”; nothing agreed here was compared with it.")
            remedy = _("Compare it with the contract yourself.")
            yield Finding(
                FLOOR,
                Level.WARNING,
                text.format(floor=floor_name, issue=theirs.title),
                "",
                remedy,
                "settings",
            )
            continue
        assert ours.agreed_terms is not None
        assert theirs.agreed_terms is not None
        for one in worst_first(below_floor(ours.agreed_terms, theirs.agreed_terms)):
            yield shortfall_finding(pack, ours, floor_name, one)


def _counterpart(
    theirs: IssueView, agreed: Sequence[IssueView], floor: Sequence[IssueView]
) -> IssueView | None:
    same = [one for one in agreed if one.subject is theirs.subject]
    for one in same:
        if same_name(one.title) == same_name(theirs.title):
            return one
    is_only = sum(one.subject is theirs.subject for one in floor) == 1
    is_wage = theirs.subject.value not in {"number", "text"}
    return same[0] if is_only and is_wage and len(same) == 1 else None


def shortfall_finding(pack: RulePack, ours: IssueView, floor_name: str, one: Shortfall) -> Finding:
    """Return what one item of an agreed issue lacks, or was not compared in, as a sentence."""
    place = f"issue:{ours.position}"
    words = {
        "issue": ours.title,
        "item": item_name(one),
        "firm": _figure(one, one.firm, one.firm_words),
        "floor": _figure(one, one.floor, one.floor_words),
        "contract": floor_name,
    }
    if one.verdict is FloorVerdict.BELOW:
        text = _("“{issue}”: {item} is {firm}; “{contract}” asks for {floor}.")
        remedy = _("Agree on terms that are no worse than those of the industry or region.")
        return below_floor_finding(pack, text.format(**words), remedy, place)
    if one.verdict is FloorVerdict.TO_COMPARE:
        text = _(
            "“{issue}”: {item} is {firm}, in “{contract}” {floor}; which is better for workers?"
        )
        remedy = _("Compare the two yourself.")
        return Finding(FLOOR, Level.INFO, text.format(**words), "", remedy, place)
    text = _("“{issue}”: {item} was not compared: {firm} here, {floor} in “{contract}”.")
    remedy = _("Compare the two yourself, or give the same things the same names.")
    # What only the firm has settled has no floor to keep.
    is_ours_alone = one.floor is None and not one.floor_words and one.firm is not None
    level = Level.INFO if is_ours_alone else Level.WARNING
    return Finding(FLOOR, level, text.format(**words), "", remedy, place)


def item_name(one: Shortfall) -> str:
    """Return what was compared in the language in use."""
    name = one.name
    match one.item:
        case FloorItem.OVERTIME:
            name = _(_DAYS[int(one.name)])
        case FloorItem.TAKE:
            name = _("{amount} yuan").format(amount=name) if name else _("large amounts")
        case FloorItem.LOWEST_WAGE:
            name = _("of “{grade}”").format(grade=name) if name else _("of all")
        case _:
            pass
    return _(_NAMES[one.item]).format(name=name)


def _figure(one: Shortfall, value: Decimal | None, words: str) -> str:
    if value is None:
        return words if words and one.item is not FloorItem.MONTHLY_CAP else p_("floor", "nothing")
    if one.item is FloorItem.OVERTIME:
        return f"{value.normalize():f} %"
    if one.item in _SHARES:
        percent = f"{(value * 100).normalize():f} %"
        if one.item is FloorItem.MONTHLY_CAP:
            return _("{percent} from {orders} orders on").format(percent=percent, orders=words)
        return percent
    if one.item in _YUAN:
        return _("{amount} yuan").format(amount=f"{value:f}")
    return f"{value.normalize():f}"
