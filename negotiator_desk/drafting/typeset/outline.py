"""Draws characters as shapes, for the watermark: nothing of it is text to a reader or a search."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from negotiator_desk.drafting.typeset.fonts import Style, split_runs

_ON_CURVE = 0x01
_X_SHORT = 0x02
_Y_SHORT = 0x04
_REPEAT = 0x08
_X_SAME = 0x10
_Y_SAME = 0x20

Point = tuple[float, float, bool]
"""A point of a contour: x, y and whether the curve passes through it."""


@lru_cache(maxsize=8)
def word_path(text: str, style: Style, size: float) -> tuple[str, float]:
    """Return PDF path operators that outline a word, and its width in points.

    Args:
        text: A few characters; those made of other glyphs are drawn as nothing.
        size: Type size in points.
    """
    operators: list[str] = []
    x = 0.0
    for run in split_runs(text, style, text):
        face = run.face.font.face
        for character in run.text:
            for contour in _contours(face, face.charToGlyph[ord(character)]):
                scaled = [(x + px * size, py * size, on) for px, py, on in contour]
                operators += _contour_operators(scaled)
            x += run.face.widths[character] * size / 1000
    return "\n".join(operators), x


def _contours(face: Any, glyph: int) -> Iterator[list[Point]]:
    """Yield a simple glyph's contours in ems."""
    start = face.table["glyf"]["offset"] + face.glyphPos[glyph]
    data = bytes(face._ttf_data[start : start + face.glyphPos[glyph + 1] - face.glyphPos[glyph]])  # noqa: SLF001
    count = struct.unpack_from(">h", data)[0] if data else 0
    if count <= 0:
        return
    ends = struct.unpack_from(f">{count}H", data, 10)
    position = 10 + 2 * count
    position += 2 + struct.unpack_from(">H", data, position)[0]
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag = data[position]
        position += 1
        repeats = 1
        if flag & _REPEAT:
            repeats += data[position]
            position += 1
        flags += [flag] * repeats
    xs, position = _coordinates(data, position, flags, _X_SHORT, _X_SAME)
    ys, position = _coordinates(data, position, flags, _Y_SHORT, _Y_SAME)
    first = 0
    scale = 1 / face.unitsPerEm
    for end in ends:
        yield [
            (xs[index] * scale, ys[index] * scale, bool(flags[index] & _ON_CURVE))
            for index in range(first, end + 1)
        ]
        first = end + 1


def _coordinates(
    data: bytes, position: int, flags: list[int], short: int, same: int
) -> tuple[list[int], int]:
    steps: list[int] = []
    for flag in flags:
        if flag & short:
            steps.append(data[position] if flag & same else -data[position])
            position += 1
        elif flag & same:
            steps.append(0)
        else:
            steps.append(struct.unpack_from(">h", data, position)[0])
            position += 2
    return list(accumulate(steps)), position


def _contour_operators(points: list[Point]) -> Iterator[str]:
    """Yield one closed contour, its quadratic curves written as the cubic ones PDF knows."""
    full: list[Point] = []
    for index, (x, y, on) in enumerate(points):
        last_x, last_y, last_on = points[index - 1]
        if not on and not last_on:
            full.append(((x + last_x) / 2, (y + last_y) / 2, True))
        full.append((x, y, on))
    turn = next((index for index, point in enumerate(full) if point[2]), 0)
    full = full[turn:] + full[: turn + 1]
    x0, y0, _on = full[0]
    yield f"{x0:.1f} {y0:.1f} m"
    index = 1
    while index < len(full):
        x, y, on = full[index]
        if on:
            yield f"{x:.1f} {y:.1f} l"
            index += 1
        else:
            x2, y2, _on = full[index + 1]
            yield (
                f"{x0 + (x - x0) * 2 / 3:.1f} {y0 + (y - y0) * 2 / 3:.1f} "
                f"{x2 + (x - x2) * 2 / 3:.1f} {y2 + (y - y2) * 2 / 3:.1f} {x2:.1f} {y2:.1f} c"
            )
            x, y = x2, y2
            index += 2
        x0, y0 = x, y
    yield "h"
