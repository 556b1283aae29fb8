"""Reading an old agreement from a Word file, in a child process."""

from __future__ import annotations

import re
from multiprocessing.connection import Connection

from negotiator_desk.i18n import _
from negotiator_desk.models.columns import LONGEST_TEXT
from negotiator_desk.storage.intake.process import Advice, send_words, words_in_child
from negotiator_desk.storage.intake.refusals import ImportRefused
from negotiator_desk.storage.intake.source import Request
from negotiator_desk.storage.intake.word_answers import WordText, word_from_json, word_to_json
from negotiator_desk.storage.intake.word_container import damaged, open_document
from negotiator_desk.storage.intake.word_kinds import proposed
from negotiator_desk.storage.intake.word_left import note_parts
from negotiator_desk.storage.intake.word_reading import Reader, document_body
from negotiator_desk.storage.intake.word_xml import local, parse, value

TIME_LIMIT = 30.0
"""Seconds that reading one document may take."""

MOST_PARAGRAPHS = 20_000
"""Paragraphs of one agreement: thirty times the longest we know."""

MOST_CHARACTERS = 1_000_000
"""Characters of one agreement in all; what is kept of it is one row of the store."""

_MAIN = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml")


def read_in_child(content: bytes, *, seconds: float = TIME_LIMIT) -> WordText:
    """Read a Word file in a process of its own.

    Raises:
        ImportRefused: It is no Word file, is damaged or encrypted, or would take too much.
    """
    advice = Advice(
        slow=_("Copy its text into a new document and import that."),
        big=_("Remove pictures and annexes from a copy of it, and import that."),
        damaged=_("Open it in Word or WPS, save it anew as .docx, then import that file."),
    )
    return word_from_json(words_in_child(_read, content, advice, seconds=seconds))


def read_document(content: bytes) -> WordText:
    """Say what a Word file holds and what each of its paragraphs seems to be.

    Raises:
        ImportRefused: It is no Word file, or none that can be read.
    """
    parts = open_document(content)
    name = _main_part(parts)
    body = document_body(parts[name])
    if body is None:
        raise damaged()
    reader = Reader(parts, name.rpartition("/")[0] + "/" if "/" in name else "")
    reader.read(body)
    note_parts(parts, reader.left)
    text = proposed(reader.blocks, reader.left)
    if not text.proposals:
        raise ImportRefused(
            _("The document has no text; nothing was imported."),
            hint=_("If its pages are pictures, ask for the document that was scanned."),
        )
    lengths = [len(one.paragraph.text) for one in text.proposals]
    if (
        len(lengths) > MOST_PARAGRAPHS
        or max(lengths) > LONGEST_TEXT
        or sum(lengths) > MOST_CHARACTERS
    ):
        raise ImportRefused(
            _("The document is far longer than an agreement; nothing was imported."),
            hint=_("Copy the agreement's own text into a new document and import that."),
        )
    return text


def _read(request: Request, replies: Connection) -> None:
    send_words(replies, word_to_json(read_document(request.content)))


def _main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the part with the text, as the list of contents names it."""
    for one in parse(parts["[Content_Types].xml"]):
        if local(one) == "Override" and _MAIN.search(value(one, "ContentType") or ""):
            name = (value(one, "PartName") or "").lstrip("/")
            if name in parts:
                return name
    raise damaged()
