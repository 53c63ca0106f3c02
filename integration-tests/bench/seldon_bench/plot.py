"""The ratios as an SVG picture: a bar each, on a logarithmic axis, 1 is as good as the peer."""

import math
from collections.abc import Sequence
from html import escape

from seldon_bench.comparison import Row

_LINE, _LABEL, _WIDTH, _TOP, _MARGIN = 18, 260, 560, 50, 70
_COLOUR, _COLOURS = "#2a6f97", {"mlserver": "#d1495b"}
_INVALID = "#bbbbbb"


def svg(rows: Sequence[Row]) -> str:
    """Draw the ratios that are more the better; what can't be compared has no bar."""
    bars = [
        (row.measurement, product, found.value, found.is_valid)
        for row in rows
        if row.unit == "req/s"
        for product, found in row.ratios.items()
        if found is not None and found.value > 0
    ]
    top = max([10.0, *(value for _, _, value, _ in bars)])
    low = min([1.0, *(value for _, _, value, _ in bars)])
    scale = _WIDTH / math.log10(top / low)
    height = _TOP + _LINE * len(bars) + _LINE
    parts = [_head(height), *_axis(low, top, scale, height)]
    for index, (measurement, product, value, valid) in enumerate(bars):
        y = _TOP + _LINE * index
        colour = _COLOURS.get(product, _COLOUR) if valid else _INVALID
        places = (_place(1.0, low, scale), _place(value, low, scale))
        parts += _bar(y, f"{measurement} / {product}", value, colour, places)
    return "\n".join([*parts, "</svg>", ""])


def _head(height: int) -> str:
    width = _LABEL + _WIDTH + _MARGIN
    style = 'font-family="sans-serif" font-size="11"'
    title = (
        "Requests per second: ours against the better configuration of each peer (grey: invalid)"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" {style}>\n'
        f'<rect width="{width}" height="{height}" fill="white"/>\n'
        f'<text x="8" y="18" font-size="13">{title}</text>'
    )


def _axis(low: float, top: float, scale: float, height: int) -> list[str]:
    """Draw a line at each power of ten and at 2 and 5 times it."""
    parts = []
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(top)) + 1):
        for tick in (10.0**power, 2 * 10.0**power, 5 * 10.0**power):
            if low <= tick <= top:
                x = _place(tick, low, scale)
                stroke = "#333333" if tick == 1 else "#dddddd"
                parts.append(
                    f'<line x1="{x:.1f}" x2="{x:.1f}" y1="36" y2="{height - 8}" stroke="{stroke}"/>'
                    f'<text x="{x:.1f}" y="32" text-anchor="middle">{tick:g}x</text>'
                )
    return parts


def _times(value: float) -> str:
    return f"{value:.0f}x" if value >= 10 else f"{value:.2g}x"


def _place(value: float, low: float, scale: float) -> float:
    return _LABEL + math.log10(value / low) * scale


def _bar(y: int, label: str, value: float, colour: str, places: tuple[float, float]) -> list[str]:
    """Draw one bar; ``places`` are those of 1 and of the value."""
    one, end = places
    x, width = min(one, end), max(abs(end - one), 1.0)
    middle = y + _LINE - 6
    return [
        f'<text x="{_LABEL - 6}" y="{middle}" text-anchor="end">{escape(label)}</text>',
        f'<rect x="{x:.1f}" y="{y + 2}" width="{width:.1f}" height="{_LINE - 5}" fill="{colour}"/>',
        f'<text x="{max(one, end) + 4:.1f}" y="{middle}">{_times(value)}</text>',
    ]
