"""The clause library: reads `resources/clauses/` and refuses a clause that cannot be composed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from negotiator_desk.bargaining.parties import CaseKind
from negotiator_desk.drafting.fields import CONDITIONS, ISSUE_FIELDS, TEXT_FIELDS, figure_fields
from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.paths import resource
from negotiator_desk.pay.terms import Subject

FIELD = re.compile(r"\{([^{}]*)\}")
"""A field in a clause: {企业方}, or {@key} for the number of the article made from a clause."""


class LibraryError(Exception):
    """A clause file is wrong: a bug of ours, found by the tests before anyone drafts."""


@dataclass(frozen=True)
class Basis:
    """Where the law says so: an instrument's short name, its article, how far it was verified."""

    source: str
    article: str
    mark: str


@dataclass(frozen=True)
class Clause:
    """A clause of the library.

    Attributes:
        key: Its name for ever.
        text: Paragraphs by lines; a line that starts with "- " is a numbered item.
        each: The clause is repeated for every issue of this subject; None = it stands once.
        when: Conditions that must hold; a leading "!" negates.
        basis: Legal basis; not printed in the contract itself.
        version: Raised when the wording changes.
    """

    key: str
    text: str
    each: Subject | None
    when: tuple[str, ...]
    basis: tuple[Basis, ...]
    version: int


@dataclass(frozen=True)
class ClauseChapter:
    """A chapter of the library; it stands only where one of its clauses does."""

    key: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class ContractPlan:
    """The plan of one kind of contract: its title, preamble and chapters in order."""

    kind: ContractKind
    titles: Mapping[CaseKind, str]
    preamble: str
    chapters: tuple[ClauseChapter, ...]


@cache
def load_plan(kind: ContractKind) -> ContractPlan:
    """Read the plan of a kind of contract and the chapters it names."""
    contracts = _read("contracts.toml")["contract"]
    plan = next(item for item in contracts if item["kind"] == kind.value)
    chapters = _chapters()
    for name in _field_names(plan["preamble"]):
        if name not in TEXT_FIELDS:
            raise LibraryError(f"{kind}: unknown field {name}")
    return ContractPlan(
        kind,
        {CaseKind(key): text for key, text in plan["title"].items()},
        plan["preamble"].strip(),
        tuple(chapters[key] for key in plan["chapters"]),
    )


@cache
def _chapters() -> dict[str, ClauseChapter]:
    """Read every chapter file once."""
    found: dict[str, ClauseChapter] = {}
    keys: set[str] = set()
    for path in sorted(resource("clauses").glob("*.toml")):
        for item in _read(path.name).get("chapter", ()):
            chapter = ClauseChapter(
                item["key"], item["title"], tuple(_clause(clause) for clause in item["clause"])
            )
            if chapter.key in found:
                raise LibraryError(f"chapter {chapter.key} is there twice")
            found[chapter.key] = chapter
            for clause in chapter.clauses:
                if clause.key in keys:
                    raise LibraryError(f"clause {clause.key} is there twice")
                keys.add(clause.key)
    return found


def _clause(item: Mapping[str, Any]) -> Clause:
    each = item.get("each")
    clause = Clause(
        key=item["key"],
        text=item["text"].strip(),
        each=None if each is None else Subject(each),
        when=tuple(item.get("when", ())),
        basis=tuple(
            Basis(basis["source"], basis["article"], basis["mark"])
            for basis in item.get("basis", ())
        ),
        version=item["version"],
    )
    allowed = TEXT_FIELDS
    if clause.each is not None:
        allowed = allowed | ISSUE_FIELDS | figure_fields(clause.each)
    for name in _field_names(clause.text):
        if name not in allowed:
            raise LibraryError(f"clause {clause.key}: unknown field {name}")
    for condition in clause.when:
        if condition.removeprefix("!") not in CONDITIONS:
            raise LibraryError(f"clause {clause.key}: unknown condition {condition}")
    return clause


def _field_names(text: str) -> Iterator[str]:
    return (name for name in FIELD.findall(text) if not name.startswith("@"))


def _read(name: str) -> dict[str, Any]:
    with resource("clauses", name).open("rb") as file:
        return tomllib.load(file)
