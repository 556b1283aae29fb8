"""A contract as data: complete, canonical, and without anything private."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.contract_data import contract_data, contract_json
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.wording import ContractLanguage
from tests.drafting.samples import SAMPLES, couriers
from tests.drafting.small_contract import second

GOLDEN = Path(__file__).parent / "golden"


def test_the_data_are_what_they_always_were() -> None:
    path = GOLDEN / "contract.json"
    data = json.loads(contract_json(second()))
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_bytes_are_canonical(name: str) -> None:
    snapshot = SAMPLES[name]()
    made = contract_json(snapshot)

    canonical = json.dumps(
        json.loads(made), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert made == contract_json(snapshot) == canonical.encode()


def test_a_snapshot_that_was_saved_and_read_gives_the_same_data() -> None:
    snapshot = second()
    again = Snapshot.from_data(json.loads(json.dumps(snapshot.to_data())))

    assert contract_json(again) == contract_json(snapshot)


def test_a_blank_is_null_and_a_value_as_typed() -> None:
    clauses = {
        clause["place"]: clause
        for chapter in contract_data(second())["chapters"]
        for clause in chapter["clauses"]
    }

    assert clauses["checks"]["parameters"][0]["value"] is None
    assert clauses["water"]["parameters"] == [
        {"name": "补贴", "kind": "amount", "unit": "元/月", "value": "300"}
    ]
    assert clauses["own:1"]["provenance"] == "own"


def test_agreed_values_are_exact_texts_with_their_offer() -> None:
    agreed = contract_data(second())["agreed"]

    assert agreed[0]["offer"] == "offer-1"
    assert agreed[0]["values"]["rate:同城"] == "0.9500"
    assert agreed[2]["values"] == {"text": "红色预警时停止派件。\n当日时效顺延。"}


def test_what_a_settlement_costs_is_not_in_the_data() -> None:
    made = contract_json(second()).decode()

    assert "9876543.21" not in made
    assert "1234567.89" not in made


def test_the_english_text_is_there_where_the_contract_has_one() -> None:
    snapshot = couriers()
    text = assemble(snapshot, Choices(language=ContractLanguage.BILINGUAL))
    data = contract_data(replace(snapshot, text=text))

    first = data["chapters"][0]["clauses"][0]
    assert data["languages"] == ["zh", "en"]
    assert first["english"][0]["number"] == "Article 1"
    assert contract_data(snapshot)["chapters"][0]["clauses"][0]["english"] == []
