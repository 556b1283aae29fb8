"""The clause library: reads `resources/clauses/` and refuses a clause that cannot be composed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.clauses import (
    CLOSE,
    OPEN,
    Basis,
    Clause,
    ClauseChapter,
    Parameter,
    ParameterKind,
    Variant,
)
from negotiator_desk.drafting.fields import CONDITIONS, ISSUE_FIELDS, TEXT_FIELDS, figure_fields
from negotiator_desk.drafting.fragments import END, WHERE, WHERE_NOT, references, stray_marks
from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.drafting.topics import load_topics
from negotiator_desk.paths import resource
from negotiator_desk.pay.terms import Subject

FIELD = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
"""A field in a wording: ⟦企业方⟧, ⟦@key⟧ for the number of the article made from a clause."""

CAPITALS = ":大写"
"""Behind the name of an amount: its capital numerals."""

_OF_CLAUSES = ("@", WHERE, WHERE_NOT, END)
_BRACES = re.compile(r"\{([^{}]*)\}")
_CLAUSE_KEYS = frozenset(
    (
        "key",
        "title",
        "title_en",
        "text",
        "text_en",
        "each",
        "when",
        "basis",
        "version",
        "optional",
        "parameter",
        "variant",
        "notes",
        "notes_en",
        "plain",
        "plain_en",
        "topics",
    )
)
_OPTIONAL = {"on": True, "off": False}


class LibraryError(Exception):
    """A clause file is wrong: a bug of ours, found by the tests before anyone drafts."""


@dataclass(frozen=True)
class ContractPlan:
    """The plan of one kind of contract: its title, preamble and chapters in order."""

    kind: ContractKind
    titles: Mapping[CaseKind, str]
    titles_english: Mapping[CaseKind, str]
    preamble: str
    preamble_english: str
    chapters: tuple[ClauseChapter, ...]


@cache
def load_plan(kind: ContractKind) -> ContractPlan:
    """Read the plan of a kind of contract and the chapters it names."""
    contracts = _read("contracts.toml")["contract"]
    plan = next(item for item in contracts if item["kind"] == kind.value)
    chapters = _chapters()
    preamble = _fields_marked(plan["preamble"].strip())
    for name in field_names(preamble):
        if name not in TEXT_FIELDS:
            raise LibraryError(f"{kind}: unknown field {name}")
    return ContractPlan(
        kind,
        _titles(plan["title"]),
        _titles(plan.get("title_en", {})),
        preamble,
        _fields_marked(plan.get("preamble_en", "").strip()),
        tuple(chapters[key] for key in plan["chapters"]),
    )


def field_names(text: str) -> Iterator[str]:
    """Yield the names of the fields in a wording, without what names other clauses."""
    return (name for name in FIELD.findall(text) if not name.startswith(_OF_CLAUSES))


def wordings(clause: Clause) -> tuple[str, ...]:
    """Return every wording of a clause: in both languages, plain ones and variants among them."""
    found = [clause.text, clause.english, clause.plain, clause.plain_english]
    for variant in clause.variants:
        found += [variant.text, variant.english, variant.plain, variant.plain_english]
    return tuple(found)


def find_clause(key: str) -> Clause | None:
    """Return a clause of the library by its key; None where this version has no such clause."""
    for chapter in _chapters().values():
        for clause in chapter.clauses:
            if clause.key == key:
                return clause
    return None


def _titles(data: Mapping[str, str]) -> dict[CaseKind, str]:
    return {CaseKind(key): _fields_marked(text) for key, text in data.items()}


@cache
def _chapters() -> dict[str, ClauseChapter]:
    """Read every chapter file once."""
    found: dict[str, ClauseChapter] = {}
    keys: set[str] = set()
    for path in sorted(resource("clauses").glob("*.toml")):
        for item in _read(path.name).get("chapter", ()):
            chapter = ClauseChapter(
                item["key"],
                item["title"],
                item.get("title_en", ""),
                tuple(_clause(clause) for clause in item["clause"]),
            )
            if chapter.key in found:
                raise LibraryError(f"chapter {chapter.key} is there twice")
            found[chapter.key] = chapter
            for clause in chapter.clauses:
                if clause.key in keys:
                    raise LibraryError(f"clause {clause.key} is there twice")
                keys.add(clause.key)
    _check_references(found, keys)
    return found


def _clause(item: Mapping[str, Any]) -> Clause:
    each = item.get("each")
    optional = item.get("optional")
    clause = Clause(
        key=item["key"],
        title=item.get("title", ""),
        title_english=item.get("title_en", ""),
        text=_fields_marked(item["text"].strip()),
        english=_fields_marked(item.get("text_en", "").strip()),
        each=None if each is None else Subject(each),
        when=tuple(item.get("when", ())),
        basis=tuple(
            Basis(basis["source"], basis["article"], basis["mark"])
            for basis in item.get("basis", ())
        ),
        version=item["version"],
        is_optional=optional is not None,
        is_on=optional is None or _OPTIONAL[optional],
        parameters=tuple(_parameter(one) for one in item.get("parameter", ())),
        variants=tuple(_variant(one) for one in item.get("variant", ())),
        notes=item.get("notes", "").strip(),
        notes_english=item.get("notes_en", "").strip(),
        plain=_fields_marked(item.get("plain", "").strip()),
        plain_english=_fields_marked(item.get("plain_en", "").strip()),
        topics=tuple(item.get("topics", ())),
    )
    _check(clause, set(item))
    return clause


def _parameter(item: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=item["name"],
        english=item["name_en"],
        kind=ParameterKind(item["kind"]),
        unit=item.get("unit", ""),
        least=Decimal(item["least"]) if "least" in item else None,
        most=Decimal(item["most"]) if "most" in item else None,
        suggested=item.get("suggested", ""),
    )


def _variant(item: Mapping[str, Any]) -> Variant:
    return Variant(
        key=item["key"],
        label=item["label"],
        label_english=item["label_en"],
        text=_fields_marked(item["text"].strip()),
        english=_fields_marked(item["text_en"].strip()),
        plain=_fields_marked(item.get("plain", "").strip()),
        plain_english=_fields_marked(item.get("plain_en", "").strip()),
    )


def _check(clause: Clause, names: set[str]) -> None:
    """Refuse a clause that asks for what nobody can fill in.

    Raises:
        LibraryError: It does.
    """
    if names - _CLAUSE_KEYS:
        raise LibraryError(f"clause {clause.key}: unknown entries {sorted(names - _CLAUSE_KEYS)}")
    allowed = {*TEXT_FIELDS}
    for parameter in clause.parameters:
        allowed.add(parameter.name)
        if parameter.kind is ParameterKind.AMOUNT:
            allowed.add(parameter.name + CAPITALS)
    if clause.each is not None:
        allowed |= ISSUE_FIELDS | figure_fields(clause.each)
    for wording in wordings(clause):
        if stray_marks(wording):
            raise LibraryError(f"clause {clause.key}: {stray_marks(wording)} without counterpart")
        for name in field_names(wording):
            if name not in allowed:
                raise LibraryError(f"clause {clause.key}: unknown field {name}")
    for condition in clause.when:
        if condition.removeprefix("!") not in CONDITIONS:
            raise LibraryError(f"clause {clause.key}: unknown condition {condition}")
    for topic in clause.topics:
        if topic not in load_topics().names:
            raise LibraryError(f"clause {clause.key}: unknown topic {topic}")


def _check_references(chapters: Mapping[str, ClauseChapter], keys: set[str]) -> None:
    """Refuse a wording that names a clause that the library does not have.

    Raises:
        LibraryError: One does.
    """
    for chapter in chapters.values():
        for clause in chapter.clauses:
            for wording in wordings(clause):
                for key, _asked in references(wording):
                    if key not in keys:
                        raise LibraryError(f"clause {clause.key}: there is no clause {key}")


def _fields_marked(text: str) -> str:
    """Return a wording of ours with its fields marked as in all wordings."""
    return _BRACES.sub(rf"{OPEN}\1{CLOSE}", text)


def _read(name: str) -> dict[str, Any]:
    with resource("clauses", name).open("rb") as file:
        return tomllib.load(file)
