"""What to do about each finding of the catalogue, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from negotiator_desk.i18n import N_, _
from negotiator_desk.procedure.checks import Finding, Level

REPRESENTATIVES = "representatives"
CASE = "case"

_REMEDIES: Mapping[str, str] = {
    "R01": N_("Have the side elect, appoint or withdraw representatives until the number fits."),
    "R02": N_("Have the employer side withdraw representatives, or the employee side elect more."),
    "R03": N_("Replace outsiders with people of the side's own; the chief must be one of them."),
    "R04": N_("Have one of the two sides name somebody else."),
    "R19": N_("Change the first or the last day of the contract, or be ready to give the reason."),
    "R20": N_("Agree on a quota for each operation that is paid by the piece."),
    "R21": N_("Agree on a lower quota, or bring more output records to judge it by."),
    "R22": N_("Raise the rate, the guarantee or the grid until the lowest month is high enough."),
    "R23": N_("Agree on overtime percents at or above the legal ones."),
    "R27": N_("Agree on a cap of the platform's share of an order or of the monthly average."),
    "R28": N_("Agree on an hourly guarantee at or above the hourly minimum wage."),
    "R33": N_("Agree on a lower limit of deductions."),
    "R34": N_("Agree on amounts that rise with skill grade and band."),
}
"""By rule; what warnings and errors of a rule ask for, whichever of its sentences was found."""

_HINTS: Mapping[str, str] = {
    "R30": N_("Compare the grid with the guidance; nothing has to be changed."),
}
"""By rule; what goes with mere notes of it. Most of them say what was not checked."""

_PLACES: Mapping[str, str] = {
    "R01": REPRESENTATIVES,
    "R02": REPRESENTATIVES,
    "R03": REPRESENTATIVES,
    "R04": REPRESENTATIVES,
    "R19": CASE,
}


def with_remedies(findings: Iterable[Finding], place: str = "") -> Iterator[Finding]:
    """Yield findings with what to do and where; what a finding says itself stays.

    Args:
        place: Where those are put right that neither say it nor belong to one place by their rule.
    """
    for one in findings:
        remedy = (_HINTS if one.level is Level.INFO else _REMEDIES).get(one.rule)
        yield replace(
            one,
            remedy=one.remedy or ("" if remedy is None else _(remedy)),
            place=one.place or _PLACES.get(one.rule, place),
        )
