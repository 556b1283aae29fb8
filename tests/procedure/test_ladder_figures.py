"""The rules of a wage ladder come from the rule pack."""

from dataclasses import replace
from decimal import Decimal

from negotiator_desk.pay.ladder_rules import LadderRules, Step
from negotiator_desk.pay.terms import PostClass
from negotiator_desk.procedure.ladder_figures import ladder_rules
from negotiator_desk.procedure.rules import Comparator, RulePack, load_pack


def without(pack: RulePack, *keys: str) -> RulePack:
    return replace(pack, rules={key: one for key, one in pack.rules.items() if key not in keys})


def test_ningbo_asks_for_what_a_ladder_is_held_against_by_default() -> None:
    rules = ladder_rules(load_pack("ningbo"))
    assert replace(rules, class_shares=(), class_source="") == LadderRules()


def test_the_guidance_for_classes_of_posts_comes_with_its_source_and_mark() -> None:
    rules = ladder_rules(load_pack("ningbo"))
    shares = {one.value: str(share) for one, share in rules.class_shares}
    expected = {"basic": "1.0500", "important": "1.2000", "key": "1.5000", "core": "2.0000"}
    assert shares == expected
    assert rules.class_source.endswith("（人社厅发〔2025〕52号） [V3]")
    none = without(load_pack("ningbo"), *(f"skill_class_minimum_{one.value}" for one in PostClass))
    assert ladder_rules(none).class_source == ""


def test_the_packs_steps_and_comparators_decide() -> None:
    pack = load_pack("ningbo")
    steeper = replace(pack.rules["wage_step_per_grade"], value=Decimal("150.00"))
    reached = replace(pack.rules["pay_above_minimum_wage"], comparator=Comparator.AT_LEAST)
    rules = ladder_rules(replace(pack, rules={**pack.rules, steeper.key: steeper}))
    assert rules.grade_step == Step(Decimal("150.00"), more_than=True)
    assert rules.above_minimum
    assert not ladder_rules(replace(pack, rules={reached.key: reached})).above_minimum


def test_what_a_pack_does_not_know_is_not_checked() -> None:
    pack = load_pack("ningbo")
    unknown = without(pack, "wage_step_per_grade", "skill_class_minimum_core")
    rules = ladder_rules(unknown)
    assert rules.grade_step is None
    assert [one for one, _share in rules.class_shares] == list(PostClass)[:-1]
