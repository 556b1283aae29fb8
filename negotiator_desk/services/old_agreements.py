"""Earlier agreements from Word files: to compare with, and to take clauses from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from negotiator_desk.drafting.assemble import OwnClause
from negotiator_desk.drafting.old_text import OldKind, OldLeftover, OldParagraph, OldTable
from negotiator_desk.errors import InputError, RuleError
from negotiator_desk.i18n import N_, _
from negotiator_desk.models.wording import OldAgreement, OwnClauseRow
from negotiator_desk.services.choices import own_details
from negotiator_desk.services.desk import Desk, Outcome
from negotiator_desk.services.fields import required_line
from negotiator_desk.services.lookup import find_case, find_open_case
from negotiator_desk.storage.files import put_file
from negotiator_desk.storage.ids import new_id
from negotiator_desk.storage.intake.word import read_in_child
from negotiator_desk.storage.intake.word_answers import LeftKind, WordText
from negotiator_desk.storage.intake.word_container import read_word_file

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""Media type of a Word document."""

_LEFT_WORDS = {
    LeftKind.TABLE: "表格",
    LeftKind.LAYOUT_TABLE: "排版用表格",
    LeftKind.PICTURE: "图片",
    LeftKind.TEXT_BOX: "文本框",
    LeftKind.FOOTNOTE: "脚注",
    LeftKind.COMMENT: "批注",
    LeftKind.TRACKED: "修订（按全部接受读取）",
    LeftKind.HEADER: "页眉",
    LeftKind.FOOTER: "页脚",
    LeftKind.FIELD: "域（保留所显示的文字）",
    LeftKind.CONTENTS: "目录",
    LeftKind.OBJECT: "嵌入对象",
    LeftKind.FORMULA: "公式",
    LeftKind.HIDDEN: "隐藏文字",
    LeftKind.LINK: "外部链接",
    LeftKind.SYMBOL: "符号",
    LeftKind.SIGNATURES: "签名栏",
    LeftKind.UNKNOWN: "未能识别的内容",
}
"""What was left of a file, in the language of agreements: the redline prints it."""


_LEFT_NAMES = {
    LeftKind.TABLE: N_("Tables, kept as rows"),
    LeftKind.LAYOUT_TABLE: N_("Tables of running text, kept as paragraphs"),
    LeftKind.PICTURE: N_("Pictures"),
    LeftKind.TEXT_BOX: N_("Text boxes"),
    LeftKind.FOOTNOTE: N_("Footnotes"),
    LeftKind.COMMENT: N_("Comments"),
    LeftKind.TRACKED: N_("Tracked changes, read as accepted"),
    LeftKind.HEADER: N_("Headers"),
    LeftKind.FOOTER: N_("Footers"),
    LeftKind.FIELD: N_("Fields, kept as they show"),
    LeftKind.CONTENTS: N_("Lists of contents"),
    LeftKind.OBJECT: N_("Embedded objects"),
    LeftKind.FORMULA: N_("Formulas"),
    LeftKind.HIDDEN: N_("Hidden text"),
    LeftKind.LINK: N_("Links, never followed"),
    LeftKind.SYMBOL: N_("Symbols"),
    LeftKind.SIGNATURES: N_("Signature blocks"),
    LeftKind.UNKNOWN: N_("Things not known"),
}
"""The same in the interface's language."""


@dataclass(frozen=True)
class ReadParagraph:
    """A paragraph of a Word file and what it is taken for.

    Attributes:
        is_certain: Whether it need not be looked at.
    """

    paragraph: OldParagraph
    is_certain: bool


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
        return tuple(ReadParagraph(one.paragraph, one.is_certain) for one in self.text.proposals)

    @property
    def report(self) -> tuple[str, ...]:
        """What was not understood, a line each, in the interface's language."""
        lines = []
        for one in self.text.left:
            line = _("{what}: {count}").format(what=_(_LEFT_NAMES[one.kind]), count=one.count)
            lines.append(f"{line} ({one.where})" if one.where else line)
        return tuple(lines)


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


def leftovers_of(text: WordText) -> tuple[OldLeftover, ...]:
    """Return what of a file was not understood, in the language of agreements."""
    return tuple(
        OldLeftover(f"{_LEFT_WORDS[one.kind]}（{one.count}处）", one.where) for one in text.left
    )


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
        row = OldAgreement(
            id=new_id(),
            case_id=case_id,
            title=required_line(title, _("Title")),
            file_name=required_line(reading.file_name, _("File")),
            file_sha256=put_file(session, reading.content, DOCX),
            paragraphs={
                "paragraphs": [[one.kind.value, one.number, one.text] for one in paragraphs],
                "tables": [
                    [one.after, list(one.heads), [list(row) for row in one.rows]]
                    for one in reading.text.tables
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
        ids = []
        for index in indexes:
            own = _clause_of(view, index)
            session.add(
                OwnClauseRow(
                    id=own.id,
                    title=own.title,
                    title_english="",
                    text=own.text,
                    english="",
                    details=own_details(own),
                    origin="",
                    origin_version=0,
                    version=1,
                    is_imported=True,
                    written_at=now,
                    trashed_at=None,
                )
            )
            ids.append(own.id)
        return tuple(ids)

    return desk.run("take_over_clauses", work)


def article_text(view: AgreementView, index: int) -> str:
    """Return an article's wording as clauses are written: items with "- " in front."""
    lines = [view.paragraphs[index].text]
    for one in view.paragraphs[index + 1 :]:
        match one.kind:
            case OldKind.ITEM:
                lines.append(f"- {one.text}")
            case OldKind.PROSE:
                lines.append(one.text)
            case _:
                break
    return "\n".join(line.strip() for line in lines if line.strip())


def _clause_of(view: AgreementView, index: int) -> OwnClause:
    if not 0 <= index < len(view.paragraphs) or view.paragraphs[index].kind is not OldKind.ARTICLE:
        raise InputError(_("Only articles can be taken over; nothing was added."))
    text = article_text(view, index)
    if not text:
        raise InputError(_("The article has no text; nothing was added."))
    title = text.splitlines()[0].split("，")[0].split("。")[0][:_LONGEST_TITLE]
    return OwnClause(
        id=new_id(),
        title=title,
        title_english="",
        text=text,
        english="",
        notes=f"{view.title}{view.paragraphs[index].number}",
        is_imported=True,
    )


_LONGEST_TITLE = 30


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
