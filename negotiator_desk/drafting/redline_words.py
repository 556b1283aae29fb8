"""The words of the papers on a contract: the redline and the explanation of the draft.

They stand in `resources/papers/`, a file for each paper. A paper's language is its own: the
interface's translations are not asked.
"""

from __future__ import annotations

from functools import cache

from negotiator_desk.drafting.report_words import Words
from negotiator_desk.i18n import LANGUAGES
from negotiator_desk.paths import resource
from negotiator_desk.strict_toml import read_table


@cache
def load_paper_words(paper: str, language: str) -> Words:
    """Return the words of a paper.

    Args:
        paper: "redline" or "explanation".
        language: One of `i18n.LANGUAGES`.

    Raises:
        FormatError: The file does not follow its format: the installation is damaged.
    """
    table = read_table(resource("papers", f"{paper}.toml"))
    texts = {code: table.table(code).texts() for code in LANGUAGES}
    table.finish()
    return Words(language, texts[language])
