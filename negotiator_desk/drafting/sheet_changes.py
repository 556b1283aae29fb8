"""What a later meeting sheet says of how the log changed since the one it replaces.

Names of what was added, taken away or altered are said, and short single values; longer texts are
not repeated: what was struck from a record is not printed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from negotiator_desk.drafting.meeting_log import SessionLog
from negotiator_desk.drafting.report_parts import cut
from negotiator_desk.drafting.report_words import Words
from negotiator_desk.times import CHINA_TIME

T = TypeVar("T")

_SHORT = 16
"""Chinese letters to which a name or a value is cut."""

_MOST = 6
"""Names that one sentence lists."""


def changes(words: Words, old: SessionLog, new: SessionLog) -> tuple[str, ...]:
    """Return a sentence for each part of the log that differs, in the order of the sheet."""
    return tuple(_changes(words, old, new))


def clock(moment: datetime) -> str:
    """Return the time of day in Beijing: 09:05."""
    return f"{moment.astimezone(CHINA_TIME):%H:%M}"


def moment_text(words: Words, moment: datetime) -> str:
    """Return day and time of day in Beijing: 2026年3月5日 09:05."""
    return words("moment", day=words.day(moment.astimezone(CHINA_TIME).date()), time=clock(moment))


def _changes(words: Words, old: SessionLog, new: SessionLog) -> Iterator[str]:
    def spoken(moment: datetime | None) -> str:
        return "" if moment is None else moment_text(words, moment)

    values = (
        ("part_case", f"{old.case_number} {old.case_title}", f"{new.case_number} {new.case_title}"),
        ("part_parties", words.names(old.parties), words.names(new.parties)),
        ("part_begin", spoken(old.held_at), spoken(new.held_at)),
        ("part_end", spoken(old.ended_at), spoken(new.ended_at)),
        ("part_place", old.place, new.place),
        ("part_chair", _chair(words, old), _chair(words, new)),
        ("part_recorder", old.recorder, new.recorder),
    )
    for part, before, after in values:
        yield from _value(words, part, before, after)
    yield from _texts(words, "part_observers", old.observers, new.observers)
    yield from _lists(
        words,
        "part_pauses",
        (old.pauses, new.pauses),
        lambda one: one.paused_at.isoformat(),
        lambda one: clock(one.paused_at),
    )
    yield from _lists(
        words,
        "part_people",
        (old.people, new.people),
        lambda one: one.id,
        lambda one: cut(one.name, _SHORT),
    )
    yield from _lists(
        words,
        "part_agenda",
        (old.agenda, new.agenda),
        lambda one: one.id,
        lambda one: cut(one.title, _SHORT),
    )
    yield from _texts(words, "part_matters", old.matters, new.matters)
    yield from _lists(
        words,
        "part_offers",
        (old.offers, new.offers),
        lambda one: one.id,
        lambda one: words(
            "offer_name",
            side=words(f"side_{one.side.value}"),
            issue=cut(one.issue, _SHORT),
            round=one.round,
        ),
    )
    yield from _lists(
        words,
        "part_agreed",
        (old.agreed, new.agreed),
        lambda one: one.issue_id,
        lambda one: cut(one.issue, _SHORT),
    )
    yield from _lists(
        words,
        "part_tentative",
        (old.tentative, new.tentative),
        lambda one: f"{one.issue_id} {one.side} {one.round} {one.agreed_at}",
        lambda one: cut(one.issue, _SHORT),
    )
    yield from _lists(
        words,
        "part_entries",
        (old.entries, new.entries),
        lambda one: one.id,
        lambda one: clock(one.written_at),
    )
    yield from _texts(words, "part_minutes", old.minutes, new.minutes)


def _chair(words: Words, log: SessionLog) -> str:
    return words("chair", side=words(f"side_{log.chair.value}"), name=log.chair_name)


def _value(words: Words, part: str, before: str, after: str) -> Iterator[str]:
    if before == after:
        return
    key = "change_value" if before and after else "change_filled" if after else "change_emptied"
    yield words(key, part=words(part), old=cut(before, _SHORT * 2), new=cut(after, _SHORT * 2))


def _texts(words: Words, part: str, before: str, after: str) -> Iterator[str]:
    if before != after:
        yield words("change_text", part=words(part))


def _lists(
    words: Words,
    part: str,
    both: tuple[Sequence[T], Sequence[T]],
    key: Callable[[T], str],
    label: Callable[[T], str],
) -> Iterator[str]:
    old, new = both
    if old == new:
        return
    before: Mapping[str, T] = {key(one): one for one in old}
    after: Mapping[str, T] = {key(one): one for one in new}
    found = (
        ("change_added", [label(one) for name, one in after.items() if name not in before]),
        ("change_removed", [label(one) for name, one in before.items() if name not in after]),
        (
            "change_altered",
            [label(one) for name, one in after.items() if before.get(name, one) != one],
        ),
    )
    clauses = [words(name, names=_names(words, labels)) for name, labels in found if labels]
    clauses = clauses or [words("change_order")]
    yield words("change_list", part=words(part), clauses=words("changes_and").join(clauses))


def _names(words: Words, labels: Iterable[str]) -> str:
    names = list(dict.fromkeys(labels))
    shown = words.names(names[:_MOST])
    more = len(names) - _MOST
    return words("more_names", names=shown, count=more) if more > 0 else shown
