"""Puts a contract's wording together: the library's plan, and what was chosen for this contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from negotiator_desk.drafting.clauses import Basis, Clause, Parameter
from negotiator_desk.drafting.fields import WAGELESS, case_conditions, issue_conditions
from negotiator_desk.drafting.library import load_plan
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.wording import (
    ContractLanguage,
    ContractText,
    MainContract,
    Provenance,
    TextChapter,
    TextClause,
    Tongue,
)

OWN = "own:"
"""What the key of a user's own clause, or of a variant of the user's own, begins with."""

_WAGE_RULES = frozenset(("N-W", "NB-W"))
"""Instruments on wage consultation: no basis of a clause in a contract that settles no wages."""


@dataclass(frozen=True)
class OwnClause:
    """A clause or a variant that users wrote themselves, kept for all contracts.

    Attributes:
        id: Its id in the store.
        origin: Key of the library's clause it is a variant of; "" = a whole clause.
        origin_version: Version of that clause when the variant was written.
        version: Raised whenever its wording is changed.
        is_imported: It was taken over from an old agreement.
    """

    id: str
    title: str
    title_english: str
    text: str
    english: str
    parameters: tuple[Parameter, ...] = ()
    basis: tuple[Basis, ...] = ()
    notes: str = ""
    plain: str = ""
    plain_english: str = ""
    topics: tuple[str, ...] = ()
    origin: str = ""
    origin_version: int = 0
    version: int = 1
    is_imported: bool = False
    changed_side: Tongue | None = None


@dataclass(frozen=True)
class Rewording:
    """The wording of a clause in this contract alone."""

    title: str
    title_english: str
    text: str
    english: str
    changed_side: Tongue | None = None


@dataclass(frozen=True)
class ClauseChoice:
    """What was decided about one clause of this contract.

    Attributes:
        is_included: None = as the library has it.
        variant: Key of a variant of the library's, or "own:" and an id; "" = the ordinary wording.
        position: Place among the clauses of its chapter; None = as the library has it.
        chapter: Key of the chapter it was moved to; "" = as the library has it.
        rewording: None = not changed.
        values: What was filled into its parameters, by name.
    """

    is_included: bool | None = None
    variant: str = ""
    position: int | None = None
    chapter: str = ""
    rewording: Rewording | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Choices:
    """Everything that was chosen for one contract.

    Attributes:
        clauses: By place, as `TextClause.place` names it.
        own: The user's own clauses by id.
    """

    language: ContractLanguage = ContractLanguage.CHINESE
    governing: Tongue = Tongue.CHINESE
    main_contract: MainContract | None = None
    clauses: Mapping[str, ClauseChoice] = field(default_factory=dict)
    own: Mapping[str, OwnClause] = field(default_factory=dict)


@dataclass(frozen=True)
class OfferedClause:
    """A clause that may stand in the contract, with what is decided about it.

    Attributes:
        text: The clause as it would be printed.
        is_included: Whether it stands in the contract.
        is_optional: Whether it may be left out.
        clause: The library's clause; None for a user's own.
    """

    text: TextClause
    is_included: bool
    is_optional: bool
    clause: Clause | None


def assemble(snapshot: Snapshot, choices: Choices) -> ContractText:
    """Return the wording of a contract.

    Args:
        snapshot: The case; its own wording, if it has one, is not looked at.
    """
    plan = load_plan(snapshot.contract_kind)
    offered = offered_clauses(snapshot, choices)
    return ContractText(
        title=plan.titles[snapshot.kind],
        title_english=plan.titles_english.get(snapshot.kind, ""),
        preamble=plan.preamble,
        preamble_english=plan.preamble_english,
        chapters=tuple(TextChapter(one.key, one.title, one.title_english) for one in plan.chapters),
        clauses=tuple(one.text for one in offered if one.is_included),
        language=choices.language,
        governing=choices.governing,
        main_contract=choices.main_contract,
    )


def offered_clauses(snapshot: Snapshot, choices: Choices) -> tuple[OfferedClause, ...]:
    """Return every clause that fits a contract, chosen or not, in the order of the contract."""
    plan = load_plan(snapshot.contract_kind)
    found: list[OfferedClause] = []
    chapters = [chapter.key for chapter in plan.chapters]
    for chapter in plan.chapters:
        for clause in chapter.clauses:
            for issue in _occasions(clause, snapshot, choices):
                one = _library_clause(clause, chapter.key, issue, choices)
                if one.text.chapter not in chapters:
                    # It was moved into a chapter that this kind of contract does not have.
                    one = replace(one, text=replace(one.text, chapter=chapter.key))
                if snapshot.contract_kind in WAGELESS:
                    basis = tuple(b for b in one.text.basis if b.source not in _WAGE_RULES)
                    one = replace(one, text=replace(one.text, basis=basis))
                found.append(one)
    for place, choice in choices.clauses.items():
        own = choices.own.get(place.removeprefix(OWN)) if place.startswith(OWN) else None
        if own is not None and choice.is_included is not None:
            chapter_key = choice.chapter if choice.chapter in chapters else chapters[-1]
            found.append(_own_clause(own, chapter_key, choice))
    return tuple(one for chapter in chapters for one in _ordered(chapter, found, choices))


def _occasions(clause: Clause, snapshot: Snapshot, choices: Choices) -> Iterator[int | None]:
    """Yield None for a clause that stands once, the positions of its issues for a repeated one."""
    conditions = case_conditions(snapshot)
    if choices.main_contract is not None:
        conditions |= {"main_contract"}
    if choices.language is ContractLanguage.BILINGUAL:
        conditions |= {"bilingual", f"governing_{choices.governing.value}"}
    if clause.each is None:
        if _holds(clause, conditions):
            yield None
        return
    for issue in snapshot.issues:
        if issue.subject is clause.each and _holds(clause, conditions | issue_conditions(issue)):
            yield issue.position


def _holds(clause: Clause, conditions: frozenset[str]) -> bool:
    return all(
        (name.removeprefix("!") in conditions) is not name.startswith("!") for name in clause.when
    )


def _library_clause(
    clause: Clause, chapter: str, issue: int | None, choices: Choices
) -> OfferedClause:
    place = clause.key if issue is None else f"{clause.key}#{issue}"
    choice = choices.clauses.get(place, ClauseChoice())
    text = TextClause(
        key=clause.key,
        chapter=choice.chapter or chapter,
        title=clause.title,
        title_english=clause.title_english,
        text=clause.text,
        english=clause.english,
        provenance=Provenance.LIBRARY,
        version=clause.version,
        issue=issue,
        parameters=clause.parameters,
        basis=clause.basis,
        notes=clause.notes,
        notes_english=clause.notes_english,
        plain=clause.plain,
        plain_english=clause.plain_english,
        topics=clause.topics,
    )
    text = _reworded(_varied(text, clause, choice, choices), choice)
    included = choice.is_included
    is_included = clause.is_on if included is None or not clause.is_optional else included
    return OfferedClause(_filled(text, choice), is_included, clause.is_optional, clause)


def _varied(text: TextClause, clause: Clause, choice: ClauseChoice, choices: Choices) -> TextClause:
    """Return a clause in the chosen variant; one that is there no more gives way to the clause."""
    if choice.variant.startswith(OWN):
        own = choices.own.get(choice.variant.removeprefix(OWN))
        if own is None:
            return text
        return replace(
            text,
            title=own.title,
            title_english=own.title_english,
            text=own.text,
            english=own.english,
            provenance=Provenance.OWN_VARIANT,
            variant=choice.variant,
            version=own.version,
            parameters=own.parameters,
            basis=own.basis or text.basis,
            notes=own.notes,
            notes_english="",
            plain=own.plain,
            plain_english=own.plain_english,
            changed_side=own.changed_side,
        )
    for variant in clause.variants:
        if variant.key == choice.variant:
            return replace(
                text,
                text=variant.text,
                english=variant.english,
                provenance=Provenance.VARIANT,
                variant=variant.key,
                plain=variant.plain or text.plain,
                plain_english=variant.plain_english or text.plain_english,
            )
    return text


def _reworded(text: TextClause, choice: ClauseChoice) -> TextClause:
    own = choice.rewording
    if own is None:
        return text
    return replace(
        text,
        title=own.title,
        title_english=own.title_english,
        text=own.text,
        english=own.english,
        provenance=Provenance.REWORDED if text.provenance is not Provenance.OWN else Provenance.OWN,
        changed_side=own.changed_side,
    )


def _filled(text: TextClause, choice: ClauseChoice) -> TextClause:
    names = {parameter.name for parameter in text.parameters}
    values = ((name, value) for name, value in choice.values.items() if name in names and value)
    return replace(text, values=tuple(sorted(values)))


def _own_clause(own: OwnClause, chapter: str, choice: ClauseChoice) -> OfferedClause:
    text = TextClause(
        key=OWN + own.id,
        chapter=chapter,
        title=own.title,
        title_english=own.title_english,
        text=own.text,
        english=own.english,
        provenance=Provenance.IMPORTED if own.is_imported else Provenance.OWN,
        version=own.version,
        parameters=own.parameters,
        basis=own.basis,
        notes=own.notes,
        plain=own.plain,
        plain_english=own.plain_english,
        topics=own.topics,
        changed_side=own.changed_side,
    )
    return OfferedClause(
        _filled(_reworded(text, choice), choice), bool(choice.is_included), True, None
    )


def _ordered(chapter: str, found: list[OfferedClause], choices: Choices) -> list[OfferedClause]:
    """Return a chapter's clauses: the moved by position, each other behind its forerunner."""
    members = [one for one in found if one.text.chapter == chapter]
    positions = {
        one.text.place: choices.clauses[one.text.place].position
        for one in members
        if one.text.place in choices.clauses
    }
    placed = [one for one in members if positions.get(one.text.place) is not None]
    placed.sort(key=lambda one: positions[one.text.place] or 0)
    previous: OfferedClause | None = None
    for one in members:
        if one not in placed:
            placed.insert(0 if previous is None else placed.index(previous) + 1, one)
        previous = one
    return placed
