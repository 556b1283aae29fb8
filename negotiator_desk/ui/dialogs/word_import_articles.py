"""Choosing articles of an old agreement that shall stand in the contract."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from negotiator_desk.drafting.composition import ITEM_MARK
from negotiator_desk.i18n import _, n_
from negotiator_desk.services.old_agreements import AgreementView
from negotiator_desk.services.old_articles import OldArticle, articles_of
from negotiator_desk.ui.widgets.forms import FieldError, FormDialog
from negotiator_desk.ui.widgets.labels import TextLabel, TextRole, literal_tip

_ARTICLE, _TEXT, _NOTE = range(3)
_HEIGHT = 400
_PLACE = Qt.ItemDataRole.UserRole


class TakeOverDialog(FormDialog):
    """Lists the articles of an old agreement by chapter, to be checked one by one or together."""

    def __init__(self, agreement: AgreementView, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Take over articles"), _("Take over into the contract"), parent, width=860
        )
        articles = articles_of(agreement.paragraphs, agreement.tables)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(_("Articles"))
        self.tree.setHeaderLabels([_("Article"), _("Text"), _("Note")])
        self.tree.setMinimumHeight(_HEIGHT)
        self.tree.setTabKeyNavigation(False)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(_ARTICLE, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.ResizeToContents)
        self._items: list[QTreeWidgetItem] = []
        self._fill(articles)
        self.tree.setColumnHidden(_NOTE, not any(one.has_table for one in articles))
        self._count = TextLabel(role=TextRole.NOTE)
        self.add_widget(TextLabel(agreement.title, TextRole.MUTE, wrap=True))
        self.add_widget(
            TextLabel(
                _(
                    "Each becomes a clause of your own and stands in the contract; numbers of "
                    "articles in its text stay as they are, so read them again."
                ),
                TextRole.NOTE,
                wrap=True,
            )
        )
        self.add_widget(self.tree, 1)
        self.add_widget(self._count)
        self.tree.itemChanged.connect(self._show_count)
        self._show_count()
        self.save_button.setEnabled(bool(articles))
        self.tree.setFocus()

    def indexes(self) -> tuple[int, ...]:
        """Return the places of the articles that were checked.

        Raises:
            FieldError: None was.
        """
        chosen = self._checked()
        if not chosen:
            raise FieldError(self.tree, _("Check at least one article."))
        return chosen

    def check(self, index: int) -> None:
        """Check the article of a place."""
        for item in self._items:
            if item.data(_ARTICLE, _PLACE) == index:
                item.setCheckState(_ARTICLE, Qt.CheckState.Checked)

    def _fill(self, articles: tuple[OldArticle, ...]) -> None:
        chapter: QTreeWidgetItem | None = None
        for article in articles:
            if article.chapter and (chapter is None or chapter.text(_ARTICLE) != article.chapter):
                chapter = _item(article.chapter)
                chapter.setFlags(chapter.flags() | Qt.ItemFlag.ItemIsAutoTristate)
                self.tree.addTopLevelItem(chapter)
                chapter.setFirstColumnSpanned(True)
            item = _item(article.number or "—")
            self._items.append(item)
            lines = [line.removeprefix(ITEM_MARK) for line in article.text.splitlines()]
            item.setText(_TEXT, " ".join(lines))
            item.setToolTip(_TEXT, literal_tip(article.text))
            item.setText(_NOTE, _("without its table") if article.has_table else "")
            item.setData(_ARTICLE, _PLACE, article.index)
            if chapter is None:
                self.tree.addTopLevelItem(item)
            else:
                chapter.addChild(item)
        self.tree.expandAll()
        self.tree.setRootIsDecorated(chapter is not None)
        if self._items:
            self.tree.setCurrentItem(self._items[0])

    def _checked(self) -> tuple[int, ...]:
        return tuple(
            int(item.data(_ARTICLE, _PLACE))
            for item in self._items
            if item.checkState(_ARTICLE) is Qt.CheckState.Checked
        )

    @Slot()
    def _show_count(self) -> None:
        count = len(self._checked())
        self._count.setText(
            n_("{count} article is checked.", "{count} articles are checked.", count).format(
                count=count
            )
        )


def _item(text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setFlags(
        Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
    )
    item.setCheckState(_ARTICLE, Qt.CheckState.Unchecked)
    return item
