"""Checks of a case against a rule pack; the ids are those of the project's catalogue, R01–R32.

A figure that is not firmly verified never ends in an error: what it would have found is a warning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.bargaining.parties import CaseKind, Origin, Side
from negotiator_desk.i18n import _, n_
from negotiator_desk.procedure.rules import Comparator, MinimumWage, Rule, RulePack


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
    """

    rule: str
    level: Level
    text: str
    basis: str


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


@dataclass(frozen=True)
class PayFacts:
    """What the checks need to know of an agreed issue that is costed.

    Attributes:
        title: The issue's title.
        not_above: Workers whose pay is not above a monthly minimum, by that minimum in yuan.
        lowest: The lowest mean monthly pay of a worker, in yuan.
        are_full_time: Whether the workers are known to work full time; only then does the monthly
            minimum decide (N-MW 5).
    """

    title: str
    not_above: Mapping[Decimal, int]
    lowest: Decimal
    are_full_time: bool


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


def check_term(pack: RulePack, start: date, end: date, *, wages_only: bool) -> tuple[Finding, ...]:
    """Check the length of the contract's term: R19.

    Args:
        start: First day.
        end: Last day, included.
        wages_only: Whether the contract settles wages and nothing else.
    """
    found = []
    least, most = pack.rule("term_years_least"), pack.rule("term_years_most")
    wage = pack.rule("wage_term_years")
    after = end + timedelta(days=1)
    if wages_only and wage is not None:
        if after != _years_later(start, int(wage.value)):
            text = _(
                "A wage contract generally runs {years} year(s); this one from {start} to {end}."
            )
            found.append(
                Finding(
                    "R19",
                    Level.WARNING,
                    text.format(years=wage.value, start=start.isoformat(), end=end.isoformat()),
                    wage.basis,
                )
            )
    elif (
        least is not None
        and most is not None
        and not _years_later(start, int(least.value))
        <= after
        <= _years_later(start, int(most.value))
    ):
        text = _(
            "A collective contract runs {least} to {most} years; this one from {start} to {end}."
        ).format(least=least.value, most=most.value, start=start.isoformat(), end=end.isoformat())
        found.append(Finding("R19", Level.WARNING, text, least.basis))
    return tuple(found)


def check_quota(pack: RulePack, titles_without_quota: tuple[str, ...]) -> tuple[Finding, ...]:
    """Check that piece work comes with a quota: R20.

    Args:
        titles_without_quota: Agreed issues on piece rates none of whose operations has a quota.
    """
    rule = pack.rule("quota_attainable_share")
    if rule is None:
        return ()
    return tuple(
        Finding(
            "R20",
            _level(rule, Level.ERROR),
            _(
                "“{issue}” sets piece rates but no quota; the quota of piece work must be "
                "consulted on."
            ).format(issue=title),
            rule.basis,
        )
        for title in titles_without_quota
    )


def check_minimum_wage(pack: RulePack, facts: tuple[PayFacts, ...]) -> tuple[Finding, ...]:
    """Check agreed pay against the legal minimum wage of the jurisdiction's areas: R22.

    Pay at or under the lowest area's minimum is an error everywhere; pay that only a higher area's
    minimum forbids is a warning, since the case does not say in which area each worker is. So is
    pay of workers who may work part time.
    """
    above = pack.rule("pay_above_minimum_wage")
    if above is None or not facts:
        return ()
    if not pack.minimum_wages:
        text = _("The minimum wage of this jurisdiction is not known, so pay was not checked.")
        return (Finding("R22", Level.INFO, text, above.basis),)
    found = []
    for one in facts:
        lowest_area = pack.minimum_wages[-1]
        hit = next(
            (wage for wage in pack.minimum_wages[::-1] if one.not_above.get(wage.monthly)), None
        )
        if hit is None:
            continue
        decides = hit is lowest_area and hit.mark.is_firm and one.are_full_time
        level = Level.ERROR if decides else Level.WARNING
        found.append(
            Finding(
                "R22", _level(above, level), _below_minimum(one, hit), f"{above.basis}; {hit.basis}"
            )
        )
    newest = max(pack.minimum_wages, key=lambda wage: wage.effective)
    text = _(
        "Pay was compared with the minimum wage in force since {day}; check whether a newer one "
        "has been published."
    ).format(day=newest.effective.isoformat())
    return (*found, Finding("R22", Level.INFO, text, newest.basis))


def _below_minimum(facts: PayFacts, wage: MinimumWage) -> str:
    count = facts.not_above[wage.monthly]
    return n_(
        "“{issue}”: {count} worker would earn no more than the monthly minimum of {minimum} yuan "
        "({areas}); the lowest pay is {lowest} yuan.",
        "“{issue}”: {count} workers would earn no more than the monthly minimum of {minimum} yuan "
        "({areas}); the lowest pay is {lowest} yuan.",
        count,
    ).format(
        issue=facts.title,
        count=count,
        minimum=wage.monthly,
        areas="、".join(wage.areas),
        lowest=facts.lowest,
    )


def _check_numbers(pack: RulePack, kind: CaseKind, side: Side, count: int) -> list[Finding]:
    least, most = pack.rule("representatives_least"), pack.rule("representatives_most")
    large = pack.rule("representatives_least_large_enterprise")
    who = side_name(side)
    if least is not None and count < least.value:
        text = _("The {side} has {count} representatives, fewer than {least}.")
        level = _level(least, Level.ERROR)
        return [
            Finding(
                "R01", level, text.format(side=who, count=count, least=least.value), least.basis
            )
        ]
    if most is not None and count > most.value:
        text = _("The {side} has {count} representatives, more than {most}.")
        level = _level(most, Level.ERROR)
        return [
            Finding("R01", level, text.format(side=who, count=count, most=most.value), most.basis)
        ]
    if kind is CaseKind.ENTERPRISE and large is not None and count < large.value:
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
    share, inside = pack.rule("outsiders_share_most"), pack.rule("chief_outsiders_most")
    outsiders = [one for one in party.representatives if one.origin is Origin.ENTRUSTED]
    if share is not None:
        # A third is 0.3333 in the pack: it is the number of thirds that counts, not the decimals.
        parts = int((1 / share.value).to_integral_value())
        allowed = len(party.representatives) // parts
        if len(outsiders) > allowed:
            text = _(
                "The {side} has {count} entrusted outsiders, more than a third ({allowed}) of its "
                "representatives."
            ).format(side=side_name(side), count=len(outsiders), allowed=allowed)
            found.append(Finding("R03", _level(share, Level.ERROR), text, share.basis))
    chief = next((one for one in outsiders if one.is_chief), None)
    if inside is not None and chief is not None:
        text = _("The chief of the {side}, {name}, is an entrusted outsider.").format(
            side=side_name(side), name=chief.name
        )
        found.append(Finding("R03", _level(inside, Level.ERROR), text, inside.basis))
    return found


def _check_balance(pack: RulePack, parties: Mapping[Side, PartyFacts]) -> list[Finding]:
    rule = pack.rule("employer_representatives_over_employee")
    if rule is None or len(parties) < len(Side):
        return []
    employee = len(parties[Side.EMPLOYEE].representatives)
    employer = len(parties[Side.EMPLOYER].representatives)
    over = employer - employee
    if rule.comparator is Comparator.EQUAL and over != rule.value:
        text = _(
            "The employer side has {employer} representatives and the employee side {employee}; "
            "the numbers must be equal."
        )
    elif over > rule.value:
        text = _(
            "The employer side has {employer} representatives, more than the {employee} of the "
            "employee side."
        )
    else:
        return []
    text = text.format(employer=employer, employee=employee)
    return [Finding("R02", _level(rule, Level.ERROR), text, rule.basis)]


def _check_incompatible(pack: RulePack, parties: Mapping[Side, PartyFacts]) -> list[Finding]:
    rule = pack.rule("sides_per_person_most")
    if rule is None or len(parties) < len(Side):
        return []
    level = _level(rule, Level.ERROR)
    employee, employer = parties[Side.EMPLOYEE], parties[Side.EMPLOYER]
    ours = {_same(one.name): one.name for one in employee.representatives}
    theirs = {_same(one.name): one.name for one in employer.representatives}
    found = []
    for key in sorted(ours.keys() & theirs.keys()):
        text = _("{name} is a representative of both sides.").format(name=ours[key])
        found.append(Finding("R04", level, text, rule.basis))
    if employer.head and _same(employer.head) in ours:
        text = _("{name}, head of the employer side, cannot represent the employee side.")
        found.append(Finding("R04", level, text.format(name=employer.head), rule.basis))
    if employee.head and _same(employee.head) in theirs:
        text = _("{name}, head of the employee side, cannot represent the employer side.")
        found.append(Finding("R04", level, text.format(name=employee.head), rule.basis))
    return found


def side_name(side: Side) -> str:
    """Return "employee side" or "employer side" in the language in use."""
    return _("employee side") if side is Side.EMPLOYEE else _("employer side")


def _same(name: str) -> str:
    """Return a name as it is compared: width, case and spaces do not make another person."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _level(rule: Rule, level: Level) -> Level:
    return level if rule.mark.is_firm or level is not Level.ERROR else Level.WARNING


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February, in a year that has none
        return date(day.year + years, 3, 1)
