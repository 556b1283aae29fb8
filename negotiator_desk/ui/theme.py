"""Colours, faces and icons of the window, from `resources/looks/window.*`."""

from __future__ import annotations

import gc
import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from negotiator_desk.paths import resource
from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.singletons import keep_singletons

GRID = 8
"""Every distance is a multiple of half of this, in device-independent pixels."""

PAGE_MARGIN = 24
CARD_GAP = 12
CARD_MARGIN = 16
READ_ROW = 38
"""Height of a row in a table to read, in pixels."""
TYPE_ROW = 30
"""Height of a row in a table to type in, in pixels."""

_OWN_FACE = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_GOOD_CHINESE_FACES = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
)


class Tone(StrEnum):
    """What a coloured word means; the word itself always says it as well."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    EMPLOYEE = "employee"
    EMPLOYER = "employer"


@dataclass(frozen=True)
class Tokens:
    """The colours of one palette, as `#RRGGBB`."""

    page: str
    panel: str
    rail: str
    line: str
    text: str
    mute: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    soft: str
    hover: str
    selection: str
    field_line: str
    employee: str
    employee_ground: str
    employer: str
    employer_ground: str
    good: str
    good_ground: str
    attention: str
    attention_ground: str
    bad: str
    bad_ground: str
    neutral_ground: str

    def ink(self, tone: Tone) -> QColor:
        """Colour of a word of this tone."""
        tone = Tone(tone)  # Qt hands a text back where a model gave it a tone
        return QColor(self.mute if tone is Tone.NEUTRAL else getattr(self, tone.value))

    def ground(self, tone: Tone) -> QColor:
        """Tinted ground that words of this tone stand on."""
        tone = Tone(tone)
        return QColor(self.soft if tone is Tone.ACCENT else getattr(self, f"{tone.value}_ground"))


@cache
def tokens(*, dark: bool) -> Tokens:
    """Return the light or the dark palette."""
    table = tomllib.loads(resource("looks", "window.toml").read_text(encoding="utf-8"))
    return Tokens(**table["dark" if dark else "light"])


def tokens_of(widget: QWidget) -> Tokens:
    """Return the palette that a widget is shown in now; asked again at every painting."""
    return tokens(dark=is_dark(widget.palette()))


def is_dark(palette: QPalette) -> bool:
    """Whether a palette is one of light text on a dark ground."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def stylesheet(colours: Tokens) -> str:
    """Return the stylesheet with its colours filled in."""
    text = resource("looks", "window.qss").read_text(encoding="utf-8")
    values = {field.name: getattr(colours, field.name) for field in fields(Tokens)}
    values["icons"] = resource("icons").as_posix()
    values["scheme"] = "dark" if colours == tokens(dark=True) else "light"
    return re.sub(r"@([a-z_]+)", lambda match: values[match.group(1)], text)


def icon(name: str, colour: QColor, *, size: int = 18) -> QIcon:
    """Return one of our icons in a colour, sharp at 1×, 1.5× and 2×.

    Args:
        name: File in `resources/icons` without its ending.
        size: Side in device-independent pixels.
    """
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour.name()).encode()))
    result = QIcon()
    for scale in (1.0, 1.5, 2.0):
        pixmap = QPixmap(QSize(round(size * scale), round(size * scale)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(pixmap.rect()))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        result.addPixmap(pixmap)
    return result


def restyle(widget: QWidget) -> None:
    """Apply the stylesheet anew after a property that it looks at has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def figure_font(font: QFont) -> QFont:
    """Return a font whose digits are all of one width, for columns of figures."""
    result = QFont(font)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


class Theme(QObject):
    """Puts faces and colours on the application and follows the system's colour scheme.

    Signals:
        changed: The colours are others now; what was painted into icons is painted again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: ThemeChoice) -> None:
        keep_singletons()
        super().__init__(application)
        self._application = application
        self._choice = choice
        with _no_collection():
            application.setStyle("Fusion")
            application.setFont(_interface_font())
        application.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is shown now."""
        if self._choice is ThemeChoice.SYSTEM:
            scheme = self._application.styleHints().colorScheme()
            return scheme == Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK

    def choose(self, choice: ThemeChoice) -> None:
        """Show what the user asks for from now on."""
        self._choice = choice
        self._apply()

    @Slot()
    def _follow_system(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        colours = tokens(dark=self.is_dark)
        with _no_collection():
            self._application.setPalette(_palette(colours))
            self._application.setStyleSheet(stylesheet(colours))
        self.changed.emit()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold Python's garbage collector off while Qt goes through its list of all widgets.

    A widget told of the new look may run Python, Python may collect, and what it collects may be a
    widget further down the list: Qt would then tell one that is no more, and the process dies.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _interface_font() -> QFont:
    installed = set(QFontDatabase.families())
    family = next((face for face in _GOOD_CHINESE_FACES if face in installed), "")
    if not family:
        for name in _OWN_FACE:
            QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        family = _GOOD_CHINESE_FACES[0]
    font = QFont(family)
    font.setPixelSize(14)
    return figure_font(font)


def _palette(colours: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for which, colour in (
        (role.Window, colours.page),
        (role.WindowText, colours.text),
        (role.Base, colours.panel),
        (role.AlternateBase, colours.page),
        (role.Text, colours.text),
        (role.PlaceholderText, colours.mute),
        (role.Button, colours.panel),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.bad),
        (role.ToolTipBase, colours.panel),
        (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Light, colours.panel),
        (role.Midlight, colours.line),
        (role.Mid, colours.line),
        (role.Dark, colours.field_line),
        (role.Shadow, colours.line),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.mute))
    return palette
