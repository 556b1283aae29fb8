"""What the contract is as a whole: kind, languages, the contract it belongs to, its floor."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from negotiator_desk.drafting.snapshot import ContractKind
from negotiator_desk.drafting.wording import ContractLanguage, MainContract, Tongue
from negotiator_desk.i18n import _
from negotiator_desk.services.contract_views import ContractSetup
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog


class ContractSetupDialog(FormDialog):
    """Chooses what holds for the whole contract."""

    def __init__(
        self,
        setup: ContractSetup,
        kind_by_terms: ContractKind,
        floors: tuple[tuple[str, str], ...],
        parent: QWidget | None = None,
    ) -> None:
        """Show what is chosen now.

        Args:
            kind_by_terms: The kind that fits what is agreed.
            floors: Id and title of the industry's and the region's cases.
        """
        super().__init__(_("Set up the contract"), _("Set up contract"), parent, width=620)
        self.kind = QComboBox(self)
        self.kind.addItem(
            _("What fits the agenda ({kind})").format(kind=kind_label(kind_by_terms)), ""
        )
        for kind in ContractKind:
            self.kind.addItem(kind_label(kind), kind.value)
        self.language = QComboBox(self)
        self.language.addItem(_("Chinese"), ContractLanguage.CHINESE.value)
        self.language.addItem(
            _("Chinese and English side by side"), ContractLanguage.BILINGUAL.value
        )
        self.governing = QComboBox(self)
        self.governing.addItem(_("Chinese"), Tongue.CHINESE.value)
        self.governing.addItem(_("English"), Tongue.ENGLISH.value)
        self.main_title = QLineEdit(self)
        self.main_signed_on = QLineEdit(self)
        self.main_signed_on.setPlaceholderText("2026-03-01")
        self.floor = QComboBox(self)
        self.floor.addItem(_("none"), "")
        for case_id, title in floors:
            self.floor.addItem(title, case_id)
        self.add_row(_("&Kind"), self.kind, _("It decides the title and the chapters."))
        self.add_row(_("&Language"), self.language)
        self.add_row(
            _("&Governing language"),
            self.governing,
            _("The language that decides where the two differ; the contract names it."),
        )
        self.add_row(
            _("&Main contract"),
            self.main_title,
            _("The comprehensive contract that this special one belongs to; may stay empty."),
        )
        self.add_row(_("&Signed on"), self.main_signed_on)
        self.add_row(
            _("Not &below"),
            self.floor,
            _("The industry's or region's contract whose terms this one must not fall below."),
        )
        self._show(setup)
        self.language.currentIndexChanged.connect(self._follow_language)
        self._follow_language()

    def setup(self) -> ContractSetup:
        """Return what was chosen.

        Raises:
            FieldError: The day of signing is no day.
        """
        title = self.main_title.text().strip()
        kind = self.kind.currentData()
        return ContractSetup(
            kind=ContractKind(kind) if kind else None,
            language=ContractLanguage(self.language.currentData()),
            governing=Tongue(self.governing.currentData()),
            main_contract=MainContract(title, self._day()) if title else None,
            floor_case_id=self.floor.currentData() or None,
        )

    def _day(self) -> date | None:
        typed = self.main_signed_on.text().strip()
        if not typed:
            return None
        try:
            return date.fromisoformat(typed)
        except ValueError as error:
            raise FieldError(
                self.main_signed_on, _("Write the day as 2026-03-01."), hint=""
            ) from error

    def _show(self, setup: ContractSetup) -> None:
        kind = "" if setup.kind is None else setup.kind.value
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.language.setCurrentIndex(self.language.findData(setup.language.value))
        self.governing.setCurrentIndex(self.governing.findData(setup.governing.value))
        main = setup.main_contract
        if main is not None:
            self.main_title.setText(main.title)
            if main.signed_on is not None:
                self.main_signed_on.setText(main.signed_on.isoformat())
        self.floor.setCurrentIndex(max(self.floor.findData(setup.floor_case_id or ""), 0))

    def _follow_language(self) -> None:
        is_bilingual = self.language.currentData() == ContractLanguage.BILINGUAL.value
        self.governing.setEnabled(is_bilingual)


def kind_label(kind: ContractKind) -> str:
    """Return what a kind of contract is called in the interface."""
    match kind:
        case ContractKind.PIECE_RATES:
            return _("Piece rates: special contract")
        case ContractKind.COMMISSION_SHARES:
            return _("Commission shares: special contract")
        case ContractKind.SKILL_GRADE_WAGES:
            return _("Skill-grade wages: special contract")
        case ContractKind.WAGES:
            return _("Wages: special contract")
        case ContractKind.COMPREHENSIVE:
            return _("Comprehensive collective contract")
        case ContractKind.WOMEN:
            return _("Women's rights: special contract")
        case ContractKind.SAFETY:
            return _("Safety and health: special contract")
        case ContractKind.PLATFORM:
            return _("Platform rules and algorithms: agreement")
        case ContractKind.PLATFORM_MINUTES:
            return _("Platform rules and algorithms: minutes")
