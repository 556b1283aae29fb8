"""The line below a costing that says where its figures come from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from negotiator_desk.i18n import _
from negotiator_desk.pay.basis import Basis
from negotiator_desk.ui import display
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole


class BasisLine(TextLabel):
    """Dataset, rules and formula on one line; the pointer finds the whole of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", TextRole.NOTE, parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)

    def show_basis(self, dataset_name: str, basis: Basis) -> None:
        """Name the dataset, the rules and the formula."""
        self._whole = _(
            "Basis: {dataset} · data fingerprint {fingerprint} · rules: {pack} · {formula}"
        ).format(
            dataset=dataset_name,
            fingerprint=basis.dataset_fingerprint[:8],
            pack=_pack_name(basis.rule_pack),
            formula=basis.sentence,
        )
        self.setToolTip(
            _("{line}\nDataset {fingerprint}\nTerms {terms}\nFormula {formula}").format(
                line=self._whole,
                fingerprint=basis.dataset_fingerprint,
                terms=basis.terms_sha256,
                formula=basis.formula_name,
            )
        )
        self.setAccessibleName(self._whole)
        self._fit()

    def whole(self) -> str:
        """All of it."""
        return self._whole

    def _fit(self) -> None:
        room = self.width()
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _pack_name(pack: str) -> str:
    """Name the place of a rule pack and the day from which the pack holds."""
    place, _gap, day = pack.rpartition(" ")
    if not place:
        return pack
    return _("{place} from {day}").format(place=display.jurisdiction(place), day=day)
