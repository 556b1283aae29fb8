"""What the reading of a Word file answers, and how it crosses from the child process."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from negotiator_desk.drafting.old_text import OldKind, OldParagraph, OldTable


class Reason(StrEnum):
    """Why a paragraph is taken for what it is."""

    STYLE = "style"
    """It has a heading's style or a level in the outline."""
    NUMBER = "number"
    """Its number says so."""
    LOOK = "look"
    """It is bold, short or centred like a heading."""
    PLACE = "place"
    """Where it stands says so: before the first article, after the last one."""
    TABLE = "table"
    """It is a row of a table."""
    NOTHING = "nothing"
    """Nothing speaks for anything else."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A paragraph of the file and what it seems to be.

    Attributes:
        is_certain: Whether it need not be looked at.
    """

    paragraph: OldParagraph
    reason: Reason
    is_certain: bool


class LeftKind(StrEnum):
    """What a file has that was not taken over, or not as it stands."""

    TABLE = "table"
    """A table of figures: its rows are kept."""
    LAYOUT_TABLE = "layout_table"
    """A table of running text or of uneven rows: its texts are kept one below the other."""
    PICTURE = "picture"
    TEXT_BOX = "text_box"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    TRACKED = "tracked"
    """Tracked changes: the text is read as if all were accepted."""
    HEADER = "header"
    FOOTER = "footer"
    FIELD = "field"
    """A field: the text that it shows is kept."""
    CONTENTS = "contents"
    OBJECT = "object"
    FORMULA = "formula"
    HIDDEN = "hidden"
    LINK = "link"
    """A link to something outside the file; it is never followed."""
    SYMBOL = "symbol"
    SIGNATURES = "signatures"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Left:
    """One kind of thing that was not taken over.

    Attributes:
        where: The first words of the first few, "" where they have none.
    """

    kind: LeftKind
    count: int
    where: str


@dataclass(frozen=True, slots=True)
class WordText:
    """What a Word file holds.

    Attributes:
        tables: Their `after` counts the proposals.
    """

    proposals: tuple[Proposal, ...]
    tables: tuple[OldTable, ...]
    left: tuple[Left, ...]


def word_to_json(text: WordText) -> bytes:
    """Return what a file holds as JSON."""
    return json.dumps(asdict(text)).encode()


def word_from_json(content: bytes) -> WordText:
    """Return what `word_to_json` wrote."""
    data = json.loads(content)
    return WordText(
        proposals=tuple(
            Proposal(
                OldParagraph(**{**one["paragraph"], "kind": OldKind(one["paragraph"]["kind"])}),
                Reason(one["reason"]),
                one["is_certain"],
            )
            for one in data["proposals"]
        ),
        tables=tuple(
            OldTable(one["after"], tuple(one["heads"]), tuple(map(tuple, one["rows"])))
            for one in data["tables"]
        ),
        left=tuple(Left(LeftKind(one["kind"]), one["count"], one["where"]) for one in data["left"]),
    )
