"""Bytes of a sound file, or a tree of JSON, in; what somebody, or something, made of it by chance, out."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from tests.trust.naughty import REFUSED, SHOWN

TEXTS = [*SHOWN.values(), *REFUSED.values()]
SIGNS = [b"", b"\n", b"\r\n", b"\r", b" ", b"\t", b'"', b"'", b"\\", b"/", b"<", b">", b"&", b"=", b"\x00", b"\x1b[31m", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3\x28",
         b"\xed\xa0\x80", "\u202e".encode(), "\u2028".encode(), b"-1", b"0", b"1e400", b"NaN", b"9" * 40, b"x" * 5000, b"{" * 400, b"[" * 400, b"..", b"../", b"%s", b"\x85"]  # fmt: skip
CELLS = [*TEXTS, *",;|\t\"'", "=1+1", "+1", "@x", "-", "\u2013", "#REF!", "4.44E+11", "sep=;\n", "x;y", '"', '""', '"a', "\n\n", " ", "0", "-1", "1.5", "1,5", "1e9", "\u0661", "\u00bd",
         "2027-01-15", "31.12.2027", "yes", "no", "x", "N/A", "TRUE", "con", "a/b", "..", "A" * 3000, "\u00e9", "e\u0301", "?", "Form A"]  # fmt: skip
ODD: list[Any] = [None, True, False, 0, -1, 1, 2, 99, 10**30, -(2**63), 1.5, math.inf, math.nan, "", " ", "x", "\x00", "\ud800", "[]", [], {}, [[]], [None], [0, 1, 2], ["x"],
                  {"x": 1}, {"": {}}, "2027-13-45", "x" * 3000, *TEXTS[:20]]  # fmt: skip


def spoiled_bytes(chance: Random, data: bytes, signs: Sequence[bytes] = SIGNS, most: int = 6) -> bytes:
    """``data`` after some changes: signs put in, parts taken out, doubled or moved, single bytes changed, an end cut off."""
    for _ in range(chance.randint(1, most)):
        place = chance.randint(0, len(data))
        size = chance.choice([1, 1, 2, 4, 16, 80, 1000])
        match chance.randrange(6):
            case 0 | 1:
                data = data[:place] + chance.choice(signs) + data[place + chance.choice([0, 0, size]) :]
            case 2:
                data = data[:place] + data[place + size :]
            case 3:
                to = chance.randint(0, len(data))
                data = data[:to] + data[place : place + size] + data[to:]
            case 4 if data:
                place = min(place, len(data) - 1)
                data = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
            case _:
                data = data[:place] if chance.random() < 0.2 else data
    return data


def spoiled_table(chance: Random, rows: Sequence[Sequence[str]]) -> bytes:
    """A table as somebody typed it and some program saved it: other cells, rows and columns, separators, ends of lines, letters and quotes."""
    table = [list(row) for row in rows]
    for _ in range(chance.randint(0, 5)):
        row = chance.choice(table)
        match chance.randrange(8):
            case 0 | 1 | 2 if row:
                row[chance.randrange(len(row))] = chance.choice(CELLS)
            case 3:
                row.insert(chance.randint(0, len(row)), chance.choice(CELLS))
            case 4 if row:
                del row[chance.randrange(len(row))]
            case 5:
                table.insert(chance.randint(0, len(table)), list(chance.choice(table)))
            case 6 if len(table) > 1:
                del table[chance.randrange(len(table))]
            case _:
                chance.shuffle(table if chance.random() < 0.3 else row)
    sign, end = chance.choice([",", ",", ";", "\t", "|"]), chance.choice(["\n", "\n", "\r\n", "\r"])
    quoted = chance.random() < 0.7

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if quoted and set(text) & {sign, '"', "\n", "\r"} else text

    told = end.join(sign.join(map(cell, row)) for row in table) + (end if chance.random() < 0.8 else "")
    coding = chance.choice(["utf-8"] * 5 + ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
    data = told.encode(coding, errors="replace")
    return spoiled_bytes(chance, data, most=3) if chance.random() < 0.3 else data


Places = list[tuple[Any, Any]]
"""Holders, lists or mappings, each with a key or a number in it."""


def places(tree: Any, wanted: Callable[[Any, Any], bool] = lambda *_: True) -> Places:
    """Every place of a tree for which ``wanted`` (its key, what stands there)."""
    found: Places = []
    todo = [tree]
    while todo:
        holder = todo.pop()
        for key, value in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if wanted(key, value):
                found.append((holder, key))
            if isinstance(value, dict | list):
                todo.append(value)
    return found


def spoiled_tree(chance: Random, tree: Any, most: int = 4) -> Any:
    """A copy of a tree of JSON in which values were replaced by odd ones, left out, doubled, or taken from another place."""
    tree = copy.deepcopy(tree)
    for _ in range(chance.randint(1, most)):
        found = places(tree)
        if not found:
            return tree
        holder, key = chance.choice(found)
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1 | 2:
                holder[key] = copy.deepcopy(chance.choice(ODD))
            case 3:
                other, of = chance.choice(found)
                if of in other if isinstance(other, dict) else of < len(other):
                    holder[key] = copy.deepcopy(other[of])
            case _ if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(holder[key]))
            case _:
                holder[chance.choice(["x", "", "kind", "type", "id"])] = holder.pop(key)
    return tree
