"""The explanation of a draft (草案说明), for whoever votes on it and for the authority.

How the draft came about, what it says in figures, what it costs and on which data, how it differs
from another text, what its clauses rest on, and what is not filled in yet. It knows what a snapshot
holds and nothing else: no mandate, no offer that was not accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negotiator_desk.drafting.blocks import (
    Annex,
    Blank,
    Block,
    Content,
    Document,
    Note,
    Pair,
    Prose,
    Reference,
    Section,
    Title,
    inlines,
)
from negotiator_desk.drafting.compare_result import Comparison
from negotiator_desk.drafting.compare_units import one_line
from negotiator_desk.drafting.compose import document_of
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.explanation_basis import basis_blocks
from negotiator_desk.drafting.explanation_terms import paper_grid, term_blocks
from negotiator_desk.drafting.numbering import article_number
from negotiator_desk.drafting.redline import (
    FINGERPRINT_SHOWN,
    change_counts,
    change_rows,
    figure_rows,
    side_name,
)
from negotiator_desk.drafting.redline_words import load_paper_words
from negotiator_desk.drafting.report_words import CHINESE, Words
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import SnapshotParty
from negotiator_desk.money import format_amount

MOST_CHANGES = 10
"""Changed clauses that are listed one by one, so that the paper stays short: our own choice."""

MOST_FIGURES = 6
"""Changed figures that are listed; the main terms have shown most of them: our own choice."""


def explanation(
    snapshot: Snapshot, comparison: Comparison | None, language: str = CHINESE
) -> Document:
    """Return the explanation of a version; equal snapshots and comparisons make equal papers.

    Args:
        comparison: Of the version with the last contract or another text; None = with none.
        language: Of the paper, one of `i18n.LANGUAGES`; the contract's texts stay as they are.
    """
    return _Paper(snapshot, comparison, language).document()


class _Paper:
    def __init__(self, snapshot: Snapshot, comparison: Comparison | None, language: str) -> None:
        self.snapshot, self.comparison = snapshot, comparison
        self.composition = Composition(snapshot)
        self.contract = document_of(snapshot, self.composition)
        self.words: Words = load_paper_words("explanation", language)
        self.language = language

    def document(self) -> Document:
        """Return the paper."""
        words, snapshot = self.words, self.snapshot
        title = words(
            "title",
            contract=one_line(self.contract.title),
            draft="" if snapshot.is_final else words("title_draft"),
        )
        return Document(
            title=one_line(title),
            author=self.contract.author,
            reference=snapshot.case_number,
            version=snapshot.version,
            fingerprint=snapshot.fingerprint,
            blocks=(Title(title), Reference(snapshot.case_number), *self._sections()),
            language=words.pdf_language,
            edition=words("edition", number=snapshot.case_number, version=snapshot.version),
        )

    def _sections(self) -> Iterator[Block]:
        makers: tuple[tuple[str, Callable[[], Iterator[Block]]], ...] = (
            ("process", self._process),
            ("terms", self._terms),
            ("costs", self._costs),
            ("differences", self._differences),
            ("basis", lambda: basis_blocks(self.composition, self.words)),
            ("blanks", self._blanks),
        )
        for number, (key, make) in enumerate(makers, start=1):
            yield Section(self.words.heading(number, f"{key}_section"))
            yield from make()

    def _process(self) -> Iterator[Block]:
        words, snapshot = self.words, self.snapshot
        yield Prose(
            (
                words(
                    "parties",
                    employer=snapshot.employer.name or words("nobody"),
                    employee=snapshot.employee.name or words("nobody"),
                ),
            )
        )
        sides = words.clauses(
            self._side(words(f"side_{key}"), party)
            for key, party in (
                ("employer", snapshot.employer),
                ("employee", snapshot.employee),
            )
        )
        yield Prose((words("representatives", sides=sides),))
        meetings = [
            (one.number, words.day(one.held_on), one.place, one.agreed) for one in snapshot.meetings
        ]
        key = "meetings"
        if not meetings:
            # Drafts from before meetings were kept know the sessions of agreements alone.
            key = "meetings_of_issues"
            days = {one.session_number: one.agreed_on for one in snapshot.issues}
            meetings = [
                (number, words.day(days[number]), "", self._agreed_in(number))
                for number in sorted(days)
            ]
        if not meetings:
            yield Prose((words("no_meetings"),))
            return
        count = {"count": len(meetings)} if key == "meetings" else {}
        yield Prose((words(key, **count),))
        titles = {issue.position: issue.title for issue in snapshot.issues}
        yield paper_grid(
            words,
            ("head_meeting", "head_day", "head_place", "head_agreed"),
            (
                (
                    words("meeting", number=number),
                    day,
                    place or words("none"),
                    words.names(titles[one] for one in agreed if one in titles) or words("none"),
                )
                for number, day, place, agreed in meetings
            ),
        )

    def _agreed_in(self, session: int) -> tuple[int, ...]:
        return tuple(one.position for one in self.snapshot.issues if one.session_number == session)

    def _side(self, side: str, party: SnapshotParty) -> str:
        count = len(party.representatives)
        if not party.chief:
            return self.words("side_representatives_no_chief", side=side, count=count)
        return self.words("side_representatives", side=side, count=count, chief=party.chief)

    def _terms(self) -> Iterator[Block]:
        words, snapshot = self.words, self.snapshot
        first, last = snapshot.contract_from, snapshot.contract_until
        if first is None or last is None:
            yield Prose((words("no_term"),))
        else:
            yield Prose((words("term", first=words.day(first), last=words.day(last)),))
        chapters = self.composition.chapters
        annexes = sum(isinstance(block, Annex) for block in _unpaired(self.contract.blocks))
        yield Prose(
            (
                words(
                    "chapters",
                    chapters=len(chapters),
                    clauses=sum(len(one.clauses) for one in chapters),
                    annexes=annexes,
                ),
            )
        )
        yield from term_blocks(self.composition, self.words, self.language)

    def _costs(self) -> Iterator[Block]:
        words, snapshot = self.words, self.snapshot
        settled = {line.position: line for line in snapshot.settlement or ()}
        rows, data = [], []
        for issue in snapshot.issues:
            line = settled.get(issue.position)
            if line is None and issue.dataset_fingerprint is None:
                continue
            difference = None if line is None else line.yearly_difference
            sign = "+" if difference is not None and difference > 0 else ""
            rows.append(
                (
                    issue.title,
                    words("none") if line is None else f"{line.workers:,}",
                    words("none") if line is None else format_amount(line.monthly_total),
                    words("none") if difference is None else f"{sign}{format_amount(difference)}",
                )
            )
            if issue.dataset_fingerprint is not None:
                data.append(
                    words(
                        "fingerprint",
                        title=issue.title,
                        fingerprint=issue.dataset_fingerprint[:FINGERPRINT_SHOWN].upper(),
                    )
                )
        if not rows:
            yield Prose((words("no_costs"),))
            return
        heads = (
            "head_issue",
            ">head_workers",
            ">head_monthly",
            ">head_yearly",
        )
        yield paper_grid(words, heads, rows)
        if data:
            yield Note((words("fingerprints", data=words.clauses(data)),))
        yield Note((words("costs_note"),))

    def _differences(self) -> Iterator[Block]:
        words, comparison = self.words, self.comparison
        if comparison is None:
            yield Prose((words("not_compared"),))
            return
        marks = load_paper_words("redline", self.language)
        name = side_name(comparison.old, marks)
        label = comparison.old
        if label.version is not None and label.made_on is not None:
            day = words.day(label.made_on)
            text = words("compared_with_version", name=name, version=label.version, day=day)
        else:
            text = words("compared_with", name=name)
        yield Prose((words.sentences((text, change_counts(comparison, marks))),))
        changed = tuple(change_rows(comparison, marks))
        heads: tuple[str, ...] = ("head_clause", "head_title", "head_change")
        yield from self._listed(marks, heads, changed, MOST_CHANGES)
        figures = tuple(figure_rows(comparison.figures, marks))
        if figures:
            yield Prose((words("changed_figures"),))
            heads = ("head_clause", "head_figure", ">head_old", ">head_new")
            yield from self._listed(marks, heads, figures, MOST_FIGURES)

    def _listed(
        self, marks: Words, heads: tuple[str, ...], rows: tuple[tuple[Content, ...], ...], most: int
    ) -> Iterator[Block]:
        if not rows:
            return
        yield paper_grid(marks, heads, rows[:most])
        if len(rows) > most:
            yield Note((self.words("more_changes", shown=most, more=len(rows) - most),))

    def _blanks(self) -> Iterator[Block]:
        words = self.words
        numbers = {}
        for chapter in self.composition.chapters:
            for placed in chapter.clauses:
                numbers[placed.text.place] = (placed.number, placed.text.title)
        missing: dict[str, list[str]] = {}
        for part in inlines(_unpaired(self.contract.blocks)):
            if isinstance(part, Blank) and part.name not in missing.setdefault(part.clause, []):
                missing[part.clause].append(part.name)
        if not missing:
            yield Prose((words("no_blanks"),))
            return
        rows = []
        for place, names in missing.items():
            number, title = numbers.get(place, (0, ""))
            where = words("outside_clauses")
            if number:
                where = f"{article_number(number)}　{title}".rstrip("　")
            rows.append((where, words.names(names)))
        yield paper_grid(words, ("head_clause", "head_missing"), rows)


def _unpaired(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks with the left ones of pairs, which are the contract in its first language."""
    for block in blocks:
        if isinstance(block, Pair):
            yield from block.left
        else:
            yield block
