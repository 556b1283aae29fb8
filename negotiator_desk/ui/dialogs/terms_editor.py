"""What every editor of terms has in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from negotiator_desk.errors import InputError
from negotiator_desk.pay.dataset import Dataset
from negotiator_desk.pay.terms import Terms


class TermsEditor(QWidget):
    """Shows terms of one subject to be changed; keeps what was typed until it can be used.

    Signals:
        edited: Something was typed, chosen, pasted or removed.
    """

    edited = Signal()

    def show_terms(self, terms: Terms | None) -> None:
        """Show terms to start from, or empty fields."""
        raise NotImplementedError

    def read(self) -> Terms:
        """Return the terms as typed.

        Raises:
            InputError: They cannot be used; the sentence says where and why, the cells are marked.
        """
        raise NotImplementedError

    def suggest(self, dataset: Dataset) -> None:
        """Fill in the names that a dataset knows and that are not there yet."""

    def is_blank(self) -> bool:
        """Whether nothing was typed at all, so that there are no terms rather than wrong ones."""
        raise NotImplementedError

    def texts(self) -> dict[str, Any]:
        """Return everything as typed, to be put back by `put_texts`."""
        raise NotImplementedError

    def put_texts(self, texts: dict[str, Any]) -> None:
        """Put back what `texts` returned."""
        raise NotImplementedError

    def problem(self) -> str:
        """Return why what was typed cannot be used yet, or ""."""
        try:
            self.read()
        except InputError as error:
            return str(error)
        return ""
