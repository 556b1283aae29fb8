"""A contract's structure: clauses numbered, their fields filled in; every edition starts here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from negotiator_desk.drafting.annexes import annex_title
from negotiator_desk.drafting.assemble import Choices, assemble
from negotiator_desk.drafting.blocks import (
    Article,
    Blank,
    Block,
    Content,
    CrossReference,
    Entry,
    Form,
    Inline,
    Item,
    Prose,
)
from negotiator_desk.drafting.clauses import CLOSE, OPEN, ParameterKind
from negotiator_desk.drafting.fields import issue_fields, text_fields
from negotiator_desk.drafting.library import CAPITALS, FIELD
from negotiator_desk.drafting.numbering import annex_number, article_number, item_number
from negotiator_desk.drafting.parameters import FORMS, print_value
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.values import Figures
from negotiator_desk.drafting.wording import ContractText, TextChapter, TextClause
from negotiator_desk.pay.terms import TextTerm

ITEM_MARK = "- "
"""What a numbered item's line begins with in a wording."""


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
        with_annex = [issue for issue in snapshot.issues if annex_title(issue) is not None]
        self.annexes = {
            issue.offer_id: annex_number(number) for number, issue in enumerate(with_annex, start=1)
        }
        self.last_annex = annex_number(len(with_annex) + 1)
        self.fields = text_fields(snapshot, self.last_annex)
        self.chapters = tuple(self._place())
        self.articles = self._article_fields()

    def clause_blocks(self, placed: PlacedClause) -> Iterator[Block]:
        """Yield a clause's article, items and paragraphs, and the words that were agreed in it."""
        clause = placed.text
        fields = self.fields_of(placed)
        items = 0
        for index, line in enumerate(clause.text.splitlines() or [""]):
            if index == 0:
                yield Article(article_number(placed.number), substitute(line, fields), clause.place)
            elif line.startswith(ITEM_MARK):
                items += 1
                content = substitute(line.removeprefix(ITEM_MARK), fields)
                yield Item(item_number(items), content, clause.place)
            elif line.strip():
                yield Prose(substitute(line, fields), clause.place)
        if placed.issue is not None and isinstance(placed.issue.terms, TextTerm):
            words = self.figures[placed.issue.offer_id].of("text", Form.WORDS)
            yield Prose((words,), clause.place)

    def fields_of(self, placed: PlacedClause) -> dict[str, Content]:
        """Return what a clause's fields are filled with, by name."""
        fields = {**self.fields, **self.articles, **_parameter_fields(placed.text)}
        issue = placed.issue
        if issue is not None:
            annex = self.annexes.get(issue.offer_id, "")
            fields.update(issue_fields(issue, annex, self.figures[issue.offer_id]))
        return fields

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

    def _article_fields(self) -> dict[str, Content]:
        """Return the fields ⟦@key⟧: a clause's article; the first, where it is repeated."""
        fields: dict[str, Content] = {}
        for chapter in self.chapters:
            for placed in chapter.clauses:
                reference = CrossReference(article_number(placed.number), placed.text.place)
                fields.setdefault(f"@{placed.text.key}", (reference,))
                fields[f"@{placed.text.place}"] = (reference,)
        return fields


def substitute(text: str, fields: Mapping[str, Content]) -> Content:
    """Fill in a wording's fields; what is filled in is never looked at again.

    A name that is no field stays as it was typed.
    """
    parts: list[Inline] = []
    position = 0
    for match in FIELD.finditer(text):
        parts.append(text[position : match.start()])
        parts.extend(fields.get(match.group(1), (match.group(0),)))
        position = match.end()
    parts.append(text[position:])
    return _joined(parts)


def is_field(text: str) -> bool:
    """Whether text is a field's marks around a name, as a wording writes it."""
    return text.startswith(OPEN) and text.endswith(CLOSE) and FIELD.fullmatch(text) is not None


def _parameter_fields(clause: TextClause) -> dict[str, Content]:
    values = dict(clause.values)
    fields: dict[str, Content] = {}
    for parameter in clause.parameters:
        value = values.get(parameter.name, "")
        name = parameter.name
        if not value:
            fields[name] = (Blank(clause.place, name),)
        else:
            text = print_value(parameter, value)
            fields[name] = (Entry(text, clause.place, name, FORMS[parameter.kind]),)
        if parameter.kind is ParameterKind.AMOUNT:
            fields[name + CAPITALS] = (
                (
                    Entry(
                        print_value(parameter, value, capitals=True),
                        clause.place,
                        name,
                        Form.CAPITAL,
                    ),
                )
                if value
                else (Blank(clause.place, name),)
            )
    return fields


def _joined(parts: list[Inline]) -> Content:
    """Join neighbouring plain texts."""
    joined: list[Inline] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part:
            joined.append(part)
    return tuple(joined)
