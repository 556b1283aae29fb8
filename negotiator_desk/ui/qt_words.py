"""Words of Qt's own dialogs that Qt's own translation has lost."""

from __future__ import annotations

from PySide6.QtCore import QTranslator
from typing_extensions import override

from negotiator_desk.i18n import N_, _

_WORDS = {
    ("QFileDialog", "&Look in:"): N_("&Look in:"),
    ("QFileDialog", "Files of &type:"): N_("Files of &type:"),
}
"""Context and source text → our own text; Qt's translation knows these without mnemonics."""


class QtWords(QTranslator):
    """Asked for what the translators installed after it do not know.

    It comes last, so that answering with the source text is what Qt would do itself.
    """

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self,
        context: bytes | bytearray | memoryview | str,
        sourceText: bytes | bytearray | memoryview | str,
        disambiguation: bytes | bytearray | memoryview | str | None = None,
        n: int = -1,
    ) -> str:
        ours = _WORDS.get((str(context), str(sourceText)))
        return str(sourceText) if ours is None else _(ours)
