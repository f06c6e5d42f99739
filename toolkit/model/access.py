"""Who may see what: the label that everything readable bears, what it inherits, and the clearance of a reader.

A label only ever tightens: what stands inside something restricted is restricted, whatever it says of itself.
So a label that is left out is that of whatever holds the thing, and nothing is opened by forgetting one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeVar, cast

from pydantic import Field
from pydantic_core import PydanticCustomError

from toolkit.errors import UsageError
from toolkit.model.base import AudienceId, Noun

Access = Literal["open", "restricted"]
"""``restricted`` material reaches vetted public-safety professionals only."""

N = TypeVar("N", bound=Noun)

_SHORTEST_NAME = 3
_NOBODY = frozenset({
    "false", "himself", "myself", "name", "nameoffice", "nil", "nobody", "none", "null", "office", "tba", "tbd", "todo", "true",
    "unknown", "who", "xxx", "yes", "yourname",
})  # fmt: skip
CLEARED_AUDIENCE: AudienceId = "law-enforcement"
"""The only audience that may be cleared for restricted material."""


class Guarded(Noun):
    """A noun that bears a label of its own. None means: whoever may see what holds it."""

    access: Access | None = Field(
        default=None, description="Who may see it; left out, as what holds it. restricted: vetted public-safety professionals only."
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_options: Any) -> None:
        """Lists and docs name a noun's own fields first."""
        fields = cls.__pydantic_fields__
        fields["access"] = fields.pop("access")


class LabelLostError(UsageError):
    """Something that must say who may see it does not say it."""


def most_restrictive(labels: Iterable[Access | None]) -> Access:
    """The label of something that holds things with these ``labels``. One that is missing adds nothing."""
    return "restricted" if "restricted" in labels else "open"


def clearance_of(audience: AudienceId, vetted_by: str) -> Access:
    """The most restricted label that readers may see: someone must have said that every one of them is vetted."""
    return "restricted" if audience == CLEARED_AUDIENCE and names_someone(vetted_by) else "open"


def names_someone(text: str) -> bool:
    """Whether ``text`` can be somebody's name: at least three letters, and none of the words that stand for nobody."""
    letters = "".join(sign for sign in text.casefold() if sign.isalpha())
    return len(letters) >= _SHORTEST_NAME and letters not in _NOBODY


def somebody(text: str) -> str:
    """``text``. Raises pydantic's error when it is not empty and still names nobody."""
    if text and not names_someone(text):
        raise PydanticCustomError(
            "names_nobody", "'{text}' names nobody; write who confirmed it, by name and office, or delete the line", {"text": text}
        )
    return text


def may_see(clearance: Access, label: Access | None) -> bool:
    """Whether readers with this ``clearance`` may see something with this ``label``."""
    return clearance == "restricted" or label == "open"


def seen_part(noun: N, holder: Access, clearance: Access) -> N | None:
    """What readers with ``clearance`` may see of ``noun``, every label in it filled in; None when that is nothing.

    ``holder`` is the label of what holds the noun. References from one noun to another are not followed.
    """
    label = most_restrictive((noun.access, holder)) if isinstance(noun, Guarded) else holder
    if not may_see(clearance, label):
        return None
    values = {name: _seen_value(value, label, clearance) for name, value in _fields(noun)}
    if isinstance(noun, Guarded):
        values["access"] = label
    elif all(value is getattr(noun, name) for name, value in values.items()):
        return noun
    # Made anew: a copy would keep what properties of the first one had cached.
    return cast("N", type(noun).model_construct(noun.model_fields_set | ({"access"} & values.keys()), **values))


def _seen_value(value: Any, label: Access, clearance: Access) -> Any:
    if isinstance(value, Noun):
        return seen_part(value, label, clearance)
    if isinstance(value, tuple) and any(isinstance(item, Noun) for item in value):
        kept = (seen_part(item, label, clearance) if isinstance(item, Noun) else item for item in value)
        parts = tuple(item for item in kept if item is not None)
        return value if len(parts) == len(value) and all(map(_same, parts, value)) else parts
    return value


def _same(one: Any, other: Any) -> bool:
    return one is other


def labelled_in(value: Any) -> Iterator[Guarded]:
    """Every noun with a label in ``value``, itself first."""
    if isinstance(value, Noun):
        if isinstance(value, Guarded):
            yield value
        for _, inner in _fields(value):
            yield from labelled_in(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from labelled_in(item)


def label_of(noun: Guarded) -> Access:
    """The label that ``noun`` bears. Raises LabelLostError when it bears none, which is no reason to show it to anyone."""
    if noun.access is None:
        name = getattr(noun, "id", "") or getattr(noun, "title", "") or type(noun).__name__
        raise LabelLostError(f"'{name}' has lost the label that says who may see it.", "Make the notebook again from the curriculum.")
    return noun.access


def fully_labelled(noun: N) -> N:
    """``noun``, in which everything that can bear a label bears one. Raises LabelLostError otherwise."""
    for each in labelled_in(noun):
        label_of(each)
    return noun


def high_water(values: Iterable[Noun]) -> Access:
    """The most restrictive label in ``values`` and anything inside them."""
    return most_restrictive({noun.access for value in values for noun in labelled_in(value)})


def _fields(noun: Noun) -> Iterator[tuple[str, Any]]:
    for name in type(noun).model_fields:
        yield name, getattr(noun, name)
