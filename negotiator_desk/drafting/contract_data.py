"""A contract as data that other programs read: what is attached to its PDF.

The data are JSON in UTF-8: keys sorted, no spaces between parts, amounts as texts with a point and
without grouping, days as YYYY-MM-DD. The same snapshot gives the same bytes. Format 1 has

- `format`: "negotiator-desk contract", `format_version`: 1, `fingerprint`: SHA-256 of the snapshot;
- `number`, `title`, `kind`, `case_kind`, `jurisdiction`, `version`, `drafted_on`, `is_final`,
  `languages`, `governing_language`, `main_contract` (title and signing day) or null;
- `term`: `from` and `until`, null where not entered;
- `parties`: `employer` and `employee`, each with its representatives;
- `chapters`: number, title and `clauses`; of a clause its `place` (its identity for ever), number,
  title, `paragraphs` as printed (kind, number, text; `english` where the contract is bilingual),
  `parameters` (name, kind, unit, value or null while it is blank), `basis` (instrument, article,
  how far it was verified), `provenance`, `variant`, `version`, `topics`, `issue` or null;
- `agreed`: the issues with offer, session, day, fingerprint of the data and every agreed value by
  its key: a number as text (a percentage as a part of one), or words;
- `annexes`: number, title and `tables` as printed: caption, heads, rows of texts.

Nothing is in it that the contract does not print but for those keys; what a settlement costs and
what is private is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Caption,
    Grid,
    Item,
    Prose,
    plain,
)
from negotiator_desk.drafting.compare_units import one_line
from negotiator_desk.drafting.compose import document_of
from negotiator_desk.drafting.composition import Composition, Paragraph, PlacedClause
from negotiator_desk.drafting.numbering import article_number, chapter_number
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue, party_to_data
from negotiator_desk.drafting.values import Value, agreed_values
from negotiator_desk.drafting.wording import ContractLanguage, Tongue

FORMAT = "negotiator-desk contract"
FORMAT_VERSION = 1
"""Raised when a key is renamed, removed or means something else; new keys do not raise it."""


def contract_json(snapshot: Snapshot) -> bytes:
    """Return a contract's data as canonical JSON."""
    text = json.dumps(
        contract_data(snapshot),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return text.encode()


def contract_data(snapshot: Snapshot) -> dict[str, Any]:
    """Return a contract's data; the module says what is in it."""
    composition = Composition(snapshot)
    document = document_of(snapshot, composition)
    text = composition.text
    main = text.main_contract
    is_bilingual = text.language is ContractLanguage.BILINGUAL
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "fingerprint": snapshot.fingerprint,
        "number": snapshot.case_number,
        "title": one_line(document.title),
        "kind": snapshot.contract_kind.value,
        "case_kind": snapshot.kind.value,
        "jurisdiction": snapshot.jurisdiction,
        "version": snapshot.version,
        "drafted_on": snapshot.drafted_on.isoformat(),
        "is_final": snapshot.is_final,
        "languages": ["zh", "en"] if is_bilingual else ["zh"],
        "governing_language": text.governing.value,
        "main_contract": None
        if main is None
        else {"title": main.title, "signed_on": _day(main.signed_on)},
        "term": {
            "from": _day(snapshot.contract_from),
            "until": _day(snapshot.contract_until),
        },
        "parties": {
            "employer": party_to_data(snapshot.employer),
            "employee": party_to_data(snapshot.employee),
        },
        "chapters": [
            {
                "key": chapter.chapter.key,
                "number": chapter_number(chapter.number),
                "title": chapter.chapter.title,
                "clauses": [
                    _clause(composition, placed, is_bilingual=is_bilingual)
                    for placed in chapter.clauses
                ],
            }
            for chapter in composition.chapters
        ],
        "agreed": [_issue(issue) for issue in snapshot.issues],
        "annexes": list(_annexes(document.blocks)),
    }


def _clause(
    composition: Composition, placed: PlacedClause, *, is_bilingual: bool
) -> dict[str, Any]:
    clause = placed.text
    english: list[dict[str, str]] = []
    if is_bilingual:
        english = list(_paragraphs(composition.clause_blocks(placed, Tongue.ENGLISH)))
    values = dict(clause.values)
    return {
        "place": clause.place,
        "number": article_number(placed.number),
        "title": clause.title,
        "paragraphs": list(_paragraphs(composition.clause_blocks(placed))),
        "english": english,
        "parameters": [
            {
                "name": one.name,
                "kind": one.kind.value,
                "unit": one.unit,
                "value": values.get(one.name) or None,
            }
            for one in clause.parameters
        ],
        "basis": [
            {"instrument": one.source, "article": one.article, "verified": one.mark}
            for one in clause.basis
        ],
        "provenance": clause.provenance.value,
        "variant": clause.variant,
        "version": clause.version,
        "topics": list(clause.topics),
        "issue": None if placed.issue is None else placed.issue.position,
    }


def _paragraphs(blocks: Iterable[Paragraph]) -> Iterator[dict[str, str]]:
    for block in blocks:
        match block:
            case Article(number, content):
                yield {"kind": "article", "number": number, "text": plain(content)}
            case Item(number, content):
                yield {"kind": "item", "number": number, "text": plain(content)}
            case Prose(content):
                yield {"kind": "prose", "number": "", "text": plain(content)}


def _issue(issue: SnapshotIssue) -> dict[str, Any]:
    return {
        "position": issue.position,
        "title": issue.title,
        "subject": issue.subject.value,
        "offer": issue.offer_id,
        "session": issue.session_number,
        "agreed_on": issue.agreed_on.isoformat(),
        "data_fingerprint": issue.dataset_fingerprint,
        "values": {key: _value(value) for key, value in agreed_values(issue.terms).items()},
    }


def _value(value: Value) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _annexes(blocks: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
    annex: dict[str, Any] | None = None
    caption = ""
    for block in blocks:
        match block:
            case Annex(number, title):
                if annex is not None:
                    yield annex
                annex, caption = {"number": number, "title": title, "tables": []}, ""
            case Caption(text):
                caption = text
            case Grid(columns, rows) if annex is not None:
                annex["tables"].append(
                    {
                        "caption": caption,
                        "heads": [column.head for column in columns],
                        "rows": [[plain(cell) for cell in row] for row in rows],
                    }
                )
            case _:
                pass
    if annex is not None:
        yield annex


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
