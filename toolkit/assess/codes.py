"""What a session is called in, pairing codes out: they look drawn by lot, and join two sheets of one person without a name.

A code is a letter, a digit, a letter, a digit and a letter. What can be taken for something else (O and 0, I and 1, S and
5, Z, B and 8, G and 6) is not in it, nor a vowel, a digit that is read as one, or letters that would spell a rude word.
Two codes differ in at least two places, so a slip of the pen gives no other person's code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count, islice

from toolkit.model.forms import FormName

LETTERS = "DHJMRTWXY"
DIGITS = "2679"
MOST = 300
"""Copies that one file holds, at most."""
UNKNOWN = 30
"""How many codes there are where nobody said how many people come."""
_SPARES = 4
LENGTH = 5


def seed_of(title: str, modules: Sequence[str]) -> str:
    """What the codes of a session are made from: what it is called and teaches, which does not change once it is printed."""
    return "\n".join((title, *modules))


def codes_for(seed: str, participants: int | None) -> tuple[str, ...]:
    """One code for everyone and a few to spare, an even number. The first ones stay when more people come."""
    wanted = UNKNOWN if participants is None else min(participants + _SPARES + participants % 2, MOST)
    return tuple(islice(_codes(seed), wanted))


def first_form(place: int) -> FormName:
    """The form that the person with the code in this place, from 0, takes before the workshop: every second one begins with B."""
    return "A" if place % 2 == 0 else "B"


def other_form(form: FormName) -> FormName:
    """The form for afterwards."""
    return "B" if form == "A" else "A"


def _codes(seed: str) -> Iterator[str]:
    taken: set[str] = set()  # codes with one place left open
    for number in count():
        code = _code(hashlib.sha256(f"{seed}\n{number}".encode()).digest())
        near = {f"{code[:place]}*{code[place + 1:]}" for place in range(LENGTH)}
        if len({code[0], code[2], code[4]}) == LENGTH // 2 + 1 and not near & taken:
            taken |= near
            yield code


def _code(digest: bytes) -> str:
    return "".join((LETTERS, DIGITS)[place % 2][digest[place] % len((LETTERS, DIGITS)[place % 2])] for place in range(LENGTH))
