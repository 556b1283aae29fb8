"""What a clause is: its wording in two languages, its variants, parameters and legal basis."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiator_desk.pay.terms import Subject

OPEN, CLOSE = "⟦", "⟧"
"""Stand around a field in a clause's wording: ⟦企业方⟧, or ⟦@key⟧ for another clause's article.

Clause files write them as braces. In the wording of users a name that is no field prints as typed.
"""


@dataclass(frozen=True)
class Basis:
    """Where the law says so: an instrument's short name, its article, how far it was verified."""

    source: str
    article: str
    mark: str


class ParameterKind(StrEnum):
    """What a parameter's value is, and so how it is checked and printed."""

    AMOUNT = "amount"
    """Yuan, at most two decimals; a field may ask for its capital numerals: ⟦补贴:大写⟧."""
    PERCENT = "percent"
    """Per cent as typed: 80 or 12.5; printed with its sign."""
    NUMBER = "number"
    """A count or a quantity, at most two decimals; its unit stands in the wording."""
    DATE = "date"
    """A day, YYYY-MM-DD; printed as the contract's language writes days."""
    PERSON = "person"
    """Who is responsible: a post, a department or a name."""
    TEXT = "text"
    """Anything else on one line."""


@dataclass(frozen=True)
class Parameter:
    """Something that the parties fill into a clause.

    Attributes:
        name: Its name in the wording and in the window, in Chinese.
        english: Its name in the English window and the English text.
        unit: What a number counts, in Chinese, as the wording has it; "" where it needs none.
        least: Smallest value allowed; None = no limit. In the parameter's own unit.
        most: Largest value allowed; None = no limit.
        suggested: What is often agreed; a hint in the window, never printed by itself.
    """

    name: str
    english: str
    kind: ParameterKind
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    suggested: str = ""


@dataclass(frozen=True)
class Variant:
    """Another wording of a clause that can be chosen instead.

    Attributes:
        key: Its name for ever, unique within the clause.
        label: What it is called in lists.
        text, english: The wording, as `Clause.text`.
        plain: Its sentence for the leaflet.
    """

    key: str
    label: str
    label_english: str
    text: str
    english: str
    plain: str
    plain_english: str


@dataclass(frozen=True)
class Clause:
    """A clause of the library.

    Attributes:
        key: Its name for ever.
        title: What it is called in lists and as a side head of the leaflet.
        text: Paragraphs by lines; a line that starts with "- " is a numbered item.
        english: The same in English, line for line.
        each: The clause is repeated for every issue of this subject; None = it stands once.
        when: Conditions that must hold; a leading "!" negates.
        basis: Legal basis; printed in the annotated edition only.
        version: Raised when the wording changes.
        is_optional: The user may leave it out.
        is_on: It stands in a new contract; always True for what is not optional.
        variants: Other wordings to choose from.
        notes: For whoever drafts; printed in the annotated edition only.
        plain: One sentence for the workers' leaflet; "" = it is of no concern there.
        topics: What it settles, keys of `resources/clauses/topics.toml`.
    """

    key: str
    title: str
    title_english: str
    text: str
    english: str
    each: Subject | None
    when: tuple[str, ...]
    basis: tuple[Basis, ...]
    version: int
    is_optional: bool
    is_on: bool
    parameters: tuple[Parameter, ...]
    variants: tuple[Variant, ...]
    notes: str
    notes_english: str
    plain: str
    plain_english: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class ClauseChapter:
    """A chapter of the library; it stands only where one of its clauses does."""

    key: str
    title: str
    title_english: str
    clauses: tuple[Clause, ...]
