"""What contracts settle: topics, and the instruments that list them for a kind of contract."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.paths import resource


@dataclass(frozen=True)
class TopicList:
    """The topics that an instrument lists for contracts of some kinds.

    Attributes:
        source: The instrument's short name.
        mark: How far the list was verified.
        jurisdictions: Where it is in force; () = everywhere.
        is_general: The instrument only says what contracts generally have, or may have.
    """

    key: str
    source: str
    article: str
    mark: str
    kinds: frozenset[ContractKind]
    jurisdictions: tuple[str, ...]
    is_general: bool
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Topics:
    """All topics and lists.

    Attributes:
        names: Key of a topic → its name in Chinese and in English.
    """

    names: Mapping[str, tuple[str, str]]
    lists: tuple[TopicList, ...]


@cache
def load_topics() -> Topics:
    """Read `resources/clauses/topics.toml`."""
    with resource("clauses", "topics.toml").open("rb") as file:
        data = tomllib.load(file)
    names = {item["key"]: (item["name"], item["name_en"]) for item in data["topic"]}
    lists = tuple(
        TopicList(
            key=item["key"],
            source=item["source"],
            article=item["article"],
            mark=item["mark"],
            kinds=frozenset(ContractKind(kind) for kind in item["kinds"]),
            jurisdictions=tuple(item.get("jurisdictions", ())),
            is_general=item["general"],
            topics=tuple(item["topics"]),
        )
        for item in data["list"]
    )
    for one in lists:
        unknown = [topic for topic in one.topics if topic not in names]
        if unknown:
            raise KeyError(f"list {one.key}: unknown topics {unknown}")
    return Topics(names, lists)
