"""The meeting sheet: the record of one negotiation session on one page or two, to be signed.

`sheets` gives it in several versions, each shorter than the one before (`sheet_detail.py`);
`typeset.fit.first_fitting` takes the first that fits on two pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from negotiator_desk.bargaining.parties import Side
from negotiator_desk.drafting.blocks import (
    Block,
    Content,
    Document,
    Highlight,
    Highlights,
    Item,
    Note,
    Party,
    Prose,
    Reference,
    Section,
    Signatory,
    Signatures,
    Title,
    inlines,
)
from negotiator_desk.drafting.meeting_log import LogEntry, LogIssue, LogOffer, SheetSnapshot
from negotiator_desk.drafting.paper_words import paper_words
from negotiator_desk.drafting.report_parts import grid
from negotiator_desk.drafting.sheet_changes import moment_text
from negotiator_desk.drafting.sheet_detail import LEAST, Detail, details
from negotiator_desk.drafting.sheet_texts import Texts, legible, short_fingerprint

T = TypeVar("T")

PAGES = 2
"""Pages that a meeting sheet takes at most."""

_MOST_LETTERS = 20_000
"""More than this no two pages hold, however narrow the letters are."""

_CUT = "…"
_RUN_ON = "  "
"""Between the minutes of one paragraph."""


def sheets(snapshot: SheetSnapshot) -> Iterator[tuple[Document, bool]]:
    """Yield the sheet with whether its type is small, the fullest version first.

    Those that are far too long are left out: setting them would take a minute and more.
    """
    for detail in details():
        document = _Sheet(snapshot, detail).document()
        if _may_fit(document) or detail == LEAST:
            yield document, detail.is_small


class _Sheet:
    """One version of the sheet."""

    def __init__(self, snapshot: SheetSnapshot, detail: Detail) -> None:
        self.snapshot = snapshot
        self.log = snapshot.log
        self.detail = detail
        self.words = paper_words("meeting_sheet", snapshot.language)
        self.texts = Texts(self.words, self.log, detail)

    def document(self) -> Document:
        """Return the version."""
        words, log = self.words, self.log
        sheet = self.snapshot.number
        return Document(
            title=words("title", number=log.number),
            author=words("author"),
            reference=legible(log.case_number),
            version=sheet,
            fingerprint=log.fingerprint,
            blocks=tuple(self._blocks()),
            language=words.pdf_language,
            edition=words(
                "edition", number=legible(log.case_number), session=log.number, sheet=sheet
            ),
        )

    def _blocks(self) -> Iterator[Block]:
        words, log, texts = self.words, self.log, self.texts
        yield Title(words("title", number=log.number))
        title = texts.name(log.case_title)
        yield Reference(
            words("about", title=title, number=legible(log.case_number), sheet=self.snapshot.number)
        )
        yield from self._replaces()
        yield self._facts()
        yield from self._people()
        yield from self._agenda()
        yield from self._agreed()
        yield from self._tentative()
        yield from self._offers()
        yield from self._open()
        yield from self._minutes()
        if texts.is_cut:
            yield Note((words("cut_terms"),))
        yield from self._signatures()

    def _replaces(self) -> Iterator[Block]:
        earlier, words = self.snapshot.replaces, self.words
        if earlier is None:
            return
        note = words(
            "replaces_note",
            moment=moment_text(words, earlier.sealed_at),
            fingerprint=short_fingerprint(earlier.fingerprint),
        )
        shown = [legible(one) for one in self._rows(self.snapshot.changes)]
        if shown:
            said = words("full_stop", text=words.clauses(shown))
            note += "\n" + words("replaces_changes", text=said)
        if len(shown) < len(self.snapshot.changes):
            note += "\n" + self._cut_count(self.snapshot.changes)
        value = words("replaces", number=earlier.number)
        yield Highlights((Highlight(words("replaces_label"), value, note),))

    def _facts(self) -> Block:
        words, log, texts = self.words, self.log, self.texts
        fields = [("pauses_label", texts.pauses())] if log.pauses else []
        fields += [
            ("place_label", texts.name(log.place)),
            ("chair_label", texts.chair()),
            ("recorder_label", texts.name(log.recorder)),
            ("observers_label", texts.line(log.observers)),
        ]
        return Party(
            words("time_label"),
            texts.time(self.snapshot.sealed_at),
            tuple((words(key), text or words("none")) for key, text in fields),
        )

    def _people(self) -> Iterator[Block]:
        words, log, texts = self.words, self.log, self.texts
        yield Section(words("people_heading"))
        rows = [
            (texts.side(side), texts.name(log.party(side)), texts.people(log.present(side)))
            for side in Side
        ]
        yield grid((words("head_side"), words("head_party"), words("head_people")), rows)

    def _agenda(self) -> Iterator[Block]:
        words, log, texts = self.words, self.log, self.texts
        yield Section(words("agenda_heading"))
        if log.agenda:
            heads = (words("number_head"), words("head_issue"), words("head_result"))
            rows = [
                (str(number), texts.name(one.title), self._result(one))
                for number, one in enumerate(self._rows(log.agenda), start=1)
            ]
            yield grid(heads, rows)
            yield from self._cut_rows(log.agenda)
        if log.matters:
            said: Content = (words("matters", text=texts.line(log.matters)),)
            yield Note(said) if log.agenda else Prose(said)
        if not log.agenda and not log.matters:
            yield Prose((words("full_stop", text=words("none")),))

    def _result(self, issue: LogIssue) -> str:
        words = self.words
        if issue.agreed_in is None:
            held = {one.issue_id for one in self.log.tentative}
            return words("result_tentative" if issue.id in held else "result_open")
        if issue.agreed_in == self.log.number:
            return words("result_agreed")
        return words("result_agreed_before", number=issue.agreed_in)

    def _agreed(self) -> Iterator[Block]:
        words, texts, agreed = self.words, self.texts, self.log.agreed
        yield Section(words("agreed_heading"))
        if not agreed:
            yield Prose((words("agreed_none"),))
            return
        rows = [
            (texts.name(one.issue), texts.terms(one.terms), texts.source(one))
            for one in self._rows(agreed)
        ]
        yield grid((words("head_issue"), words("head_terms"), words("head_from")), rows)
        yield from self._cut_rows(agreed)

    def _tentative(self) -> Iterator[Block]:
        words, texts, held = self.words, self.texts, self.log.tentative
        if not held:
            return
        yield Section(words("tentative_heading"))
        rows = [
            (
                texts.name(one.issue),
                texts.terms(one.terms),
                words("offer_side", side=texts.side(one.side), round=one.round),
            )
            for one in self._rows(held)
        ]
        yield grid((words("head_issue"), words("head_terms"), words("head_from")), rows)
        yield from self._cut_rows(held)
        yield Note((words("tentative_note"),))

    def _offers(self) -> Iterator[Block]:
        binding = [one for one in self.log.offers if one.is_binding]
        exploratory = [one for one in self.log.offers if not one.is_binding]
        for key, offers in (("binding_heading", binding), ("exploratory_heading", exploratory)):
            if offers:
                yield Section(self.words(key))
                yield from self._offer_table(offers)

    def _offer_table(self, offers: Sequence[LogOffer]) -> Iterator[Block]:
        words, texts = self.words, self.texts
        rows = [
            (texts.putting(one), texts.name(one.issue), texts.offered(one))
            for one in self._rows(offers)
        ]
        yield grid((words("head_offer"), words("head_issue"), words("head_terms")), rows)
        yield from self._cut_rows(offers)
        if any(one.package is not None for one in offers):
            yield Note((words("package_note"),))

    def _open(self) -> Iterator[Block]:
        words, texts, log = self.words, self.texts, self.log
        if log.agenda:
            yield Section(words("open_heading"))
            names = texts.listed([texts.name(one.title) for one in log.open], "cut_list")
            text = words("full_stop", text=words.names(names)) if names else words("open_none")
            yield Prose((text,))
        later = self.snapshot.next_session
        if later is not None:
            key = "next_session" if later.place else "next_session_no_place"
            values = {"place": texts.name(later.place)} if later.place else {}
            moment = moment_text(words, later.held_at)
            yield Prose((words(key, number=later.number, moment=moment, **values),))

    def _minutes(self) -> Iterator[Block]:
        words, log, most = self.words, self.log, self.detail.minutes
        yield Section(words("minutes_heading"))
        minutes = legible(log.minutes)
        written = [legible(one.text) for one in log.entries]
        every = sum(map(len, written)) + len(minutes)
        if not every:
            yield Prose((words("minutes_none"),))
            return
        left = every if most is None else most
        undated = _shortened(minutes, left)
        left -= len(undated)
        entries: list[LogEntry] = []
        texts: list[str] = []
        for one, text in zip(log.entries, written, strict=True):
            if left <= 0:
                break
            entries.append(one)
            texts.append(_shortened(text, left))
            left -= len(texts[-1])
        yield from self._written(undated, entries, texts)
        shown = len(undated) + sum(map(len, texts))
        if shown < every:
            yield Note((words("cut_minutes", all=every, shown=shown),))

    def _written(
        self, undated: str, entries: Sequence[LogEntry], texts: Sequence[str]
    ) -> Iterator[Block]:
        """Yield the minutes, as paragraphs or run together."""
        words = self.words
        said = [self._about(one, text) for one, text in zip(entries, texts, strict=True)]
        times = [self.texts.at(one.written_at) for one in entries]
        if not self.detail.is_run_on:
            if undated:
                yield Prose((undated,))
            for time, text in zip(times, said, strict=True):
                yield Item(words("entry_number", time=time), (text,))
            return
        parts = [undated] if undated else []
        parts += [
            words("run_on", time=time, text=text) for time, text in zip(times, said, strict=True)
        ]
        if parts:
            yield Prose((_RUN_ON.join(" ".join(one.split()) for one in parts),))

    def _about(self, entry: LogEntry, text: str) -> str:
        if not entry.issue:
            return text
        return self.words("entry_issue", issue=self.texts.name(entry.issue), text=text)

    def _signatures(self) -> Iterator[Block]:
        words, log, texts = self.words, self.log, self.texts
        code = short_fingerprint(log.fingerprint)
        yield Prose((words("sign_note", sheet=self.snapshot.number, fingerprint=code),))
        left, right = (
            Signatory(
                words(f"sign_{side.value}", name=texts.name(log.party(side))),
                (words("sign_name"), words("sign_date")),
            )
            for side in Side
        )
        yield Signatures(left, right)

    def _rows(self, rows: Sequence[T]) -> Sequence[T]:
        return rows[: self.detail.rows]

    def _cut_rows(self, rows: Sequence[T]) -> Iterator[Block]:
        if len(self._rows(rows)) < len(rows):
            yield Note((self._cut_count(rows),))

    def _cut_count(self, rows: Sequence[T]) -> str:
        return self.words("cut_rows", all=len(rows), shown=len(self._rows(rows)))


def _may_fit(document: Document) -> bool:
    texts = (one if isinstance(one, str) else one.text for one in inlines(document.blocks))
    return sum(map(len, texts)) <= _MOST_LETTERS


def _shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters."""
    if len(text) <= most:
        return text
    return text[: most - 1] + _CUT if most > 0 else ""
