"""Checks of what a contract's clauses say against a rule pack: R24, R25, R26, R27, R29, R32.

The numbers in the clauses come in as plain values; whoever reads the text decides which they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from negotiator_desk.i18n import _
from negotiator_desk.procedure.checks import Finding, Level, weigh
from negotiator_desk.procedure.rules import Rule, RulePack, compare


@dataclass(frozen=True)
class Stated:
    """A number that a clause states.

    Attributes:
        label: The clause as findings name it: article and title.
        place: As `Finding.place` names it.
    """

    value: Decimal
    label: str
    place: str


@dataclass(frozen=True)
class PlatformFacts:
    """What a platform contract says of its rules.

    Attributes:
        has_formula: It says how the platform's share is worked out.
        has_disclosure: It says that the share is shown to the workers.
        notices: Months of notice before rules on income change; a month is 30 days.
        publications: Calendar days from signing or effect to publication.
        has_rounds: It says that the sides consult every year.
        takes_share: Commission shares are agreed in it.
    """

    has_formula: bool
    has_disclosure: bool
    notices: tuple[Stated, ...]
    publications: tuple[Stated, ...]
    has_rounds: bool
    takes_share: bool


def check_overtime_hours(pack: RulePack, stated: Sequence[Stated]) -> Iterator[Finding]:
    """Yield the clauses that allow more overtime a month than the law: R24."""
    rule = pack.rule("overtime_hours_month_most")
    for one in stated:
        if rule is not None and not compare(rule, one.value):
            text = _("{clause} allows {hours} hours of overtime a month, more than {most}.").format(
                clause=one.label, hours=f"{one.value.normalize():f}", most=rule.value
            )
            remedy = _("Put in at most {most} hours a month.").format(most=rule.value)
            yield Finding("R24", weigh(rule, Level.ERROR), text, rule.basis, remedy, one.place)


def check_conversion(pack: RulePack, stated: Sequence[Stated]) -> Iterator[Finding]:
    """Yield the clauses that convert monthly wages by days no longer in force: R25."""
    rule = pack.rule("paid_days_month")
    for one in stated:
        if rule is not None and not compare(rule, one.value):
            text = _(
                "{clause} divides the monthly wage by {days} days; the days to be paid in a month "
                "are {right}."
            ).format(clause=one.label, days=one.value, right=rule.value)
            remedy = _("Divide by {right} days, and by {hours} hours for an hourly wage.").format(
                right=rule.value, hours=f"{(rule.value * 8).normalize():f}"
            )
            yield Finding("R25", Level.WARNING, text, rule.basis, remedy, one.place)


def check_platform(pack: RulePack, facts: PlatformFacts) -> Iterator[Finding]:
    """Yield what a platform contract should say and does not: R27 and R29."""
    formula, disclosure = (
        pack.rule("commission_formula_least"),
        pack.rule("commission_disclosures_least"),
    )
    if facts.takes_share and formula is not None and not facts.has_formula:
        text = _("The contract does not say how the platform's share of an order is worked out.")
        remedy = _("Put in the clause on the formula of the share.")
        yield Finding("R27", weigh(formula, Level.WARNING), text, formula.basis, remedy)
    if facts.takes_share and disclosure is not None and not facts.has_disclosure:
        text = _("The contract does not say that workers are shown the share of each order.")
        remedy = _("Put in the clause on showing the share.")
        yield Finding("R27", weigh(disclosure, Level.WARNING), text, disclosure.basis, remedy)
    yield from _notices(pack.rule("income_rules_notice"), facts)
    yield from _publications(pack.rule("platform_publication_days"), facts)
    rounds = pack.rule("platform_rounds_year")
    if rounds is not None and not facts.has_rounds:
        text = _("The contract does not say that the sides consult again every year.")
        remedy = _("Agree on a consultation every year.")
        yield Finding("R29", Level.INFO, text, rounds.basis, remedy)


def check_special(pack: RulePack, *, main_title: str, is_main_dated: bool) -> Iterator[Finding]:
    """Yield how a special contract stands to the comprehensive one: R32.

    Args:
        main_title: Name of the comprehensive contract; "" = none is named.
        is_main_dated: Whether the day of its signing is entered.
    """
    rule = pack.rule("special_contract_prevails")
    basis = "" if rule is None else rule.basis
    if main_title and not is_main_dated:
        text = _("The main contract “{title}” is named without the day of its signing.")
        remedy = _("Enter the day on which the main contract was signed.")
        yield Finding(
            "R32", Level.WARNING, text.format(title=main_title), basis, remedy, "settings"
        )
    if rule is None:
        return
    if main_title:
        text = _("Where this contract and “{title}” differ, this one prevails.")
        yield Finding("R32", Level.INFO, text.format(title=main_title), basis, "", "settings")
    else:
        text = _(
            "Where this contract and a comprehensive one of the same sides differ, this one "
            "prevails; no comprehensive contract is named."
        )
        remedy = _("Name the comprehensive contract if there is one.")
        yield Finding("R32", Level.INFO, text, basis, remedy, "settings")


def below_floor_finding(pack: RulePack, text: str, remedy: str, place: str) -> Finding:
    """Return the finding on terms that are below those of the industry or region: R26.

    An error only where the law of the place was read in full.
    """
    rule = pack.rule("firm_pay_over_industry")
    level = Level.WARNING if rule is None else weigh(rule, Level.ERROR)
    return Finding("R26", level, text, "" if rule is None else rule.basis, remedy, place)


def _notices(rule: Rule | None, facts: PlatformFacts) -> Iterator[Finding]:
    if rule is None:
        return
    remedy = _("Agree that changes of pay rules are made known at least one month ahead.")
    if not facts.notices:
        text = _("The contract does not say how long before a change pay rules are made known.")
        yield Finding("R27", weigh(rule, Level.WARNING), text, rule.basis, remedy)
    for one in facts.notices:
        if not compare(rule, one.value):
            text = _("{clause} gives less than one month of notice before pay rules change.")
            text = text.format(clause=one.label)
            yield Finding("R27", weigh(rule, Level.WARNING), text, rule.basis, remedy, one.place)


def _publications(rule: Rule | None, facts: PlatformFacts) -> Iterator[Finding]:
    if rule is None:
        return
    remedy = _("Agree that the result is published within {most} days.").format(most=rule.value)
    if not facts.publications:
        text = _("The contract does not say when its result is published to all workers.")
        yield Finding("R29", weigh(rule, Level.WARNING), text, rule.basis, remedy)
    for one in facts.publications:
        if not compare(rule, one.value):
            text = _("{clause} publishes the result after {days} days, later than {most}.").format(
                clause=one.label, days=f"{one.value.normalize():f}", most=rule.value
            )
            yield Finding("R29", weigh(rule, Level.WARNING), text, rule.basis, remedy, one.place)
