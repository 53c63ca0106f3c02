"""Text as HTML. What comes from a subject is hostile; nothing gets into a page but by these."""

import html
import itertools
import re
from collections.abc import Iterable

# Shown as their pictures (U+2400 and on): a parser of HTML drops some of them, and changes others.
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {0x7F: 0x2421}
# Shown as their escapes: they would make a text read as another one.
_TURNING = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_SHOWN = _CONTROLS | {code: f"\\u{code:04x}" for code in _TURNING}


def text(value: str) -> str:
    r"""Escape a text, for between tags and for within quoted attributes.

    A lone surrogate, which UTF-8 does not have, becomes its escape, for instance ``\ud800``.
    """
    encodable = value.encode("utf-8", errors="backslashreplace").decode()
    return html.escape(encodable.translate(_SHOWN), quote=True)


def prose(markdown: str) -> str:
    """Give a text of the contract as paragraphs and tables, its code and emphasis as markup."""
    blocks = itertools.groupby(markdown.strip().splitlines(), lambda line: line.startswith("|"))
    return "".join(_table(lines) if is_table else _paragraph(lines) for is_table, lines in blocks)


def _paragraph(lines: Iterable[str]) -> str:
    words = " ".join(line.strip() for line in lines).strip()
    return f"<p>{_inline(words)}</p>" if words else ""


def _table(lines: Iterable[str]) -> str:
    head, _, *rows = [line.strip().strip("|").split("|") for line in lines]
    titles = "".join(f'<th scope="col">{_inline(cell.strip())}</th>' for cell in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{_inline(cell.strip())}</td>' for cell in row)}</tr>" for row in rows
    )
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"


def _inline(words: str) -> str:
    pieces = re.split(r"`([^`]+)`", words)
    return "".join(
        f"<code>{text(piece)}</code>" if index % 2 else _emphasised(text(piece))
        for index, piece in enumerate(pieces)
    )


def _emphasised(escaped: str) -> str:
    strong = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", escaped)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", strong)


def items(lines: Iterable[str]) -> str:
    """Give a list of texts, or nothing for no line."""
    listed = "".join(f"<li>{text(line)}</li>" for line in lines)
    return f"<ul>{listed}</ul>" if listed else ""


def duration(seconds: float) -> str:
    """Give a time as people say it: ``0.12 s``, ``12.3 s``, ``2 min 5 s``."""
    if seconds < 10:
        return f"{seconds:.2f} s"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def counted(count: int, noun: str) -> str:
    """Give a number with its noun: ``1 check``, ``3,000 checks``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
