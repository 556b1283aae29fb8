from __future__ import annotations

import gc
import re
from dataclasses import fields

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from negotiator_desk.paths import resource
from negotiator_desk.settings import ThemeChoice
from negotiator_desk.ui.theme import (
    Theme,
    Tokens,
    Tone,
    figure_font,
    icon,
    is_dark,
    stylesheet,
    tokens,
)


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_readable_on_every_ground_it_stands_on(dark: bool) -> None:
    colours = tokens(dark=dark)
    pairs = [
        (ink, ground)
        for ink in (colours.text, colours.mute, colours.accent)
        for ground in (colours.page, colours.panel, colours.rail, colours.hover)
    ]
    pairs += [(colours.on_accent, colours.accent), (colours.accent, colours.soft)]
    pairs += [(colours.text, ground) for ground in (colours.soft, colours.selection)]
    for tone in Tone:
        ink = colours.ink(tone).name()
        pairs += [(ink, colours.ground(tone).name()), (ink, colours.panel)]

    weak = {pair: round(contrast(*pair), 2) for pair in pairs if contrast(*pair) < 4.5}
    assert weak == {}


@pytest.mark.parametrize("dark", [False, True])
def test_the_stylesheet_leaves_no_name_unfilled(dark: bool) -> None:
    assert "@" not in stylesheet(tokens(dark=dark))


def test_every_colour_of_the_file_is_used_by_name() -> None:
    names = {field.name for field in fields(Tokens)}
    in_sheet = set(
        re.findall(r"@([a-z_]+)", resource("looks", "window.qss").read_text(encoding="utf-8"))
    )
    assert in_sheet <= names | {"icons", "scheme"}


def test_choosing_dark_and_light_changes_the_palette(qapp: QApplication, theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    assert is_dark(qapp.palette())
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(tokens(dark=True).page)
    theme.choose(ThemeChoice.LIGHT)
    assert not is_dark(qapp.palette())


def test_a_chinese_face_with_figures_of_one_width_is_in_place(
    qtbot: QtBot, qapp: QApplication, theme: Theme
) -> None:
    label = QLabel("协商台 1234567890")
    qtbot.addWidget(label)
    assert label.fontInfo().family() in {"Noto Sans SC", "Noto Sans CJK SC"}
    widths = {
        QLabelMetrics.horizontalAdvance(digit)
        for QLabelMetrics in [label.fontMetrics()]
        for digit in "0123456789"
    }
    assert len(widths) == 1
    assert figure_font(label.font()).featureTags()


def test_every_icon_of_ours_can_be_drawn(qapp: QApplication) -> None:
    paths = list(resource("icons").glob("*.svg"))
    assert len(paths) > 5
    for path in paths:
        image = icon(path.stem, QColor("#123456")).pixmap(18, 18).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(18) for y in range(18)), path.name


class _Told(QLabel):
    """Notes whether Python could collect while Qt was telling all widgets of a new look."""

    def __init__(self) -> None:
        super().__init__()
        self.collecting: list[bool] = []

    @override
    def changeEvent(self, event: QEvent) -> None:
        self.collecting.append(gc.isenabled())
        super().changeEvent(event)


def test_no_widget_is_collected_while_all_of_them_are_told(qtbot: QtBot, theme: Theme) -> None:
    told = _Told()
    qtbot.addWidget(told)
    told.collecting.clear()
    theme.choose(ThemeChoice.DARK)
    assert told.collecting
    assert not any(told.collecting)
    assert gc.isenabled()
