"""Checks of one negotiation session: R09 (its recorder) and R35 (the chair by turns).

They only ever warn: a session that was held has been held, and a reason may have been given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.i18n import _
from negotiator_desk.procedure.checks import Finding, Level, plain_name, side_name
from negotiator_desk.procedure.rules import RulePack, compare


@dataclass(frozen=True)
class SessionFacts:
    """What the checks need to know of a session.

    Attributes:
        chair: Whose chief presides.
        chairs_before: Whose chief presided in the sessions before, the latest last.
        recorder: Who keeps the record; "" while nobody does.
        representatives: Names of those who speak for each side.
    """

    chair: Side
    chairs_before: Sequence[Side]
    recorder: str
    representatives: Mapping[Side, Sequence[str]]


def check_session(pack: RulePack, facts: SessionFacts) -> tuple[Finding, ...]:
    """Check who keeps the record and who presides, where the rule pack says something about it."""
    return (*_check_recorder(pack, facts), *_check_chair(pack, facts))


def _check_recorder(pack: RulePack, facts: SessionFacts) -> tuple[Finding, ...]:
    rule = pack.rule("recorder_sides_most")
    if rule is None:
        return ()
    if not facts.recorder:
        return (
            Finding(
                "R09",
                Level.WARNING,
                _("No recorder is named."),
                rule.basis,
                _("Name one whom both sides chose."),
            ),
        )
    recorder = plain_name(facts.recorder)
    sides = [
        side
        for side, names in facts.representatives.items()
        if recorder in {plain_name(name) for name in names}
    ]
    if compare(rule, len(sides)):
        return ()
    text = _("{name} keeps the record and is a representative of the {side}.").format(
        name=facts.recorder, side=side_name(sides[0])
    )
    remedy = _("The recorder is neutral: let somebody keep it who speaks for neither side.")
    return (Finding("R09", Level.WARNING, text, rule.basis, remedy),)


def _check_chair(pack: RulePack, facts: SessionFacts) -> tuple[Finding, ...]:
    rule = pack.rule("chair_turns_running_most")
    running = 1
    for side in reversed(facts.chairs_before):
        if side is not facts.chair:
            break
        running += 1
    if rule is None or compare(rule, running):
        return ()
    text = _("The chief of the {side} presides again; the chiefs take turns.").format(
        side=side_name(facts.chair)
    )
    remedy = _("Let the other side's chief preside, or note in the minutes why not.")
    return (Finding("R35", Level.WARNING, text, rule.basis, remedy),)
