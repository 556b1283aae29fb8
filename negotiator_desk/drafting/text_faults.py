"""What the checks of a contract's text find: a kind, a place, and the words in question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TextFaultKind(StrEnum):
    """What is wrong with a text."""

    BLANK = "blank"
    """Something is not entered: `name`; `where` says where it is entered."""
    DEAD_REFERENCE = "dead_reference"
    """It names the clause `name`, which does not stand in the contract."""
    NO_SUCH_ARTICLE = "no_such_article"
    """It names the article `name`, which the contract does not have."""
    WRONG_ARTICLE = "wrong_article"
    """It names the article `name` and means `other`."""
    TYPED_ARTICLE = "typed_article"
    """The number of the article `name` was typed and does not follow when clauses move."""
    NO_SUCH_ANNEX = "no_such_annex"
    WRONG_ANNEX = "wrong_annex"
    """It names the annex `name`; its own is `other`."""
    LEFTOVER_MARK = "leftover_mark"
    """The marks `name` stand around no field and print as they are."""
    DUPLICATE = "duplicate"
    """It says what the clause at place `other` says."""
    OLD_WORDING = "old_wording"
    """The library has the clause in a newer version."""
    NOT_IN_LIBRARY = "not_in_library"
    """The library has no such clause any more."""
    TERM_UNUSED = "term_unused"
    TERM_TWICE = "term_twice"
    """The term `name` is defined at place `other` too."""
    TERM_UNDEFINED = "term_undefined"
    ONE_SIDE_CHANGED = "one_side_changed"
    """Only the language `name`, a `Tongue`, was changed."""
    NO_ENGLISH = "no_english"
    """It has no English wording; outside of clauses, `name` says what has none."""
    ITEMS_DIFFER = "items_differ"
    """It has `name` items in Chinese and `other` in English."""
    FIGURES_DIFFER = "figures_differ"
    """The numbers `name` stand in one language only, named by `other`, a `Tongue`."""


@dataclass(frozen=True)
class TextFault:
    """One thing that is wrong with the text of a contract.

    Attributes:
        clause: Place of the clause it is found in; "" outside of clauses.
        name, other: See the kind.
        where: Where it is put right, as `Finding.place`; "" = in the clause.
    """

    kind: TextFaultKind
    clause: str = ""
    name: str = ""
    other: str = ""
    where: str = ""
