"""Composes a contract: a snapshot and the clause library give blocks of numbered text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from negotiator_desk.drafting.annexes import annex_blocks, annex_title, representative_blocks
from negotiator_desk.drafting.blocks import (
    Annex,
    Article,
    Block,
    Chapter,
    Content,
    Document,
    Form,
    Inline,
    Item,
    Party,
    Prose,
    Reference,
    Signatory,
    Signatures,
    Title,
    plain,
)
from negotiator_desk.drafting.fields import (
    BLANK,
    case_conditions,
    issue_conditions,
    issue_fields,
    text_fields,
)
from negotiator_desk.drafting.library import FIELD, Clause, ClauseChapter, load_plan
from negotiator_desk.drafting.numbering import (
    annex_number,
    article_number,
    chapter_number,
    item_number,
)
from negotiator_desk.drafting.snapshot import Snapshot, SnapshotIssue, SnapshotParty
from negotiator_desk.drafting.values import Figures
from negotiator_desk.pay.terms import TextTerm

_ITEM_MARK = "- "


@dataclass(frozen=True)
class _PlacedClause:
    """A clause that stands in the contract, for one issue or for all."""

    clause: Clause
    issue: SnapshotIssue | None
    number: str


class _Composer:
    """Everything one composition looks up."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.plan = load_plan(snapshot.contract_kind)
        self.conditions = case_conditions(snapshot)
        self.figures = {issue.offer_id: Figures(issue) for issue in snapshot.issues}
        with_annex = [issue for issue in snapshot.issues if annex_title(issue) is not None]
        self.annexes = {
            issue.offer_id: annex_number(number) for number, issue in enumerate(with_annex, start=1)
        }
        self.last_annex = annex_number(len(with_annex) + 1)
        self.fields = text_fields(snapshot, self.last_annex)
        self.title = plain(_substitute(self.plan.titles[snapshot.kind], self.fields))

    def place(self) -> list[tuple[ClauseChapter, list[_PlacedClause]]]:
        """Choose the clauses whose conditions hold, and number them."""
        chapters: list[tuple[ClauseChapter, list[_PlacedClause]]] = []
        count = 0
        for chapter in self.plan.chapters:
            placed: list[_PlacedClause] = []
            for clause in chapter.clauses:
                for issue in self._occasions(clause):
                    count += 1
                    placed.append(_PlacedClause(clause, issue, article_number(count)))
            if placed:
                chapters.append((chapter, placed))
        return chapters

    def _occasions(self, clause: Clause) -> Iterator[SnapshotIssue | None]:
        if clause.each is None:
            if _holds(clause, self.conditions):
                yield None
            return
        for issue in self.snapshot.issues:
            if issue.subject is clause.each and _holds(
                clause, self.conditions | issue_conditions(issue)
            ):
                yield issue

    def fields_of(self, issue: SnapshotIssue | None) -> dict[str, Content]:
        """Return the fields a clause placed for `issue` may use."""
        if issue is None:
            return self.fields
        annex = self.annexes.get(issue.offer_id, "")
        return {**self.fields, **issue_fields(issue, annex, self.figures[issue.offer_id])}


def compose(snapshot: Snapshot) -> Document:
    """Return the contract that a snapshot makes; equal snapshots make equal contracts."""
    composer = _Composer(snapshot)
    return Document(
        title=composer.title,
        author="、".join(
            party.name for party in (snapshot.employer, snapshot.employee) if party.name
        ),
        reference=snapshot.case_number,
        version=snapshot.version,
        fingerprint=snapshot.fingerprint,
        blocks=tuple(_blocks(composer)),
    )


def clauses_sha256(snapshot: Snapshot) -> str:
    """Return the SHA-256 of the title, preamble, chapters and clauses a contract is composed of.

    It depends on the library and on which of its clauses stand in the contract, not on what is
    filled into them.
    """
    composer = _Composer(snapshot)
    wording = [
        composer.plan.titles[snapshot.kind],
        composer.plan.preamble,
        [
            [chapter.title, [[one.clause.key, one.clause.text] for one in placed]]
            for chapter, placed in composer.place()
        ],
    ]
    text = json.dumps(wording, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _blocks(composer: _Composer) -> Iterator[Block]:
    snapshot = composer.snapshot
    yield Title(composer.title)
    yield Reference(f"编号：{snapshot.case_number or BLANK}")
    yield _party("企业方（甲方）", snapshot.employer, "法定代表人或者主要负责人")
    yield _party("职工方（乙方）", snapshot.employee, "工会主席")
    for line in composer.plan.preamble.splitlines():
        yield Prose(_substitute(line, composer.fields))
    chapters = composer.place()
    articles = _article_numbers(chapters)
    for number, (chapter, placed) in enumerate(chapters, start=1):
        yield Chapter(chapter_number(number), chapter.title)
        for clause in placed:
            yield from _article(clause, {**composer.fields_of(clause.issue), **articles})
            yield from _agreed_words(clause, composer)
    yield Signatures(
        _signatory("企业方（甲方）", snapshot.employer, "法定代表人（签字）："),
        _signatory("职工方（乙方）", snapshot.employee, "工会主席（签字）："),
    )
    for issue in snapshot.issues:
        title = annex_title(issue)
        if title is not None:
            yield Annex(composer.annexes[issue.offer_id], f"{title}（{issue.title}）")
            yield from annex_blocks(issue, composer.figures[issue.offer_id])
    yield Annex(composer.last_annex, "集体协商代表名单")
    yield from representative_blocks(snapshot.employer, snapshot.employee)


def _party(heading: str, party: SnapshotParty, head_label: str) -> Party:
    return Party(
        heading,
        party.name or BLANK,
        (
            ("统一社会信用代码", party.credit_code or BLANK),
            ("住所", party.address or BLANK),
            (head_label, party.head or BLANK),
            ("首席代表", party.chief or BLANK),
        ),
    )


def _signatory(heading: str, party: SnapshotParty, head_label: str) -> Signatory:
    return Signatory(
        f"{heading}：\n{party.name or BLANK}",
        ("（盖章）", head_label, "首席代表（签字）：", "日期：　　　年　　月　　日"),
    )


def _article_numbers(
    chapters: list[tuple[ClauseChapter, list[_PlacedClause]]],
) -> dict[str, Content]:
    """Return the fields {@key}: the article made from a clause; the first, where it is repeated."""
    numbers: dict[str, Content] = {}
    for _chapter, placed in chapters:
        for clause in placed:
            numbers.setdefault(f"@{clause.clause.key}", (clause.number,))
    return numbers


def _article(placed: _PlacedClause, fields: Mapping[str, Content]) -> Iterator[Block]:
    items = 0
    for index, line in enumerate(placed.clause.text.splitlines()):
        if index == 0:
            yield Article(placed.number, _substitute(line, fields), placed.clause.key)
        elif line.startswith(_ITEM_MARK):
            items += 1
            content = _substitute(line.removeprefix(_ITEM_MARK), fields)
            yield Item(item_number(items), content)
        else:
            yield Prose(_substitute(line, fields))


def _agreed_words(placed: _PlacedClause, composer: _Composer) -> Iterator[Block]:
    """Yield the words of a text issue under its article, one paragraph for each line."""
    issue = placed.issue
    if issue is None or not isinstance(issue.terms, TextTerm):
        return
    yield Prose((composer.figures[issue.offer_id].of("text", Form.WORDS),))


def _holds(clause: Clause, conditions: frozenset[str]) -> bool:
    return all(
        (name.removeprefix("!") in conditions) is not name.startswith("!") for name in clause.when
    )


def _substitute(text: str, fields: Mapping[str, Content]) -> Content:
    """Fill in a clause's fields; what is filled in is never looked at again."""
    parts: list[Inline] = []
    position = 0
    for match in FIELD.finditer(text):
        parts.append(text[position : match.start()])
        parts.extend(fields[match.group(1)])
        position = match.end()
    parts.append(text[position:])
    return _joined(parts)


def _joined(parts: list[Inline]) -> Content:
    """Join neighbouring plain texts."""
    joined: list[Inline] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part:
            joined.append(part)
    return tuple(joined)
