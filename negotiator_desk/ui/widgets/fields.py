"""Fields to type in that know what they hold."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from negotiator_desk.i18n import _
from negotiator_desk.ui.widgets.forms import FieldError

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


class DayEdit(QLineEdit):
    """A calendar day, typed as people write it: 2027-01-01, 2027.1.1, 2027年1月1日; or empty."""

    def __init__(self, value: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(value.isoformat() if value else "", parent)
        self.setPlaceholderText("YYYY-MM-DD")
        self.setClearButtonEnabled(True)

    def day(self) -> date | None:
        """The day typed; None when the field is empty.

        Raises:
            FieldError: It is not a day.
        """
        text = unicodedata.normalize("NFKC", self.text()).strip()
        if not text:
            return None
        found = _DAY.fullmatch(text)
        if found is not None:
            try:
                return date(*(int(part) for part in found.groups()))
            except ValueError:
                found = None
        raise FieldError(
            self,
            _("“{text}” is not a day.").format(text=self.text()),
            hint=_("Write it like 2027-01-01."),
        )
