"""Checks of what is agreed on pay against a rule pack: R20–R23, R27, R28, R30, R33 and R34."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from negotiator_desk.i18n import N_, _, n_
from negotiator_desk.pay.ladder_fault import LadderFault
from negotiator_desk.pay.ladder_rules import ladder_faults
from negotiator_desk.pay.quota import LEAST_SAMPLES, Attainment, QuotaAttainment, QuotaVerdict
from negotiator_desk.pay.terms import (
    CommissionSchedule,
    PostClass,
    RateTable,
    Terms,
    WageGrid,
)
from negotiator_desk.procedure.checks import Finding, Level, weigh
from negotiator_desk.procedure.ladder_figures import ladder_rules
from negotiator_desk.procedure.legal_figures import legal_figures
from negotiator_desk.procedure.rules import (
    Comparator,
    MinimumWage,
    Rule,
    RulePack,
    compare,
    share,
)

NAMED = 5
"""Names a sentence lists before it says how many more there are."""

_OVERTIME = (
    ("overtime_percent_workday", N_("working days")),
    ("overtime_percent_rest_day", N_("rest days")),
    ("overtime_percent_holiday", N_("statutory holidays")),
)
"""Rule and name of each kind of day, in the order of a rate table's overtime percents."""


@dataclass(frozen=True)
class LowestMonth:
    """The month in which terms pay a worker least, pay for overtime left out (N-MW 12).

    Attributes:
        amount: Yuan.
        has_every_month: Whether the worker has facts in every month of the dataset. One who joined
            or left in between may have worked part of a month.
    """

    amount: Decimal
    has_every_month: bool


@dataclass(frozen=True)
class PayFacts:
    """What the checks need to know of an agreed issue that is costed.

    Attributes:
        title: The issue's title.
        lowest: The lowest month of every worker.
        are_full_time: Whether the workers are known to work full time; only then does the monthly
            minimum decide (N-MW 5).
        place: Where its terms are, as `Finding.place`.
    """

    title: str
    lowest: tuple[LowestMonth, ...]
    are_full_time: bool
    place: str = ""


def check_terms(pack: RulePack, title: str, terms: Terms) -> tuple[Finding, ...]:
    """Check agreed terms by themselves, without facts.

    Piece rates need quotas (R20) and lawful overtime percents (R23), a commission schedule a lawful
    limit of deductions (R33), an hourly guarantee at the hourly minimum (R28) and a cap of the
    share (R27), a wage grid amounts that rise with skill grade and band (R34); that a grid stays
    below what is guided for a class of posts is only a hint (R30).

    Args:
        title: Title of the issue they settle.
    """
    match terms:
        case RateTable():
            return (*_check_quota(pack, title, terms), *_check_overtime(pack, title, terms))
        case CommissionSchedule():
            deductions = _check_deductions(pack, title, terms)
            caps = _check_cap(pack, title, terms)
            return (*caps, *deductions, *_check_hourly_guarantee(pack, title, terms))
        case WageGrid():
            steps = (*_check_grades(pack, title, terms), *_check_bands(pack, title, terms))
            return (*steps, *_check_classes(pack, title, terms))
        case _other:
            return ()


def check_quota_attainable(
    pack: RulePack, title: str, found: QuotaAttainment
) -> tuple[Finding, ...]:
    """Check that the share of workers the law asks for can finish the agreed quotas: R21.

    Each operation is judged by itself, and every worker by all their operations together. Too few
    workers with hours on record are no ground for a verdict, which is a warning.

    Args:
        title: Title of the issue that settles the quotas.
        found: Worked out with this pack's figures.
    """
    rule = pack.rule("quota_attainable_share")
    if rule is None or not found.operations:
        return ()
    if found.overall.verdict is QuotaVerdict.NO_DATA:
        text = _(
            "“{issue}”: no statutory hours are on record for the operations with a quota, so "
            "whether workers can finish it was not checked."
        ).format(issue=title)
        return (Finding("R21", Level.WARNING, text, rule.basis),)
    if found.overall.verdict is QuotaVerdict.NO_VERDICT:
        text = n_(
            "“{issue}”: only {count} worker has statutory hours on record, fewer than {least}; too "
            "few to say whether the quota can be finished.",
            "“{issue}”: only {count} workers have statutory hours on record, fewer than {least}; "
            "too few to say whether the quota can be finished.",
            found.overall.samples,
        ).format(issue=title, count=found.overall.samples, least=LEAST_SAMPLES)
        return (Finding("R21", Level.WARNING, text, rule.basis),)
    return tuple(_quota_findings(rule, title, found))


def check_minimum_wage(pack: RulePack, facts: tuple[PayFacts, ...]) -> tuple[Finding, ...]:
    """Check agreed pay against the legal minimum wage of the jurisdiction's areas: R22.

    Pay that the lowest area's minimum forbids is an error everywhere; pay that only a higher area's
    minimum forbids is a warning, since the case does not say in which area each worker is. So is
    pay of workers who may work part time, or part of a month.
    """
    rule = pack.rule("pay_above_minimum_wage")
    if rule is None or not facts:
        return ()
    if not pack.minimum_wages:
        text = _("The minimum wage of this jurisdiction is not known, so pay was not checked.")
        return (Finding("R22", Level.INFO, text, rule.basis),)
    found = []
    for one in facts:
        for wage in pack.minimum_wages[::-1]:
            low = [month for month in one.lowest if not compare(rule, month.amount - wage.monthly)]
            if low:
                found.append(_under_minimum(pack, rule, wage, one, low))
                break
    newest = max(pack.minimum_wages, key=lambda wage: wage.effective)
    text = _(
        "Pay was compared with the minimum wage in force since {day}, every month counted as a "
        "full one; check whether a newer one has been published."
    ).format(day=newest.effective.isoformat())
    return (*found, Finding("R22", Level.INFO, text, newest.basis))


def listed(names: Sequence[str]) -> str:
    """Return names in a row, the first few of many."""
    text = _(", ").join(names[:NAMED])
    if len(names) > NAMED:
        text = _("{names} and {count} more").format(names=text, count=len(names) - NAMED)
    return text


def _quota_findings(rule: Rule, title: str, found: QuotaAttainment) -> Iterator[Finding]:
    least = f"{_percent(rule.value)} %"
    broken = [one for one in found.operations if one.verdict is QuotaVerdict.BROKEN]
    if broken:
        text = _(
            "“{issue}”: fewer than {least} of the workers can finish the quota in statutory hours: "
            "{operations}."
        ).format(issue=title, least=least, operations=listed([_reached(one) for one in broken]))
        yield Finding("R21", weigh(rule, Level.ERROR), text, rule.basis)
    if found.overall.verdict is QuotaVerdict.BROKEN:
        text = _(
            "“{issue}”: {attained} of {samples} workers can finish the quotas of all their "
            "operations together in statutory hours, fewer than {least}."
        ).format(
            issue=title,
            attained=found.overall.attained,
            samples=found.overall.samples,
            least=least,
        )
        yield Finding("R21", weigh(rule, Level.ERROR), text, rule.basis)
    unknown = {QuotaVerdict.NO_VERDICT, QuotaVerdict.NO_DATA}
    few = [one.operation for one in found.operations if one.verdict in unknown]
    if few:
        text = _(
            "“{issue}”: fewer than {least} workers have statutory hours on record for "
            "{operations}; too few to say whether the quota can be finished."
        ).format(issue=title, least=LEAST_SAMPLES, operations=listed(few))
        yield Finding("R21", Level.WARNING, text, rule.basis)
    if found.rows_without_hours:
        text = n_(
            "“{issue}”: {count} row without statutory hours took no part in the check of quotas.",
            "“{issue}”: {count} rows without statutory hours took no part in the check of quotas.",
            found.rows_without_hours,
        ).format(issue=title, count=found.rows_without_hours)
        yield Finding("R21", Level.INFO, text, rule.basis)


def _reached(one: Attainment) -> str:
    return _("{operation} {quota} a shift ({attained} of {samples} workers)").format(
        operation=one.operation, quota=one.quota, attained=one.attained, samples=one.samples
    )


def _under_minimum(
    pack: RulePack, rule: Rule, wage: MinimumWage, facts: PayFacts, low: Sequence[LowestMonth]
) -> Finding:
    if rule.comparator is Comparator.MORE_THAN:
        text = n_(
            "“{issue}”: {count} worker would earn no more than the monthly minimum of {minimum} "
            "yuan ({areas}) in a month, overtime left out; the lowest month pays {lowest} yuan.",
            "“{issue}”: {count} workers would earn no more than the monthly minimum of {minimum} "
            "yuan ({areas}) in a month, overtime left out; the lowest month pays {lowest} yuan.",
            len(low),
        )
    else:
        text = n_(
            "“{issue}”: {count} worker would earn less than the monthly minimum of {minimum} "
            "yuan ({areas}) in a month, overtime left out; the lowest month pays {lowest} yuan.",
            "“{issue}”: {count} workers would earn less than the monthly minimum of {minimum} "
            "yuan ({areas}) in a month, overtime left out; the lowest month pays {lowest} yuan.",
            len(low),
        )
    text = text.format(
        issue=facts.title,
        count=len(low),
        minimum=wage.monthly,
        areas="、".join(wage.areas),
        lowest=min(month.amount for month in low),
    )
    came_or_left = sum(not month.has_every_month for month in low)
    if came_or_left:
        text += n_(
            " {count} of them has no facts in some months and may have worked part of a month.",
            " {count} of them have no facts in some months and may have worked part of a month.",
            came_or_left,
        ).format(count=came_or_left)
    decides = (
        wage is pack.minimum_wages[-1]
        and wage.mark.was_read
        and facts.are_full_time
        and came_or_left < len(low)
    )
    level = weigh(rule, Level.ERROR) if decides else Level.WARNING
    return Finding("R22", level, text, f"{rule.basis}; {wage.basis}", place=facts.place)


def _check_quota(pack: RulePack, title: str, table: RateTable) -> Iterator[Finding]:
    rule = pack.rule("quota_for_operations")
    without = [rate.operation for rate in table.rates if rate.quota_per_shift is None]
    covered = len(table.rates) - len(without)
    if rule is None or compare(rule, share(covered, len(table.rates))):
        return
    text = _(
        "“{issue}” sets piece rates but no quota for: {names}; the quota of piece work must be "
        "consulted on."
    ).format(issue=title, names=listed(without))
    yield Finding("R20", weigh(rule, Level.ERROR), text, rule.basis)


def _check_overtime(pack: RulePack, title: str, table: RateTable) -> Iterator[Finding]:
    for (key, days), percent in zip(_OVERTIME, table.overtime_percents, strict=True):
        rule = pack.rule(key)
        if rule is not None and not compare(rule, percent):
            text = _(
                "“{issue}” pays {share} of the rate for overtime on {days}, less than {least}."
            ).format(issue=title, share=f"{percent} %", days=_(days), least=f"{rule.value} %")
            yield Finding("R23", weigh(rule, Level.ERROR), text, rule.basis)


def _check_cap(pack: RulePack, title: str, schedule: CommissionSchedule) -> Iterator[Finding]:
    rule = pack.rule("commission_caps_least")
    caps = [cap for cap in (schedule.order_cap, schedule.monthly_cap) if cap is not None]
    if rule is not None and schedule.fee_table is None and not compare(rule, len(caps)):
        text = _(
            "“{issue}” caps the platform's share neither of an order nor of the monthly average."
        ).format(issue=title)
        yield Finding("R27", weigh(rule, Level.WARNING), text, rule.basis)


def _check_deductions(
    pack: RulePack, title: str, schedule: CommissionSchedule
) -> Iterator[Finding]:
    rule, limit = pack.rule("deduction_share_most"), schedule.deduction_limit
    if rule is not None and limit is not None and not compare(rule, limit):
        text = _(
            "“{issue}” lets deductions take {share} of a month's pay, more than {most}."
        ).format(issue=title, share=f"{_percent(limit)} %", most=f"{_percent(rule.value)} %")
        yield Finding("R33", weigh(rule, Level.ERROR), text, rule.basis)


def _check_hourly_guarantee(
    pack: RulePack, title: str, schedule: CommissionSchedule
) -> Iterator[Finding]:
    rule, amount = pack.rule("hourly_guarantee_over_minimum"), schedule.hourly_guarantee
    if rule is None:
        return
    if not pack.minimum_wages:
        text = _(
            "The hourly minimum wage of this jurisdiction is not known, so the hourly guarantee "
            "of “{issue}” was not checked."
        ).format(issue=title)
        yield Finding("R28", Level.INFO, text, rule.basis)
        return
    under = (wage for wage in pack.minimum_wages[::-1] if not compare(rule, amount - wage.hourly))
    wage = next(under, None)
    if wage is None:
        return
    if amount:
        text = _(
            "“{issue}” guarantees {amount} yuan for an hour on orders, less than the hourly "
            "minimum of {minimum} yuan ({areas})."
        )
    else:
        text = _(
            "“{issue}” guarantees no pay for an hour on orders; the hourly minimum is {minimum} "
            "yuan ({areas})."
        )
    text = text.format(issue=title, amount=amount, minimum=wage.hourly, areas="、".join(wage.areas))
    yield Finding("R28", weigh(rule, Level.ERROR), text, f"{rule.basis}; {wage.basis}")


def _check_grades(pack: RulePack, title: str, grid: WageGrid) -> Iterator[Finding]:
    rule = pack.rule("wage_step_per_grade")
    if rule is None:
        return
    faults = ladder_faults(grid, replace(ladder_rules(pack), band_step=None))
    if faults:
        text = _("“{issue}”: the wage does not rise with the skill grade at {cells}.")
        yield _fault(rule, text, title, faults)


def _check_bands(pack: RulePack, title: str, grid: WageGrid) -> Iterator[Finding]:
    rule = pack.rule("wage_step_per_band")
    if rule is None:
        return
    faults = ladder_faults(grid, replace(ladder_rules(pack), grade_step=None))
    if faults:
        text = _("“{issue}”: the wage falls below that of the next lower band at {cells}.")
        yield _fault(rule, text, title, faults)


def _check_classes(pack: RulePack, title: str, grid: WageGrid) -> Iterator[Finding]:
    """Hold the grid against what is guided for the classes of posts; below it is no breach."""
    rules = replace(ladder_rules(pack), grade_step=None, band_step=None)
    faults = ladder_faults(grid, rules, legal_figures(pack))
    for kind in PostClass:
        rule = pack.rule(f"skill_class_minimum_{kind.value}")
        below = [one for one in faults if one.post_class is kind]
        if rule is not None and below:
            text = _(
                "“{issue}”: below {share} of the minimum wage, which is guided for posts of this "
                "class, at {cells}."
            ).format(issue=title, share=f"{_percent(rule.value)} %", cells=_cells(below))
            yield Finding("R30", Level.INFO, text, rule.basis)


def _fault(rule: Rule, text: str, title: str, faults: Sequence[LadderFault]) -> Finding:
    text = text.format(issue=title, cells=_cells(faults))
    return Finding("R34", Level.WARNING, text, rule.basis)


def _cells(faults: Sequence[LadderFault]) -> str:
    return listed([f"{one.band} · {one.grade} ({one.amount})" for one in faults])


def _percent(ratio: Decimal) -> str:
    return f"{(ratio * 100).normalize():f}"
