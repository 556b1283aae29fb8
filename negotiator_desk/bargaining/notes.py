"""Kinds of private notes."""

from enum import StrEnum


class NoteKind(StrEnum):
    """What a private note is about; minutes are shared and are no such note."""

    CAUCUS = "caucus"
    LEGAL = "legal"
    STRATEGY = "strategy"
