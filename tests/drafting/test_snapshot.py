import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from negotiator_desk.drafting import assemble as assembling
from negotiator_desk.drafting.assemble import Choices, ClauseChoice, Rewording, assemble
from negotiator_desk.drafting.compose import compose
from negotiator_desk.drafting.library import ContractPlan
from negotiator_desk.drafting.snapshot import ContractKind, Snapshot
from negotiator_desk.drafting.snapshot_parts import JobPay, Settlement, SnapshotMeeting
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


def worded(snapshot: Snapshot, choices: Choices | None = None) -> Snapshot:
    """Return a snapshot as it is kept today: with its wording."""
    return replace(snapshot, text=assemble(snapshot, choices or Choices()))


@pytest.mark.parametrize("make", SAMPLES.values(), ids=SAMPLES)
def test_a_snapshot_with_its_wording_survives_being_stored(make: Callable[[], Snapshot]) -> None:
    snapshot = replace(
        worded(make()),
        meetings=(SnapshotMeeting(1, date(2026, 3, 1), "会议室", (1, 2)),),
        settlement=(
            Settlement(1, 30, Decimal("9.50"), None, (JobPay("钳工", 4, None, Decimal("3.25")),)),
        ),
    )
    again = Snapshot.from_data(json.loads(json.dumps(snapshot.to_data(), ensure_ascii=False)))
    assert again == snapshot
    assert again.fingerprint == snapshot.fingerprint


def test_the_fingerprint_follows_the_wording_and_what_is_filled_in() -> None:
    snapshot = couriers()
    reworded = ClauseChoice(rewording=Rewording("范围", "", "只此一条。", ""))
    versions = [
        worded(snapshot),
        worded(snapshot, Choices(clauses={"scope": reworded})),
        replace(worded(snapshot), is_final=True),
    ]
    assert len({one.fingerprint for one in versions}) == 3


def test_the_contract_is_composed_of_the_wording_in_the_snapshot_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    snapshot = worded(couriers())
    before = compose(snapshot)

    def no_library(_kind: ContractKind) -> ContractPlan:
        raise AssertionError("the library was asked")

    monkeypatch.setattr(assembling, "load_plan", no_library)
    assert compose(Snapshot.from_data(snapshot.to_data())) == before


def test_a_snapshot_from_before_its_wording_was_kept_keeps_its_fingerprint() -> None:
    snapshot = couriers()
    data = snapshot.to_data()
    assert data["format"] == 1
    assert Snapshot.from_data(data).fingerprint == snapshot.fingerprint
    named = replace(snapshot, clauses_sha256="ab" * 32)
    assert named.fingerprint != snapshot.fingerprint
    assert Snapshot.from_data(named.to_data()) == named


def test_a_contract_ends_after_it_begins() -> None:
    with pytest.raises(InputError, match="ends before it begins"):
        replace(couriers(), contract_until=date(2026, 4, 30))


def test_an_issue_has_terms_of_its_own_subject() -> None:
    with pytest.raises(InputError, match="another subject"):
        replace(couriers().issues[0], subject=Subject.TEXT)


@pytest.mark.parametrize("key", ["issues", "employer", "settlement", "kind"])
def test_damaged_data_is_refused_with_a_sentence(key: str) -> None:
    data = couriers().to_data()
    for wrong in ("?", 7) if key == "settlement" else (None, "?", 7):
        with pytest.raises(InputError, match="damaged"):
            Snapshot.from_data({**data, key: wrong})
    del data[key]
    with pytest.raises(InputError, match="damaged"):
        Snapshot.from_data(data)


def test_data_of_a_newer_version_is_refused() -> None:
    with pytest.raises(InputError, match="newer version"):
        Snapshot.from_data({**couriers().to_data(), "format": 3})
