"""Earlier agreements from Word files: to compare with, and to take clauses from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import OwnClause
from negotiator_desk.drafting.compare_units import one_line
from negotiator_desk.drafting.old_text import OldKind, OldLeftover, OldParagraph, OldTable
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import _
from negotiator_desk.models.columns import LONGEST_LINE
from negotiator_desk.models.wording import OldAgreement, OwnClauseRow
from negotiator_desk.services.choices import own_details
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import required_line
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.services.old_articles import articles_of, clause_of, numbered_text
from negotiator_desk.services.word_leftovers import leftovers_of, report_of
from negotiator_desk.storage.files import put_file
from negotiator_desk.storage.ids import new_id
from negotiator_desk.storage.intake.word import read_in_child
from negotiator_desk.storage.intake.word_answers import Reason, WordText
from negotiator_desk.storage.intake.word_container import MEDIA_TYPE, read_word_file
from negotiator_desk.storage.intake.word_kinds import NUMBERED, split_number


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph of a Word file and what it is taken for.

    Attributes:
        is_certain: Whether it need not be looked at.
        is_row: It is a row of a table; left out as a paragraph, it is kept with its table.
    """

    paragraph: OldParagraph
    is_certain: bool
    is_row: bool = False


@dataclass(frozen=True)
class WordReading:
    """A Word file that was read, before anything of it is kept.

    Attributes:
        content: The file, byte for byte.
    """

    file_name: str
    content: bytes
    text: WordText

    @property
    def paragraphs(self) -> tuple[ReadParagraph, ...]:
        """Its paragraphs in order."""
        return tuple(
            ReadParagraph(one.paragraph, one.is_certain, one.reason is Reason.TABLE)
            for one in self.text.proposals
        )

    @property
    def report(self) -> tuple[tuple[str, str], ...]:
        """What was not understood, and its first words, in the interface's language."""
        return report_of(self.text)

    @property
    def title(self) -> str:
        """What the agreement calls itself, else the file's name."""
        titles = [
            one.paragraph.text for one in self.text.proposals if one.paragraph.kind is OldKind.TITLE
        ]
        words = one_line("\n".join(titles)) or Path(self.file_name).stem
        return words[:LONGEST_LINE]


@dataclass(frozen=True)
class AgreementRow:
    """An old agreement in a list.

    Attributes:
        paragraphs: How many it has.
    """

    id: str
    title: str
    file_name: str
    paragraphs: int
    imported_at: datetime


@dataclass(frozen=True)
class AgreementView:
    """An old agreement as it was corrected.

    Attributes:
        leftovers: What of the file was not understood.
    """

    id: str
    title: str
    paragraphs: tuple[OldParagraph, ...]
    tables: tuple[OldTable, ...]
    leftovers: tuple[OldLeftover, ...]
    imported_at: datetime


def read_word(path: Path) -> WordReading:
    """Read a Word file in a process of its own; nothing is kept.

    Raises:
        ImportRefused: It is no Word file, is damaged, encrypted or too large.
    """
    content = read_word_file(path)
    return WordReading(path.name, content, read_in_child(content))


def as_kind(paragraph: OldParagraph, kind: OldKind) -> OldParagraph:
    """Return a paragraph taken for another kind.

    Headings, articles and items have their number told from their text; elsewhere it is text.
    """
    number, text = paragraph.number, paragraph.text
    if kind not in NUMBERED:
        return OldParagraph(kind, "", numbered_text(paragraph))
    if not number:
        number, text = split_number(text)
    return OldParagraph(kind, number, text)


def import_agreement(
    desk: Desk,
    case_id: str,
    reading: WordReading,
    paragraphs: tuple[OldParagraph, ...],
    title: str,
) -> Outcome[str]:
    """Keep an old agreement with a case: the file, and what its paragraphs were taken for.

    Args:
        paragraphs: Of the reading, corrected; as many as it has.
        title: What it is called.

    Returns:
        Its id.

    Raises:
        InputError: The title cannot be used, or the paragraphs are those of another file.
        RuleError: There is no such case, or it is in the trash.
    """

    def work(session: Session) -> str:
        find_open_case(session, case_id)
        if len(paragraphs) != len(reading.text.proposals):
            raise InputError(_("These are the paragraphs of another file; nothing was imported."))
        kept, tables = _kept(reading.text, paragraphs)
        row = OldAgreement(
            id=new_id(),
            case_id=case_id,
            title=required_line(title, _("Title")),
            file_name=reading.file_name[:LONGEST_LINE],
            file_sha256=put_file(session, reading.content, MEDIA_TYPE),
            paragraphs={
                "paragraphs": [[one.kind.value, one.number, one.text] for one in kept],
                "tables": [
                    [one.after, list(one.heads), [list(row) for row in one.rows]] for one in tables
                ],
            },
            report=[[one.what, one.where] for one in leftovers_of(reading.text)],
            imported_at=desk.now(),
        )
        session.add(row)
        return row.id

    return desk.run("import_agreement", work)


def list_agreements(desk: Desk, case_id: str) -> tuple[AgreementRow, ...]:
    """Return the old agreements of a case, the first imported first.

    Raises:
        RuleError: There is no such case.
    """

    def query(session: Session) -> tuple[AgreementRow, ...]:
        find_case(session, case_id)
        rows = session.scalars(
            select(OldAgreement).where(OldAgreement.case_id == case_id).order_by(OldAgreement.id)
        )
        return tuple(
            AgreementRow(
                one.id,
                one.title,
                one.file_name,
                len(one.paragraphs["paragraphs"]),
                one.imported_at,
            )
            for one in rows
        )

    return desk.read(query)


def get_agreement(desk: Desk, agreement_id: str) -> AgreementView:
    """Return an old agreement.

    Raises:
        RuleError: There is no such agreement.
    """
    return desk.read(lambda session: _view(_find(session, agreement_id)))


def remove_agreement(desk: Desk, agreement_id: str) -> Outcome[None]:
    """Remove an old agreement from its case; undo brings it back.

    Raises:
        RuleError: It is not there any more, or its case is in the trash.
    """

    def work(session: Session) -> None:
        row = _find(session, agreement_id)
        find_open_case(session, row.case_id)
        session.delete(row)

    return desk.run("remove_agreement", work)


def take_over_clauses(
    desk: Desk, agreement_id: str, indexes: Sequence[int]
) -> Outcome[tuple[str, ...]]:
    """Make clauses of one's own of articles of an old agreement.

    Args:
        indexes: Places of articles among the paragraphs, from 0; an article's items and paragraphs
            come with it.

    Returns:
        The ids of the clauses, in the order given.

    Raises:
        InputError: A place is no article's.
        RuleError: There is no such agreement, or its case is in the trash.
    """
    now = desk.now()

    def work(session: Session) -> tuple[str, ...]:
        row = _find(session, agreement_id)
        find_open_case(session, row.case_id)
        view = _view(row)
        articles = {one.index: one for one in articles_of(view.paragraphs, view.tables)}
        if not articles.keys() >= set(indexes):
            raise InputError(_("Only articles can be taken over; nothing was added."))
        clauses = [clause_of(view.title, articles[index]) for index in dict.fromkeys(indexes)]
        session.add_all(_own_row(one, now) for one in clauses)
        return tuple(one.id for one in clauses)

    return desk.run("take_over_clauses", work)


def _own_row(clause: OwnClause, now: datetime) -> OwnClauseRow:
    return OwnClauseRow(
        id=clause.id,
        title=clause.title,
        title_english="",
        text=clause.text,
        english="",
        details=own_details(clause),
        origin="",
        origin_version=0,
        version=1,
        is_imported=True,
        written_at=now,
        trashed_at=None,
    )


def _kept(
    text: WordText, paragraphs: Sequence[OldParagraph]
) -> tuple[list[OldParagraph], list[OldTable]]:
    """Return the paragraphs and tables to be kept.

    A table's rows are no paragraphs as well; but a table with a row that was taken for a paragraph
    is none.
    """
    rows: set[int] = set()
    tables = []
    for table, end in zip(text.tables, _ends(text), strict=True):
        places = range(table.after, end)
        if all(paragraphs[place].kind is OldKind.OTHER for place in places):
            tables.append(replace(table, after=table.after - len(rows)))
            rows.update(places)
    return [one for place, one in enumerate(paragraphs) if place not in rows], tables


def _ends(text: WordText) -> Iterator[int]:
    """Yield for every table the place after its last row."""
    limits = [*(table.after for table in text.tables), len(text.proposals)][1:]
    for table, limit in zip(text.tables, limits, strict=True):
        end = table.after
        while end < limit and text.proposals[end].reason is Reason.TABLE:
            end += 1
        yield end


def _view(row: OldAgreement) -> AgreementView:
    data: Mapping[str, Any] = row.paragraphs
    return AgreementView(
        id=row.id,
        title=row.title,
        paragraphs=tuple(
            OldParagraph(OldKind(kind), number, text) for kind, number, text in data["paragraphs"]
        ),
        tables=tuple(
            OldTable(after, tuple(heads), tuple(tuple(cells) for cells in rows))
            for after, heads, rows in data["tables"]
        ),
        leftovers=tuple(OldLeftover(what, where) for what, where in row.report),
        imported_at=row.imported_at,
    )


def _find(session: Session, agreement_id: str) -> OldAgreement:
    row = session.get(OldAgreement, agreement_id)
    if row is None:
        raise RuleError(
            _("This agreement is not there any more; nothing was changed."),
            hint=_("It may have been removed or undone; go back to the list."),
        )
    return row
