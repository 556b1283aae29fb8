"""A contract's structure: clauses numbered, their fields filled in; every edition starts here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from typing_extensions import override

from negotiator_desk.drafting.annexes import annex_title
from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.blocks import (
    Article,
    Blank,
    Content,
    CrossReference,
    Entry,
    Form,
    Inline,
    Item,
    Prose,
)
from negotiator_desk.drafting.clauses import CLOSE, OPEN, Parameter, ParameterKind
from negotiator_desk.drafting.fields import issue_fields, text_fields
from negotiator_desk.drafting.fields_english import BLANK as ENGLISH_BLANK
from negotiator_desk.drafting.fields_english import (
    english_issue_fields,
    english_text_fields,
    english_value,
)
from negotiator_desk.drafting.fragments import resolve
from negotiator_desk.drafting.library import CAPITALS, FIELD
from negotiator_desk.drafting.numbering import NUMBERING
from negotiator_desk.drafting.parameters import FORMS, print_value
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.values import Figures
from negotiator_desk.drafting.wording import ContractText, TextChapter, TextClause, Tongue
from negotiator_desk.pay.terms import TextTerm

ITEM_MARK = "- "
"""What a numbered item's line begins with in a wording."""

REFERENCE = "@"
"""What the name of a field that prints the number of another clause's article begins with."""

ENGLISH_MISSING = "English text"
"""Name of the blank where a clause has no English wording."""

_MARKS_PRINTED = str.maketrans(f"{OPEN}{CLOSE}", "〚〛")

Paragraph = Article | Item | Prose
"""A block that a clause is made of."""


@dataclass(frozen=True)
class PlacedClause:
    """A clause in its place.

    Attributes:
        number: Of its article, from 1, through the whole contract.
        issue: The settled issue it stands for.
    """

    text: TextClause
    number: int
    issue: SnapshotIssue | None


@dataclass(frozen=True)
class PlacedChapter:
    """A chapter that has clauses, with its number from 1."""

    chapter: TextChapter
    number: int
    clauses: tuple[PlacedClause, ...]


class Composition:
    """One contract's structure and everything its fields are filled from."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.text: ContractText = snapshot.text or assemble(snapshot, Choices())
        self.figures = {issue.offer_id: Figures(issue) for issue in snapshot.issues}
        self.with_annex = tuple(
            issue for issue in snapshot.issues if annex_title(issue) is not None
        )
        self._annexes = {
            issue.offer_id: number for number, issue in enumerate(self.with_annex, start=1)
        }
        self.fields = text_fields(snapshot, self.last_annex())
        self.fields_english = english_text_fields(snapshot, self.last_annex(Tongue.ENGLISH))
        self.chapters = tuple(self._place())
        self._by_place = {one.text.place: one for one in self.clauses()}
        self._by_key: dict[str, list[PlacedClause]] = {}
        for one in self.clauses():
            self._by_key.setdefault(one.text.key, []).append(one)

    def clauses(self) -> Iterator[PlacedClause]:
        """Yield every clause in order."""
        return (placed for chapter in self.chapters for placed in chapter.clauses)

    def annex(self, issue: SnapshotIssue, tongue: Tongue = Tongue.CHINESE) -> str:
        """Return the number of the annex of an issue; "" where its article says it all."""
        number = self._annexes.get(issue.offer_id)
        return "" if number is None else NUMBERING[tongue].annex(number)

    def last_annex(self, tongue: Tongue = Tongue.CHINESE) -> str:
        """Return the number of the annex with the representatives."""
        return NUMBERING[tongue].annex(len(self.with_annex) + 1)

    def clause_blocks(
        self, placed: PlacedClause, tongue: Tongue = Tongue.CHINESE
    ) -> tuple[Paragraph, ...]:
        """Return a clause's article, items and paragraphs, and the words that were agreed in it."""
        clause = placed.text
        numbering = NUMBERING[tongue]
        fields = self.fields_of(placed, tongue)
        found: list[Paragraph] = []
        items = 0
        for line in self._lines(placed, tongue):
            if not found:
                number = numbering.article(placed.number)
                found.append(Article(number, substitute(line, fields), clause.place))
            elif line.startswith(ITEM_MARK):
                items += 1
                content = substitute(line.removeprefix(ITEM_MARK), fields)
                found.append(Item(numbering.item(items), content, clause.place))
            else:
                found.append(Prose(substitute(line, fields), clause.place))
        if placed.issue is not None and isinstance(placed.issue.terms, TextTerm):
            found.append(Prose(self._agreed_words(placed.issue, tongue), clause.place))
        return tuple(found)

    def content(
        self, placed: PlacedClause, wording: str, tongue: Tongue = Tongue.CHINESE
    ) -> Content:
        """Return another wording of a clause, filled in as the clause itself is."""
        return substitute(self.resolved(placed, wording), self.fields_of(placed, tongue))

    def resolved(self, placed: PlacedClause, wording: str) -> str:
        """Return a wording without the parts that depend on clauses which are not there."""
        return resolve(wording, lambda key: self.target(key, placed) is not None)

    def fields_of(self, placed: PlacedClause, tongue: Tongue = Tongue.CHINESE) -> _Fields:
        """Return what a clause's fields are filled with, by name."""
        english = tongue is Tongue.ENGLISH
        fields = dict(self.fields_english if english else self.fields)
        fields.update(_parameter_fields(placed.text, tongue))
        if not placed.text.english:
            fields[ENGLISH_MISSING] = (_blank(placed.text.place, ENGLISH_MISSING, tongue),)
        issue = placed.issue
        if issue is not None:
            make = english_issue_fields if english else issue_fields
            fields.update(
                make(issue, self.annex(issue, tongue), self.figures[issue.offer_id]),
            )
        return _Fields(self, placed, tongue, fields)

    def target(self, name: str, of: PlacedClause) -> PlacedClause | None:
        """Return the clause that a wording names; None where it is not in the contract.

        Args:
            name: Its place, or its key. Of a clause that is repeated for issues, the key names the
                one for the issue of `of`; where `of` stands for an issue of another subject or for
                none, the first.
        """
        found = self._by_place.get(name)
        if found is not None:
            return found
        same = self._by_key.get(name, [])
        issue = of.issue
        if issue is not None and any(_is_about(one, issue) for one in same):
            return next((one for one in same if one.issue == issue), None)
        return same[0] if same else None

    def _lines(self, placed: PlacedClause, tongue: Tongue) -> list[str]:
        """Return a wording's lines; those that nothing is left of are gone."""
        clause = placed.text
        wording = clause.text
        if tongue is Tongue.ENGLISH:
            wording = clause.english or f"{OPEN}{ENGLISH_MISSING}{CLOSE}"
        lines = self.resolved(placed, wording).splitlines()
        return [line for line in lines if line.strip() not in {"", ITEM_MARK.strip()}] or [""]

    def _agreed_words(self, issue: SnapshotIssue, tongue: Tongue) -> Content:
        words = self.figures[issue.offer_id].of("text", Form.WORDS)
        if tongue is Tongue.CHINESE or words.text.isascii():
            return (words,)
        return (words, "\n(as agreed in Chinese)")

    def _place(self) -> Iterator[PlacedChapter]:
        issues = {issue.position: issue for issue in self.snapshot.issues}
        count = number = 0
        for chapter in self.text.chapters:
            placed = []
            for clause in self.text.of_chapter(chapter.key):
                count += 1
                issue = None if clause.issue is None else issues.get(clause.issue)
                placed.append(PlacedClause(clause, count, issue))
            if placed:
                number += 1
                yield PlacedChapter(chapter, number, tuple(placed))


class _Fields(Mapping[str, Content]):
    """A clause's fields; numbers of other articles are looked up when they are asked for."""

    def __init__(
        self,
        composition: Composition,
        placed: PlacedClause,
        tongue: Tongue,
        fields: Mapping[str, Content],
    ) -> None:
        self._composition = composition
        self._placed = placed
        self._tongue = tongue
        self._fields = fields

    @override
    def __getitem__(self, name: str) -> Content:
        if not name.startswith(REFERENCE) or name in self._fields:
            return self._fields[name]
        target = self._composition.target(name.removeprefix(REFERENCE), self._placed)
        if target is None:
            return (_blank(self._placed.text.place, name, self._tongue),)
        number = NUMBERING[self._tongue].article(target.number)
        return (CrossReference(number, target.text.place),)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    @override
    def __len__(self) -> int:
        return len(self._fields)


def substitute(text: str, fields: Mapping[str, Content]) -> Content:
    """Fill in a wording's fields; what is filled in is never looked at again.

    A name that is no field stays as it was typed, and marks around none print as 〚 〛: no font
    has their own characters, and a draft must show where something is wrong.
    """
    parts: list[Inline] = []
    position = 0
    for match in FIELD.finditer(text):
        parts.append(text[position : match.start()].translate(_MARKS_PRINTED))
        parts.extend(fields.get(match.group(1), (match.group(0).translate(_MARKS_PRINTED),)))
        position = match.end()
    parts.append(text[position:].translate(_MARKS_PRINTED))
    return _joined(parts)


def _is_about(placed: PlacedClause, issue: SnapshotIssue) -> bool:
    return placed.issue is not None and placed.issue.subject is issue.subject


def _parameter_fields(clause: TextClause, tongue: Tongue) -> dict[str, Content]:
    values = dict(clause.values)
    fields: dict[str, Content] = {}
    for parameter in clause.parameters:
        value = values.get(parameter.name, "")
        names = {parameter.name: False}
        if parameter.kind is ParameterKind.AMOUNT:
            names[parameter.name + CAPITALS] = True
        for name, capitals in names.items():
            if value:
                fields[name] = (_entry(clause, parameter, value, tongue, capitals=capitals),)
            else:
                fields[name] = (_blank(clause.place, parameter.name, tongue),)
    return fields


def _entry(
    clause: TextClause, parameter: Parameter, value: str, tongue: Tongue, *, capitals: bool
) -> Entry:
    """Return a filled-in value; English writes amounts in figures alone."""
    form = FORMS[parameter.kind]
    if tongue is Tongue.ENGLISH:
        text = english_value(parameter, value)
    else:
        text = print_value(parameter, value, capitals=capitals)
        form = Form.CAPITAL if capitals else form
    return Entry(text, clause.place, parameter.name, form)


def _blank(place: str, name: str, tongue: Tongue) -> Blank:
    return Blank(place, name) if tongue is Tongue.CHINESE else Blank(place, name, ENGLISH_BLANK)


def _joined(parts: list[Inline]) -> Content:
    """Join neighbouring plain texts."""
    joined: list[Inline] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part:
            joined.append(part)
    return tuple(joined)
