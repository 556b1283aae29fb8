"""The wording a contract is composed of: chosen clauses with what was filled into them, frozen.

It is part of the snapshot, so an old version can always be composed, compared and taken up again,
whatever the clause library says by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from negotiator_desk.drafting.clauses import CLOSE, OPEN, Basis, Parameter, ParameterKind


class ContractLanguage(StrEnum):
    """What a contract is written in."""

    CHINESE = "zh"
    BILINGUAL = "zh-en"
    """Chinese and English beside each other, clause by clause."""


class Tongue(StrEnum):
    """One of the two languages of a bilingual contract."""

    CHINESE = "zh"
    ENGLISH = "en"


class Provenance(StrEnum):
    """Where a clause's wording comes from."""

    LIBRARY = "library"
    VARIANT = "variant"
    """A variant of the library's."""
    OWN_VARIANT = "own_variant"
    """A variant from the user's own clauses."""
    REWORDED = "reworded"
    """The library's clause, changed in this contract."""
    OWN = "own"
    """A whole clause of the user's own."""
    IMPORTED = "imported"
    """A clause taken over from an old agreement."""


@dataclass(frozen=True)
class TextChapter:
    """A chapter of a contract."""

    key: str
    title: str
    english: str


@dataclass(frozen=True)
class TextClause:
    """A clause as it stands in one contract.

    Attributes:
        key: Its key in the library, or "own:" and the id of a user's own clause.
        chapter: Key of the chapter it stands in.
        text, english: As `Clause.text`; numbering and fields are filled in when it is composed.
        issue: Position of the issue it stands for, from 1; None = it stands for none.
        variant: Key of the chosen variant; "" = the ordinary wording.
        version: Of the library's clause, or of the user's own.
        values: What was filled into its parameters, as `parse_value` accepts it, by name.
        changed_side: The language whose wording was changed without the other; None = neither.
    """

    key: str
    chapter: str
    title: str
    title_english: str
    text: str
    english: str
    provenance: Provenance
    version: int
    issue: int | None = None
    variant: str = ""
    parameters: tuple[Parameter, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    basis: tuple[Basis, ...] = ()
    notes: str = ""
    notes_english: str = ""
    plain: str = ""
    plain_english: str = ""
    topics: tuple[str, ...] = ()
    changed_side: Tongue | None = None

    @property
    def place(self) -> str:
        """Its place for ever, whatever its number: its key, and "#2" for the second issue."""
        return self.key if self.issue is None else f"{self.key}#{self.issue}"

    @property
    def used_parameters(self) -> tuple[Parameter, ...]:
        """Its parameters that its wording asks for; a variant may need fewer than the clause."""
        wording = self.text + self.english
        return tuple(
            one
            for one in self.parameters
            if f"{OPEN}{one.name}{CLOSE}" in wording or f"{OPEN}{one.name}:" in wording
        )

    @property
    def blanks(self) -> tuple[str, ...]:
        """Names of the parameters that its wording asks for and that are not filled in."""
        filled = dict(self.values)
        return tuple(one.name for one in self.used_parameters if one.name not in filled)


@dataclass(frozen=True)
class MainContract:
    """The comprehensive contract that a special one belongs to.

    Attributes:
        title: Its name.
        signed_on: Day of signing; None = not known.
    """

    title: str
    signed_on: date | None


@dataclass(frozen=True)
class ContractText:
    """Everything a contract says, before it is numbered and filled in.

    Attributes:
        chapters: In order; one without clauses is not printed.
        clauses: In order; each names its chapter.
        governing: The language that decides where the two differ.
        main_contract: None = the contract stands by itself.
    """

    title: str
    title_english: str
    preamble: str
    preamble_english: str
    chapters: tuple[TextChapter, ...]
    clauses: tuple[TextClause, ...]
    language: ContractLanguage = ContractLanguage.CHINESE
    governing: Tongue = Tongue.CHINESE
    main_contract: MainContract | None = None

    def of_chapter(self, key: str) -> tuple[TextClause, ...]:
        """Return the clauses of a chapter in order."""
        return tuple(clause for clause in self.clauses if clause.chapter == key)


def text_to_data(text: ContractText) -> dict[str, Any]:
    """Return a text as JSON-ready data."""
    main = text.main_contract
    return {
        "title": text.title,
        "title_english": text.title_english,
        "preamble": text.preamble,
        "preamble_english": text.preamble_english,
        "chapters": [[one.key, one.title, one.english] for one in text.chapters],
        "clauses": [_clause_data(clause) for clause in text.clauses],
        "language": text.language.value,
        "governing": text.governing.value,
        "main_contract": None
        if main is None
        else {
            "title": main.title,
            "signed_on": None if main.signed_on is None else main.signed_on.isoformat(),
        },
    }


def text_from_data(data: Mapping[str, Any]) -> ContractText:
    """Return the text that `text_to_data` wrote.

    Raises:
        KeyError, TypeError, ValueError, ArithmeticError: The data is damaged.
    """
    main = data["main_contract"]
    return ContractText(
        title=data["title"],
        title_english=data["title_english"],
        preamble=data["preamble"],
        preamble_english=data["preamble_english"],
        chapters=tuple(TextChapter(*one) for one in data["chapters"]),
        clauses=tuple(_clause(one) for one in data["clauses"]),
        language=ContractLanguage(data["language"]),
        governing=Tongue(data["governing"]),
        main_contract=None
        if main is None
        else MainContract(main["title"], _day(main["signed_on"])),
    )


def parameters_to_data(parameters: tuple[Parameter, ...]) -> list[dict[str, Any]]:
    """Return parameters as JSON-ready data; numbers are texts."""
    return [
        {
            "name": one.name,
            "english": one.english,
            "kind": one.kind.value,
            "unit": one.unit,
            "least": None if one.least is None else str(one.least),
            "most": None if one.most is None else str(one.most),
            "suggested": one.suggested,
        }
        for one in parameters
    ]


def parameters_from_data(data: list[Mapping[str, Any]]) -> tuple[Parameter, ...]:
    """Return the parameters that `parameters_to_data` wrote."""
    return tuple(
        Parameter(
            name=one["name"],
            english=one["english"],
            kind=ParameterKind(one["kind"]),
            unit=one["unit"],
            least=None if one["least"] is None else Decimal(one["least"]),
            most=None if one["most"] is None else Decimal(one["most"]),
            suggested=one["suggested"],
        )
        for one in data
    )


def _clause_data(clause: TextClause) -> dict[str, Any]:
    side = clause.changed_side
    return {
        "key": clause.key,
        "chapter": clause.chapter,
        "title": clause.title,
        "title_english": clause.title_english,
        "text": clause.text,
        "english": clause.english,
        "provenance": clause.provenance.value,
        "version": clause.version,
        "issue": clause.issue,
        "variant": clause.variant,
        "parameters": parameters_to_data(clause.parameters),
        "values": dict(clause.values),
        "basis": [[one.source, one.article, one.mark] for one in clause.basis],
        "notes": clause.notes,
        "notes_english": clause.notes_english,
        "plain": clause.plain,
        "plain_english": clause.plain_english,
        "topics": list(clause.topics),
        "changed_side": None if side is None else side.value,
    }


def _clause(data: Mapping[str, Any]) -> TextClause:
    side = data["changed_side"]
    return TextClause(
        key=data["key"],
        chapter=data["chapter"],
        title=data["title"],
        title_english=data["title_english"],
        text=data["text"],
        english=data["english"],
        provenance=Provenance(data["provenance"]),
        version=data["version"],
        issue=data["issue"],
        variant=data["variant"],
        parameters=parameters_from_data(data["parameters"]),
        values=tuple(sorted(data["values"].items())),
        basis=tuple(Basis(*one) for one in data["basis"]),
        notes=data["notes"],
        notes_english=data["notes_english"],
        plain=data["plain"],
        plain_english=data["plain_english"],
        topics=tuple(data["topics"]),
        changed_side=None if side is None else Tongue(side),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
