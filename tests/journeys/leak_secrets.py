"""Secrets in every private field of a case: words and figures that are nowhere else."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Mapper, Session

from negotiator_desk.bargaining.notes import NoteKind
from negotiator_desk.bargaining.parties import Side
from negotiator_desk.models import private
from negotiator_desk.models.base import Base
from negotiator_desk.models.costing import WhatIf
from negotiator_desk.pay.terms import NumberTerm, Terms, TextTerm
from negotiator_desk.pay.terms_data import terms_to_data
from negotiator_desk.services.desk import Desk
from negotiator_desk.storage.ids import new_id
from tests.services.conftest import Bargaining, rate_table

_LETTERS = "bcdghjkmnpqrstvwxz"
"""No letters that faces join into one sign, so that pages give the words back as they are."""


def private_entities() -> tuple[type[Base], ...]:
    """Return every mapped class of the private layer."""
    found = [mapper.class_ for mapper in _mappers() if mapper.class_.__module__ == private.__name__]
    return (*sorted(found, key=lambda one: one.__name__), WhatIf)


def _mappers() -> list[Mapper[Any]]:
    return list(Base.registry.mappers)


@dataclass
class Planter:
    """Makes secrets, and remembers in which forms they would be seen.

    Attributes:
        seen_as: What to look for, without blanks and commas.
    """

    random: random.Random
    seen_as: set[str] = field(default_factory=set)

    def word(self) -> str:
        """Return a word of twelve letters."""
        made = "".join(self.random.choices(_LETTERS, k=12))
        self.seen_as.add(made)
        return made

    def figure(self) -> str:
        """Return a number with four decimals, short enough for the columns of every table."""
        last = self.random.randint(1, 9)  # no zero that a display would cut
        made = f"{self.random.randint(100, 999)}.{self.random.randint(100, 999)}{last}"
        self.seen_as.add(made)
        return made

    def moment(self) -> datetime:
        """Return a moment long before there was a computer."""
        made = datetime(1851, 1, 1, tzinfo=UTC) + timedelta(
            days=self.random.randint(0, 9000), hours=5
        )
        self.seen_as.add(made.date().isoformat())
        return made

    def points(self, most: int) -> int:
        """Return a number that is too ordinary to be looked for; what is told of it differs."""
        return self.random.randint(0, most)

    def row_id(self) -> str:
        """Return the id of a private row."""
        made = new_id()
        self.seen_as.add(made)
        return made

    def terms(self, table: Bargaining, issue_id: str) -> dict[str, object]:
        """Return terms that suit an issue of the example."""
        made: Terms = TextTerm(self.word())
        if issue_id == table.rates:
            made = rate_table(self.figure(), self.figure())
        elif issue_id == table.heat:
            made = NumberTerm(Decimal(self.figure()), self.word())
        return dict(terms_to_data(made))


STRUCTURE: Mapping[str, frozenset[str]] = {
    "IssueOption": frozenset({"issue_id", "side", "position"}),
    "Mandate": frozenset({"issue_id", "side"}),
    "OfferSketch": frozenset({"case_id", "side", "is_binding", "is_tied"}),
    "OptionBonus": frozenset({"case_id", "side"}),
    "PackageRating": frozenset({"case_id", "side", "position"}),
    "PrivateNote": frozenset({"case_id", "session_id", "side", "kind"}),
    "SideBrief": frozenset({"case_id", "side", "is_own"}),
    "WhatIf": frozenset({"issue_id"}),
}
"""Columns that only say where a private row belongs, and hold nothing that anybody thought."""

_Columns = Mapping[str, Callable[[Planter], object]]


def planted_columns(
    table: Bargaining, issue_id: str, options: Mapping[str, str]
) -> Mapping[str, _Columns]:
    """Return what is planted in each column of each private class, apart from its structure.

    Args:
        issue_id: The issue that terms have to suit.
        options: Issue id → id of one of its options.
    """

    def terms(planter: Planter) -> object:
        return planter.terms(table, issue_id)

    def hundred(planter: Planter) -> object:
        return planter.points(100)

    def all_points(planter: Planter) -> object:
        return planter.points(10_000)

    return {
        "IssueOption": {
            "id": lambda _planter: options[issue_id],
            "name": Planter.word,
            "terms": terms,
            "own_score": all_points,
            "other_score": all_points,
        },
        "Mandate": {
            "id": Planter.row_id,
            "opening": terms,
            "target": terms,
            "limit": terms,
            "weight": hundred,
            "note": Planter.word,
            "other_target": terms,
            "other_limit": terms,
            "other_weight": hundred,
        },
        "OfferSketch": {
            "id": Planter.row_id,
            "content": lambda planter: [
                {"issue": issue_id, "terms": planter.terms(table, issue_id)}
            ],
            "argument": Planter.word,
            "speaker_id": Planter.row_id,
            "saved_at": Planter.moment,
        },
        "OptionBonus": {
            "id": Planter.row_id,
            "options": lambda _planter: sorted(options.values()),
            "own_points": all_points,
            "other_points": all_points,
        },
        "PackageRating": {
            "id": Planter.row_id,
            "package": lambda _planter: dict(options),
            "rating": hundred,
        },
        "PrivateNote": {
            "id": Planter.row_id,
            "text": Planter.word,
            "written_at": Planter.moment,
        },
        "SideBrief": {
            "id": Planter.row_id,
            "alternative": Planter.word,
            "walk_away": all_points,
            "other_walk_away": all_points,
            "holder_id": Planter.row_id,
            "holder_name": Planter.word,
            "granted_at": Planter.moment,
        },
        "WhatIf": {
            "id": Planter.row_id,
            "name": Planter.word,
            "terms": terms,
            "saved_at": Planter.moment,
        },
    }


def plant(desk: Desk, table: Bargaining, seed: int) -> frozenset[str]:
    """Put secrets of both sides into every private field; return what they would be seen as.

    What was planted before goes. Twice with other seeds, every private value is another.
    """
    planter = Planter(random.Random(seed))

    def work(session: Session) -> None:
        for entity in reversed(private_entities()):
            for row in session.query(entity).all():
                session.delete(row)
        session.flush()
        for side in Side:
            _plant_side(session, planter, table, side)

    desk.run("save_mandate", work)
    return frozenset(planter.seen_as)


def _plant_side(session: Session, planter: Planter, table: Bargaining, side: Side) -> None:
    issues = (table.rates, table.heat, table.rest)
    options = {issue_id: planter.row_id() for issue_id in issues}
    for number, issue_id in enumerate(issues):
        columns = planted_columns(table, issue_id, options)
        for entity in private_entities():
            name = entity.__name__
            of_issue = "issue_id" in STRUCTURE[name]
            if (number and not of_issue) or (name == "WhatIf" and side is not Side.EMPLOYEE):
                continue
            row = entity(
                **{column: make(planter) for column, make in columns[name].items()},
                **_structure(table, issue_id, side, name),
            )
            session.add(row)


def _structure(table: Bargaining, issue_id: str, side: Side, name: str) -> dict[str, object]:
    values: dict[str, object] = {
        "issue_id": issue_id,
        "case_id": table.case,
        "session_id": table.session,
        "side": side,
        "position": 1,
        "kind": NoteKind.CAUCUS,
        "is_own": side is Side.EMPLOYEE,
        "is_binding": True,
        "is_tied": False,
    }
    return {column: values[column] for column in STRUCTURE[name]}
