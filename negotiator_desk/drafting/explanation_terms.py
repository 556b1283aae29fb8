"""The main terms in the explanation of a draft: what was agreed, beside what is in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from negotiator_desk.drafting.blocks import (
    Align,
    Block,
    Caption,
    Column,
    Content,
    Entry,
    Figure,
    Form,
    Grid,
    Inline,
    Note,
    Prose,
)
from negotiator_desk.drafting.clauses import ParameterKind
from negotiator_desk.drafting.composition import Composition
from negotiator_desk.drafting.numbering import article_number, chinese_number
from negotiator_desk.drafting.report_terms import TermsLine, terms_lines
from negotiator_desk.drafting.report_words import CHINESE, Words, load_words
from negotiator_desk.drafting.snapshot_parts import SnapshotIssue
from negotiator_desk.drafting.values import Figures, read_value, write_value
from negotiator_desk.pay.terms import CommissionSchedule, NumberTerm, Terms, TextTerm

MOST_LINES = 8
"""Values of one issue that are listed, so that the paper stays short: our own choice."""

MOST_ENTRIES = 15
"""Values of clauses that are listed: our own choice."""

Cell = str | Inline | Content


def term_blocks(composition: Composition, words: Words, language: str) -> Iterator[Block]:
    """Yield the agreed terms issue by issue, then what else is filled into the clauses."""
    issues = composition.snapshot.issues
    if not issues:
        yield Prose((words("no_issues"),))
    for issue in issues:
        number = chinese_number(issue.position) if language == CHINESE else str(issue.position)
        yield Caption(words("issue", number=number, title=issue.title))
        figures = composition.figures[issue.offer_id]
        match issue.terms:
            case NumberTerm() as term:
                yield Prose(_number(term, issue, figures, words))
            case TextTerm() as term:
                yield from _text(term, issue, figures, words)
            case _:
                yield from _table(issue, figures, words, load_words(language))
    yield from _entries(composition, words)


def paper_grid(words: Words, heads: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Grid:
    """Return a table of the paper's own.

    Args:
        heads: Keys of the columns' heads; behind a leading ">" cells stand at the right.
    """
    return Grid(
        tuple(
            Column(words(head.lstrip(">")), Align.RIGHT if head[:1] == ">" else Align.LEFT)
            for head in heads
        ),
        tuple(tuple(cell if isinstance(cell, tuple) else (cell,) for cell in row) for row in rows),
    )


def _number(term: NumberTerm, issue: SnapshotIssue, figures: Figures, words: Words) -> Content:
    value = figures.of("value", Form.AMOUNT, places=0)
    present = issue.present
    if not isinstance(present, NumberTerm):
        return _with(words("issue_number", value="\0", unit=term.unit), value)
    difference = ""
    if present.unit == term.unit:
        change = term.value - present.value
        difference = words("issue_same")
        if change:
            key = "issue_more" if change > 0 else "issue_less"
            difference = words(key, difference=_written(abs(change)), unit=term.unit)
    text = words(
        "issue_number_present",
        present=_written(present.value),
        present_unit=present.unit,
        value="\0",
        unit=term.unit,
        difference=difference,
    )
    return _with(text, value)


def _with(text: str, figure: Figure) -> Content:
    """Return a sentence with its figure in the place that was kept for it."""
    before, _mark, after = text.partition("\0")
    return tuple(part for part in (before, figure, after) if part)


def _written(value: Decimal) -> str:
    return write_value(value, Form.AMOUNT, places=0)


def _text(term: TextTerm, issue: SnapshotIssue, figures: Figures, words: Words) -> Iterator[Block]:
    present = issue.present
    agreed = "issue_text"
    if isinstance(present, TextTerm):
        agreed = "issue_text_agreed"
        yield Prose((words("issue_text_present"),))
        for line in present.text.splitlines():
            yield Prose((line,))
    yield Prose((words(agreed),))
    yield Prose((figures.of("text", Form.WORDS),))


def _table(
    issue: SnapshotIssue, figures: Figures, words: Words, terms_words: Words
) -> Iterator[Block]:
    present: Terms | None = issue.present
    lines = terms_lines(terms_words, issue.terms, present)
    shown = [line for line in lines if line.is_changed] if present is not None else list(lines)
    same = len(lines) - len(shown)
    shown.sort(key=lambda line: not line.holds_for_all)
    if not shown:
        yield Prose((words("nothing_changed"),))
        return
    listed = shown[:MOST_LINES]
    if present is None:
        heads: tuple[str, ...] = ("head_item", ">head_agreed_value")
        rows: list[tuple[Cell, ...]] = [
            (line.label, _figure(line, issue, figures)) for line in listed
        ]
        yield Prose((words("no_present"),))
    else:
        heads = ("head_item", ">head_present", ">head_agreed_value", ">head_difference")
        rows = [
            (line.label, line.before, _figure(line, issue, figures), line.change) for line in listed
        ]
    yield paper_grid(words, heads, rows)
    notes = []
    if len(shown) > len(listed):
        more = len(shown) - len(listed)
        notes.append(words("more_terms", shown=len(listed), more=more))
    if present is not None and same:
        notes.append(words("more_same", count=same))
    if notes:
        yield Note((words.sentences(notes),))


def _figure(line: TermsLine, issue: SnapshotIssue, figures: Figures) -> Inline:
    """Return an agreed value as a figure that knows its offer; words alone if it states another."""
    key = line.key
    if key == "guarantee" and isinstance(issue.terms, CommissionSchedule):
        key = "monthly_guarantee"
    value = figures.values.get(key)
    if value is None:
        return line.after
    form = Form.WORDS
    if isinstance(value, Decimal):
        form = Form.PERCENT if line.after.endswith("%") else Form.AMOUNT
    try:
        is_stated = read_value(line.after, form) == value
    except ValueError:
        return line.after
    return Figure(line.after, issue.offer_id, key, form) if is_stated else line.after


def _entries(composition: Composition, words: Words) -> Iterator[Block]:
    """Yield what is filled into the parameters of clauses, each once."""
    rows: list[tuple[Cell, ...]] = []
    for chapter in composition.chapters:
        for placed in chapter.clauses:
            found: dict[str, Entry] = {}
            for block in composition.clause_blocks(placed):
                for part in block.content:
                    if isinstance(part, Entry) and part.form is not Form.CAPITAL:
                        found.setdefault(part.name, part)
            where = f"{article_number(placed.number)}　{placed.text.title}".rstrip("　")
            units = {
                one.name: one.unit
                for one in placed.text.parameters
                if one.kind is not ParameterKind.PERCENT  # its entry has the sign already
            }
            for name, entry in found.items():
                unit = units.get(name, "")
                rows.append((where, name, (entry, unit) if unit else entry))
    if not rows:
        return
    yield Prose((words("entries"),))
    yield paper_grid(words, ("head_clause", "head_item", "head_value"), rows[:MOST_ENTRIES])
    if len(rows) > MOST_ENTRIES:
        more = len(rows) - MOST_ENTRIES
        yield Note((words("more_entries", shown=MOST_ENTRIES, more=more),))
