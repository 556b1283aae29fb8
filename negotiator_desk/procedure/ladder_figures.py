"""What a rule pack asks of a wage grid's ladder, as the pay formulas take it."""

from __future__ import annotations

from negotiator_desk.pay.ladder_rules import LadderRules, Step
from negotiator_desk.pay.terms import PostClass
from negotiator_desk.procedure.rules import Comparator, Rule, RulePack


def ladder_rules(pack: RulePack) -> LadderRules:
    """Return the pack's rules of a ladder; what the pack does not know is not checked.

    The least ratio of two skill grades is bargained and no pack has one.
    """
    minimum = pack.rule("pay_above_minimum_wage")
    found = [(one, pack.rule(f"skill_class_minimum_{one.value}")) for one in PostClass]
    shares = [(one, rule) for one, rule in found if rule is not None]
    return LadderRules(
        grade_step=_step(pack.rule("wage_step_per_grade")),
        band_step=_step(pack.rule("wage_step_per_band")),
        above_minimum=minimum is not None and minimum.comparator is Comparator.MORE_THAN,
        class_shares=tuple((one, rule.value) for one, rule in shares),
        class_source="; ".join(dict.fromkeys(rule.basis for _one, rule in shares)),
    )


def _step(rule: Rule | None) -> Step | None:
    if rule is None:
        return None
    return Step(rule.value, more_than=rule.comparator is Comparator.MORE_THAN)
