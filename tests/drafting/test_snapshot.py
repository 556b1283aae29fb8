import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from negotiator_desk.drafting import compose
from negotiator_desk.drafting.library import ContractPlan, load_plan
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.errors import InputError
from negotiator_desk.pay.terms import Subject
from tests.drafting.samples import SAMPLES, couriers


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_a_snapshot_survives_being_stored(make: Callable[[], Snapshot]) -> None:
    snapshot = make()
    stored = json.loads(json.dumps(snapshot.to_data(), ensure_ascii=False))
    again = Snapshot.from_data(stored)
    assert again == snapshot
    assert again.fingerprint == snapshot.fingerprint


def test_the_fingerprint_follows_every_printed_thing() -> None:
    snapshot = couriers()
    others = [
        replace(snapshot, version=2),
        replace(snapshot, contract_until=date(2027, 4, 29)),
        replace(snapshot, employer=replace(snapshot.employer, name="别的协会")),
        replace(snapshot, issues=snapshot.issues[:2]),
    ]
    assert len({one.fingerprint for one in [snapshot, *others]}) == 5


def test_the_fingerprint_follows_the_wording_of_the_clauses_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def reworded(chapter_key: str) -> str:
        def change(kind: ContractKind) -> ContractPlan:
            plan = load_plan(kind)
            chapters = tuple(
                replace(chapter, clauses=tuple(replace(c, text="改。") for c in chapter.clauses))
                if chapter.key == chapter_key
                else chapter
                for chapter in plan.chapters
            )
            return replace(plan, chapters=chapters)

        monkeypatch.setattr(compose, "load_plan", change)
        return compose.clauses_sha256(couriers())

    before = compose.clauses_sha256(couriers())
    assert reworded("payment") != before
    assert reworded("skill_grade_wages") == before, "none of its clauses stands in the contract"


def test_a_snapshot_from_before_clauses_were_named_keeps_its_fingerprint() -> None:
    snapshot = couriers()
    data = snapshot.to_data()
    assert "clauses_sha256" not in data
    assert Snapshot.from_data(data).fingerprint == snapshot.fingerprint
    named = replace(snapshot, clauses_sha256="ab" * 32)
    assert named.fingerprint != snapshot.fingerprint
    assert Snapshot.from_data(named.to_data()) == named


def test_a_contract_must_have_something_agreed_and_end_after_it_begins() -> None:
    with pytest.raises(InputError, match="Nothing is agreed yet"):
        replace(couriers(), issues=())
    with pytest.raises(InputError, match="ends before it begins"):
        replace(couriers(), contract_until=date(2026, 4, 30))


def test_an_issue_has_terms_of_its_own_subject() -> None:
    with pytest.raises(InputError, match="another subject"):
        replace(couriers().issues[0], subject=Subject.TEXT)


@pytest.mark.parametrize("key", ["issues", "employer", "contract_from", "kind"])
def test_damaged_data_is_refused_with_a_sentence(key: str) -> None:
    data = couriers().to_data()
    for wrong in (None, "?", 7):
        with pytest.raises(InputError, match="damaged"):
            Snapshot.from_data({**data, key: wrong})
    del data[key]
    with pytest.raises(InputError, match="damaged"):
        Snapshot.from_data(data)


def test_data_of_a_newer_version_is_refused() -> None:
    with pytest.raises(InputError, match="newer version"):
        Snapshot.from_data({**couriers().to_data(), "format": 2})
