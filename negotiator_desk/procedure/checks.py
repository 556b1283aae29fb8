"""Checks of who bargains and for how long; what is agreed is checked in `pay_checks`.

The ids are those of the project's catalogue, R01–R32; R33 (deductions) and R34 (steps of a wage
grid) go on from there. A rule that is not firmly verified never ends in an error: what it would
have found is a warning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.i18n import _
from negotiator_desk.procedure.rules import Comparator, Rule, RulePack, compare, share


class Level(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Attributes:
        rule: Id of the check, such as "R01".
        text: One sentence in the language in use.
        basis: Instrument, article and verification mark; "" where none applies.
        remedy: One sentence that says what to do; "" = the finding is there to be known.
        place: Where it is put right: "clause:" and the clause's place, "parameter:" with place and
            name, "issue:" with its place in the agenda, "party:employee", "party:employer",
            "representatives", "settings" of the contract, "case"; "" = nowhere in particular.
    """

    rule: str
    level: Level
    text: str
    basis: str
    remedy: str = ""
    place: str = ""


@dataclass(frozen=True)
class RepresentativeFacts:
    """What the checks need to know of a representative."""

    name: str
    origin: Origin
    is_chief: bool


@dataclass(frozen=True)
class PartyFacts:
    """What the checks need to know of a party.

    Attributes:
        head: Union chair of the employee side, legal representative of the employer side; or "".
    """

    head: str
    representatives: tuple[RepresentativeFacts, ...]


def check_representatives(
    pack: RulePack, kind: CaseKind, parties: Mapping[Side, PartyFacts]
) -> tuple[Finding, ...]:
    """Check who speaks for the two sides: R01–R04.

    Args:
        kind: The level of the case; larger delegations are asked of large enterprises.
        parties: The parties entered so far.
    """
    found: list[Finding] = []
    for side, party in parties.items():
        found += _check_numbers(pack, kind, side, len(party.representatives))
        found += _check_outsiders(pack, side, party)
    found += _check_balance(pack, parties)
    found += _check_incompatible(pack, parties)
    return tuple(sorted(found, key=lambda finding: finding.rule))


def check_term(pack: RulePack, start: date, end: date, *, wages: bool) -> tuple[Finding, ...]:
    """Check the length of the contract's term: R19.

    Args:
        start: First day.
        end: Last day, included.
        wages: Whether it is a wage contract, whatever else is agreed in it.
    """
    years = _years(start, end + timedelta(days=1))
    wage = pack.rule("wage_term_years")
    if wages and wage is not None:
        if compare(wage, years):
            return ()
        text = _(
            "A wage contract generally runs {years} year(s); this one from {start} to {end}."
        ).format(years=wage.value, start=start.isoformat(), end=end.isoformat())
        return (Finding("R19", Level.WARNING, text, wage.basis),)
    least, most = pack.rule("term_years_least"), pack.rule("term_years_most")
    if least is None or most is None or (compare(least, years) and compare(most, years)):
        return ()
    text = _(
        "A collective contract runs {least} to {most} years; this one from {start} to {end}."
    ).format(least=least.value, most=most.value, start=start.isoformat(), end=end.isoformat())
    return (Finding("R19", Level.WARNING, text, least.basis),)


def _check_numbers(pack: RulePack, kind: CaseKind, side: Side, count: int) -> list[Finding]:
    least, most = pack.rule("representatives_least"), pack.rule("representatives_most")
    large = pack.rule("representatives_least_large_enterprise")
    who = side_name(side)
    if least is not None and not compare(least, count):
        text = _("The {side} has {count} representatives, fewer than {least}.")
        level = weigh(least, Level.ERROR)
        return [
            Finding(
                "R01", level, text.format(side=who, count=count, least=least.value), least.basis
            )
        ]
    if most is not None and not compare(most, count):
        text = _("The {side} has {count} representatives, more than {most}.")
        level = weigh(most, Level.ERROR)
        return [
            Finding("R01", level, text.format(side=who, count=count, most=most.value), most.basis)
        ]
    if kind is CaseKind.ENTERPRISE and large is not None and not compare(large, count):
        text = _(
            "The {side} has {count} representatives; an enterprise above the statistical threshold "
            "needs at least {least}."
        )
        return [
            Finding(
                "R01",
                Level.WARNING,
                text.format(side=who, count=count, least=large.value),
                large.basis,
            )
        ]
    return []


def _check_outsiders(pack: RulePack, side: Side, party: PartyFacts) -> list[Finding]:
    found = []
    part, inside = pack.rule("outsiders_share_most"), pack.rule("chief_outsiders_most")
    outsiders = [one for one in party.representatives if one.origin is Origin.ENTRUSTED]
    every = len(party.representatives)
    if part is not None and outsiders and not compare(part, share(len(outsiders), every)):
        allowed = max(one for one in range(every + 1) if compare(part, share(one, every)))
        text = _(
            "The {side} has {count} entrusted outsiders, more than a third ({allowed}) of its "
            "representatives."
        ).format(side=side_name(side), count=len(outsiders), allowed=allowed)
        found.append(Finding("R03", weigh(part, Level.ERROR), text, part.basis))
    chief = next((one for one in outsiders if one.is_chief), None)
    if inside is not None and chief is not None and not compare(inside, 1):
        text = _("The chief of the {side}, {name}, is an entrusted outsider.").format(
            side=side_name(side), name=chief.name
        )
        found.append(Finding("R03", weigh(inside, Level.ERROR), text, inside.basis))
    return found


def _check_balance(pack: RulePack, parties: Mapping[Side, PartyFacts]) -> list[Finding]:
    rule = pack.rule("employer_representatives_over_employee")
    if rule is None or len(parties) < len(Side):
        return []
    employee = len(parties[Side.EMPLOYEE].representatives)
    employer = len(parties[Side.EMPLOYER].representatives)
    if compare(rule, employer - employee):
        return []
    if rule.comparator is Comparator.EQUAL:
        text = _(
            "The employer side has {employer} representatives and the employee side {employee}; "
            "the numbers must be equal."
        )
    else:
        text = _(
            "The employer side has {employer} representatives, more than the {employee} of the "
            "employee side."
        )
    text = text.format(employer=employer, employee=employee)
    return [Finding("R02", weigh(rule, Level.ERROR), text, rule.basis)]


def _check_incompatible(pack: RulePack, parties: Mapping[Side, PartyFacts]) -> list[Finding]:
    rule = pack.rule("sides_per_person_most")
    if rule is None or len(parties) < len(Side) or compare(rule, len(Side)):
        return []
    level = weigh(rule, Level.ERROR)
    employee, employer = parties[Side.EMPLOYEE], parties[Side.EMPLOYER]
    ours = {plain_name(one.name): one.name for one in employee.representatives}
    theirs = {plain_name(one.name): one.name for one in employer.representatives}
    found = []
    for key in sorted(ours.keys() & theirs.keys()):
        text = _("{name} is a representative of both sides.").format(name=ours[key])
        found.append(Finding("R04", level, text, rule.basis))
    if employer.head and plain_name(employer.head) in ours:
        text = _("{name}, head of the employer side, cannot represent the employee side.")
        found.append(Finding("R04", level, text.format(name=employer.head), rule.basis))
    if employee.head and plain_name(employee.head) in theirs:
        text = _("{name}, head of the employee side, cannot represent the employer side.")
        found.append(Finding("R04", level, text.format(name=employee.head), rule.basis))
    return found


def side_name(side: Side) -> str:
    """Return "employee side" or "employer side" in the language in use."""
    return _("employee side") if side is Side.EMPLOYEE else _("employer side")


def plain_name(name: str) -> str:
    """Return a name as it is compared: width, case and spaces do not make another person."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def weigh(rule: Rule, level: Level) -> Level:
    """Return how much breaking a rule weighs.

    An error only where the rule is firmly verified and the law does not ask for it in principle.
    """
    is_strict = rule.mark.is_firm and not rule.in_principle
    return level if is_strict or level is not Level.ERROR else Level.WARNING


def _years(start: date, after: date) -> Decimal:
    """Return the years from a day to another: whole ones exactly, whatever is between as a half."""
    whole = after.year - start.year
    if _years_later(start, whole) > after:
        whole -= 1
    return Decimal(whole) + (0 if _years_later(start, whole) == after else Decimal("0.5"))


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, in a year that has none
        return date(day.year + years, 3, 1)
