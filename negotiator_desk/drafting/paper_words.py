"""The words of the papers of a negotiation session, in the language that the paper is written in.

Each paper's words stand in a file of `resources/papers/`, with a table for each language.
"""

from __future__ import annotations

from functools import cache

from negotiator_desk.drafting.report_words import Words
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.paths import resource
from negotiator_desk.strict_toml import read_table


@cache
def paper_words(paper: str, language: str) -> Words:
    """Return the words of a paper.

    Args:
        paper: Name of its file, without the ending.
        language: One of `i18n.LANGUAGES`.

    Raises:
        FormatError: The file does not follow its format: the installation is damaged.
    """
    table = read_table(resource("papers", f"{paper}.toml"))
    texts = {code: table.table(code).texts() for code in LANGUAGES}
    table.finish()
    return Words(language, texts[language])
