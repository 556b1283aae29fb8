"""The redline: a contract with everything in it that differs from another text."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator_desk.drafting.blocks import (
    Align,
    Block,
    Change,
    Column,
    Content,
    Document,
    Grid,
    Marked,
    Note,
    Prose,
    Reference,
    Section,
    Title,
)
from negotiator_desk.drafting.compare import compare
from negotiator_desk.drafting.compare_result import (
    JOIN,
    SPLIT,
    ComparedUnit,
    Comparison,
    Fate,
    FigureChange,
)
from negotiator_desk.drafting.compare_sides import Side
from negotiator_desk.drafting.compare_units import (
    Omitted,
    SideLabel,
    Source,
    Unit,
    UnitKind,
)
from negotiator_desk.drafting.redline_text import text_blocks
from negotiator_desk.drafting.redline_words import load_paper_words
from negotiator_desk.drafting.report_words import CHINESE, Words
from negotiator_desk.drafting.snapshot import Snapshot

FINGERPRINT_SHOWN = 16
"""Characters of a fingerprint that are printed, as in a contract's annexes."""


def redline(snapshot: Snapshot, old: Side, language: str = CHINESE) -> Document:
    """Return a version's contract with its differences from another text marked.

    Args:
        language: Of the redline's own words, one of `i18n.LANGUAGES`; the contract's stay its own.
    """
    comparison = compare(old, Side.from_snapshot(snapshot))
    words = load_paper_words("redline", language)
    return Document(
        title=words("title"),
        author=snapshot.employee.name or snapshot.employer.name,
        reference=snapshot.case_number,
        version=snapshot.version,
        fingerprint=snapshot.fingerprint,
        blocks=tuple(_blocks(comparison, words)),
        language=words.pdf_language,
        edition=words("edition", number=snapshot.case_number, version=snapshot.version),
    )


def side_name(label: SideLabel, words: Words) -> str:
    """Return what a compared text is called."""
    if label.source is Source.VERSION:
        return label.title
    return words(f"source_{label.source.value}", title=label.title)


def figure_rows(figures: tuple[FigureChange, ...], words: Words) -> Iterator[tuple[Content, ...]]:
    """Yield the changed figures as rows: where, what, old and new."""
    for one in figures:
        yield (
            (one.number or words("none"),),
            (one.what or one.title,),
            (one.old or words("none"),),
            (one.new or words("none"),),
        )


def change_words(unit: ComparedUnit, words: Words) -> str:
    """Return what became of a clause, in a few words."""
    if unit.fate is Fate.ADDED:
        return words("change_added")
    if unit.fate is Fate.REMOVED:
        return words("change_removed")
    parts = []
    if len(unit.new) > len(unit.old):
        parts.append(words("change_parted", count=len(unit.new)))
    if len(unit.old) > len(unit.new):
        parts.append(words("change_merged", count=len(unit.old)))
    if unit.is_moved:
        is_same = unit.fate is Fate.SAME
        parts.append(words("change_moved" if is_same else "change_moved_changed"))
    elif unit.has_other_words:
        parts.append(words("change_changed"))
    if unit.is_divided and len(unit.new) == 1:
        parts.append(words("change_divided"))
    if unit.is_joined and len(unit.old) == 1:
        parts.append(words("change_joined"))
    return words.names(parts or [words("change_changed")])


def change_counts(comparison: Comparison, words: Words) -> str:
    """Return how much changed, as one sentence."""
    counts = (
        ("added", sum(one.fate is Fate.ADDED for one in comparison.changes)),
        ("removed", sum(one.fate is Fate.REMOVED for one in comparison.changes)),
        ("moved", sum(one.is_moved for one in comparison.changes)),
        ("changed", sum(one.fate is Fate.CHANGED for one in comparison.changes)),
        (
            "renumbered",
            sum(
                one.is_renumbered and one.fate is Fate.SAME and not one.is_moved
                for one in comparison.units
            ),
        ),
    )
    parts = [words(f"count_{key}", count=count) for key, count in counts if count]
    if not comparison.changes:
        parts.insert(0, words("same"))
    return words("counts", counts=words("clauses_and").join(parts))


def change_rows(comparison: Comparison, words: Words) -> Iterator[tuple[Content, ...]]:
    """Yield the changed clauses as rows: number, name, what became of it."""
    for unit in comparison.changes:
        new, old = _numbers(unit.new, words), _numbers(unit.old, words)
        number = new or words("none")
        if old and not new:
            number = words("was", old=old)
        elif old != new and old:
            number = words("formerly", number=new, old=old)
        name = words("front") if unit.kind is UnitKind.FRONT else unit.title
        yield (number,), (name,), (change_words(unit, words),)


def _blocks(comparison: Comparison, words: Words) -> Iterator[Block]:
    yield Title(words("title"))
    yield Reference(comparison.new.title)
    yield Section(words.heading(1, "sides_section"))
    yield _sides(comparison, words)
    yield Section(words.heading(2, "legend_section"))
    yield _legend(words)
    yield Note((words("legend_note"),))
    yield Section(words.heading(3, "summary_section"))
    yield Prose((change_counts(comparison, words),))
    rows = tuple(change_rows(comparison, words))
    if rows:
        yield _grid(words, ("head_clause", "head_title", "head_change"), rows)
    yield Section(words.heading(4, "figures_section"))
    figures = tuple(figure_rows(comparison.figures, words))
    if figures:
        heads = ("head_clause", "head_figure", "head_old", "head_new")
        yield _grid(words, heads, figures, right=2)
    else:
        yield Prose((words("no_figures"),))
    yield Section(words.heading(5, "text_section"))
    yield from text_blocks(comparison, words)
    yield Section(words.heading(6, "omitted_section"))
    yield _grid(words, ("head_which", "head_omitted"), tuple(_omitted(comparison, words)))


def _sides(comparison: Comparison, words: Words) -> Grid:
    rows = []
    for key, label in (("side_old", comparison.old), ("side_new", comparison.new)):
        rows.append(
            (
                (words(key),),
                (side_name(label, words),),
                (
                    words("none")
                    if label.version is None
                    else words("version", number=label.version),
                ),
                (words("none") if label.made_on is None else words.day(label.made_on),),
                (label.fingerprint[:FINGERPRINT_SHOWN].upper() or words("none"),),
            )
        )
    heads = ("head_side", "head_name", "head_version", "head_day", "head_fingerprint")
    return _grid(words, heads, tuple(rows))


def _legend(words: Words) -> Grid:
    samples: list[tuple[Content, ...]] = [
        (
            (Marked(words(f"sample_{change.value}"), change),),
            (words(f"legend_{change.value}"),),
        )
        for change in Change
    ]
    samples += [
        ((SPLIT,), (words("legend_split"),)),
        ((JOIN,), (words("legend_join"),)),
    ]
    return _grid(words, ("head_mark", "head_meaning"), tuple(samples))


def _omitted(comparison: Comparison, words: Words) -> Iterator[tuple[Content, ...]]:
    olds, news = comparison.old_omitted, comparison.new_omitted
    common = [one for one in olds if one in news]
    yield (words("both"),), (words("omitted_look"),)
    for which, several in (
        ("both", common),
        ("side_old", [one for one in olds if one not in common]),
        ("side_new", [one for one in news if one not in common]),
    ):
        for one in several:
            yield (words(which),), (_omitted_words(one, words),)


def _omitted_words(omitted: Omitted, words: Words) -> str:
    key = f"omitted_{omitted.kind.value}"
    return words(key, words=omitted.words) if omitted.words else words(key)


def _numbers(units: tuple[Unit, ...], words: Words) -> str:
    return words.names(unit.number for unit in units if unit.number)


def _grid(
    words: Words,
    heads: tuple[str, ...],
    rows: tuple[tuple[Content, ...], ...],
    *,
    right: int = 9,
) -> Grid:
    """Return a table of the paper's own.

    Args:
        right: Place of the column from which cells stand at the right; 9 = none.
    """
    return Grid(
        tuple(
            Column(words(head), Align.RIGHT if place >= right else Align.LEFT)
            for place, head in enumerate(heads)
        ),
        rows,
    )
