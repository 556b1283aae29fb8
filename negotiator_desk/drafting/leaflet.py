"""The workers' leaflet: a contract on two pages, in large print and plain words.

`leaflet_versions` gives it in several versions, each shorter than the one before: sentences of
clauses that are of less concern go first, then lines of tables, and it says how many are left out.
It names no person; groups of fewer than three workers have no line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from negotiator_desk.drafting.blocks import (
    Align,
    Block,
    Caption,
    Column,
    Content,
    CrossReference,
    Document,
    Entry,
    Figure,
    Form,
    Grid,
    Inline,
    Item,
    Note,
    Prose,
    Reference,
    Section,
    Title,
    plain,
)
from negotiator_desk.drafting.compare_units import one_line
from negotiator_desk.drafting.compose import head_of
from negotiator_desk.drafting.composition import Composition, PlacedClause, substitute
from negotiator_desk.drafting.fields_english import english_piece
from negotiator_desk.drafting.leaflet_examples import present_rates, worked_examples
from negotiator_desk.drafting.leaflet_words import LeafletWords, load_leaflet_words
from negotiator_desk.drafting.numbering import NUMBERING
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.snapshot import Snapshot
from negotiator_desk.drafting.snapshot_parts import JobPay
from negotiator_desk.drafting.typeset.fit import fitting
from negotiator_desk.drafting.typeset.look import LEAFLET_LOOK, load_look
from negotiator_desk.drafting.values import decimals_needed
from negotiator_desk.drafting.wording import Tongue
from negotiator_desk.money import format_amount
from negotiator_desk.pay.gains import SMALL_GROUP
from negotiator_desk.pay.terms import RateTable

PAGES = 2
"""What a leaflet takes at most: both sides of one sheet."""

_LAST = frozenset(("general", "parties", "disputes", "breach", "closing", "change", "supervision"))
"""Chapters whose sentences go first: they say less about a worker's day."""

_MISSING = "—"
_CAPITALS_OPEN, _CAPITALS_CLOSE = "（大写：人民币", "）"
"""Around the capital numerals of an amount, as wordings and fields write them."""
_CODE = 16
"""Digits of a fingerprint that are printed."""


@dataclass(frozen=True)
class _Detail:
    """How much is shown.

    Attributes:
        rows: Most lines of the tables.
        sentences: Most sentences of clauses.
        letters: Chinese letters of a name.
    """

    rows: int
    sentences: int
    letters: int


_DETAILS = (
    *(_Detail(12, sentences, 60) for sentences in range(60, 30, -3)),
    *(_Detail(10, sentences, 60) for sentences in range(30, 14, -1)),
    *(_Detail(6, sentences, 30) for sentences in range(16, 8, -1)),
    *(_Detail(3, sentences, 20) for sentences in range(8, -1, -1)),
)


def leaflet(snapshot: Snapshot, tongue: Tongue = Tongue.CHINESE) -> Document:
    """Return the leaflet of a contract, on two pages at most.

    Args:
        tongue: What it is written in; a bilingual contract has one in either language.

    Raises:
        MissingGlyphError: No font has a character.
    """
    return fitting(leaflet_versions(snapshot, tongue), load_look(LEAFLET_LOOK), pages=PAGES)


def leaflet_versions(snapshot: Snapshot, tongue: Tongue = Tongue.CHINESE) -> Iterator[Document]:
    """Yield the leaflet, the fullest version first; the last fits whatever names are in it."""
    leaflets = _Leaflet(snapshot, tongue)
    most = len(leaflets.sentences)
    details = dict.fromkeys(
        replace(detail, sentences=min(detail.sentences, most)) for detail in _DETAILS
    )
    return (leaflets.document(detail) for detail in details)


class _Leaflet:
    def __init__(self, snapshot: Snapshot, tongue: Tongue) -> None:
        self.snapshot = snapshot
        self.tongue = tongue
        self.composition = Composition(snapshot)
        self.words: LeafletWords = load_leaflet_words(tongue)
        self.sentences = tuple(self._sentences())

    def document(self, detail: _Detail) -> Document:
        """Return one version."""
        words, snapshot = self.words, self.snapshot
        lines = (cut(line, detail.letters) for line in self._contract().split("\n"))
        title = words("title", contract="\n".join(lines))
        blocks = (
            Title(title),
            *self._term(),
            *self._pay(detail),
            *self._examples(detail),
            *self._rules(detail),
            *self._ask(detail),
            *self._full(),
        )
        edition = words("edition", number=snapshot.case_number, version=str(snapshot.version))
        return replace(
            head_of(snapshot, one_line(title), blocks), language=words.pdf_language, edition=edition
        )

    def _contract(self) -> str:
        composition = self.composition
        title, fields = composition.text.title, composition.fields
        if self.tongue is Tongue.ENGLISH and composition.text.title_english:
            title, fields = composition.text.title_english, composition.fields_english
        return plain(substitute(title, fields))

    def _term(self) -> Iterator[Block]:
        first, last = self.snapshot.contract_from, self.snapshot.contract_until
        if first is not None:
            key = "term_open" if last is None else "term"
            until = "" if last is None else self.words.day(last)
            yield Reference(self.words(key, first=self.words.day(first), last=until))

    def _pay(self, detail: _Detail) -> Iterator[Block]:
        """Yield what each job is paid, now and then; piece rates where no pay was worked out."""
        tables = [
            (issue, jobs) for issue in self.snapshot.issues if (jobs := self._jobs(issue.position))
        ]
        if not tables:
            yield from self._rates(detail)
            return
        yield Section(self.words("pay_heading"))
        yield Prose((self._from("pay_from"),))
        rows = max(detail.rows // len(tables), 1)
        for issue, jobs in tables:
            if len(tables) > 1:
                yield Caption(cut(issue.title, detail.letters))
            yield from self._job_table(jobs, rows, detail)
        yield Note((self.words("pay_note"),))

    def _jobs(self, position: int) -> tuple[JobPay, ...]:
        lines = self.snapshot.settlement or ()
        found = next((line.jobs for line in lines if line.position == position), ())
        return tuple(job for job in found if job.workers >= SMALL_GROUP)

    def _job_table(self, jobs: Sequence[JobPay], rows: int, detail: _Detail) -> Iterator[Block]:
        """Yield the jobs with the most workers, in the order in which they were given."""
        by_size = sorted(range(len(jobs)), key=lambda place: -jobs[place].workers)
        shown = [jobs[place] for place in sorted(by_size[:rows])]
        is_compared = any(job.before is not None for job in shown)
        heads = ["head_job", "head_after"]
        if is_compared:
            heads = ["head_job", "head_before", "head_after", "head_change"]
        yield _grid(
            self.words,
            heads,
            (self._job_row(job, detail, is_compared=is_compared) for job in shown),
        )
        if len(shown) < len(jobs):
            count = len(jobs) - len(shown)
            yield Note((self.words("jobs_left_out", count=str(count)),))

    def _job_row(self, job: JobPay, detail: _Detail, *, is_compared: bool) -> tuple[Content, ...]:
        name = (cut(job.job or self.words("job_others"), detail.letters),)
        after = (format_amount(job.after),)
        if not is_compared:
            return (name, after)
        if job.before is None:
            return (name, (_MISSING,), after, (_MISSING,))
        change = job.after - job.before
        sign = "+" if change > 0 else ""
        return (name, (format_amount(job.before),), after, (f"{sign}{format_amount(change)}",))

    def _rates(self, detail: _Detail) -> Iterator[Block]:
        """Yield piece rates, now and then."""
        for issue in self.snapshot.issues:
            present = present_rates(issue)
            if not isinstance(issue.terms, RateTable) or not present:
                continue
            figures = self.composition.figures[issue.offer_id]
            lines = issue.terms.rates[: detail.rows]
            yield Section(self.words("rates_heading"))
            unit = issue.terms.unit
            if self.tongue is Tongue.ENGLISH:
                unit = english_piece(unit)
            yield Prose((self._from("rates_from", unit=unit),))
            yield _grid(
                self.words,
                ("head_operation", "head_before", "head_after"),
                (
                    (
                        (cut(line.operation, detail.letters),),
                        (_rate(present.get(line.operation)),),
                        (figures.of(f"rate:{line.operation}", Form.AMOUNT),),
                    )
                    for line in lines
                ),
            )
            left = len(issue.terms.rates) - len(lines)
            if left:
                annex = self.composition.annex(issue, self.tongue)
                yield Note((self.words("rates_left_out", count=str(left), annex=annex),))

    def _from(self, key: str, **values: str) -> str:
        first = self.snapshot.contract_from
        if first is None:
            return self.words(f"{key}_open", **values)
        return self.words(key, first=self.words.day(first), **values)

    def _examples(self, detail: _Detail) -> Iterator[Block]:
        """Yield one worked example of each subject."""
        seen = set()
        blocks: list[Block] = []
        for issue in self.snapshot.issues:
            figures = self.composition.figures[issue.offer_id]
            if issue.subject not in seen:
                seen.add(issue.subject)
                steps = worked_examples(issue, figures, self.words, detail.letters)
                blocks += (self._item(step) for step in steps)
        if blocks:
            yield Section(self.words("example_heading"))
            yield from blocks

    def _rules(self, detail: _Detail) -> Iterator[Block]:
        order = sorted(range(len(self.sentences)), key=lambda place: self.sentences[place].rank)
        kept = sorted(order[: detail.sentences])
        left = len(self.sentences) - len(kept)
        if not self.sentences:
            return
        yield Section(self.words("rules_heading"))
        for place in kept:
            yield self._item(self.sentences[place].content)
        if left:
            yield self._item((self.words("rules_left_out", count=str(left)),))

    def _sentences(self) -> Iterator[_Sentence]:
        """Yield each clause's sentence once, with the number of its article."""
        seen = set()
        for chapter in self.composition.chapters:
            for placed in chapter.clauses:
                content = self._sentence(placed)
                if content and plain(content) not in seen:
                    seen.add(plain(content))
                    rank = 0 if placed.issue is not None else 1
                    if chapter.chapter.key in _LAST:
                        rank = 2
                    number = NUMBERING[self.tongue].article(placed.number)
                    reference = CrossReference(number, placed.text.place)
                    behind = self.words.content("article", article=reference)
                    yield _Sentence((*content, *behind), rank)

    def _sentence(self, placed: PlacedClause) -> Content:
        text = placed.text.plain
        if self.tongue is Tongue.ENGLISH:
            text = placed.text.plain_english
        if not text:
            return ()
        return _without_capitals(self.composition.content(placed, text, self.tongue))

    def _ask(self, detail: _Detail) -> Iterator[Block]:
        union = self.snapshot.employee
        yield Section(self.words("ask_heading"))
        if union.name:
            name = cut(union.name, detail.letters)
            address = cut(union.address, detail.letters)
            key = "ask_union_at" if address else "ask_union"
            values = {"union": name, "address": address} if address else {"union": name}
            yield self._item((self.words(key, **values),))
        for key in ("ask_performance", "ask_public"):
            yield self._item((self.words(key),))

    def _full(self) -> Iterator[Block]:
        snapshot = self.snapshot
        yield Section(self.words("full_heading"))
        code = snapshot.fingerprint[:_CODE].upper()
        groups = [code[start : start + 4] for start in range(0, _CODE, 4)]
        yield Prose(
            (
                self.words(
                    "full_where",
                    number=snapshot.case_number or _MISSING,
                    version=str(snapshot.version),
                    code=" ".join(groups),
                ),
            )
        )
        if not snapshot.is_final:
            yield Prose((self.words("full_draft"),))
        yield Prose((self.words("full_governs"),))

    def _item(self, content: Content) -> Item:
        return Item(self.words("bullet"), content)


@dataclass(frozen=True)
class _Sentence:
    """A clause in plain words.

    Attributes:
        rank: What goes last has the lowest: 0 is what was bargained for.
    """

    content: Content
    rank: int


def _without_capitals(content: Content) -> Content:
    """Return a sentence without the capital numerals that repeat an amount before them."""
    parts: list[Inline] = []
    is_behind = False
    for part in content:
        if isinstance(part, Figure | Entry) and part.form is Form.CAPITAL:
            before = parts[-1] if parts else ""
            if isinstance(before, str) and before.endswith(_CAPITALS_OPEN):
                parts[-1] = before.removesuffix(_CAPITALS_OPEN)
                is_behind = True
                continue
        if is_behind and isinstance(part, str):
            part = part.removeprefix(_CAPITALS_CLOSE)
        is_behind = False
        parts.append(part)
    return tuple(part for part in parts if part)


def _rate(rate: Decimal | None) -> str:
    if rate is None:
        return _MISSING
    return format_amount(rate, places=decimals_needed(iter((rate,)), 2))


def _grid(words: LeafletWords, heads: Sequence[str], rows: Iterator[tuple[Content, ...]]) -> Grid:
    texts = [words(head) for head in heads]
    aligns = {"<": Align.LEFT, ">": Align.RIGHT}
    return Grid(tuple(Column(text[1:], aligns[text[0]]) for text in texts), tuple(rows))
