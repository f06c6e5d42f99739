"""Rules of detail: no text points at a person or at a place to look for children."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.check.finding import Finding, Piece, TextRule
from toolkit.check.texts import Text, may_hold

PRODUCTS = (
    "Airbnb", "Backpage", "BeReal", "Cash App", "CashApp", "Craigslist", "Facebook", "Fortnite", "Grindr", "Instagram", "MeetMe",
    "Minecraft", "Omegle", "OnlyFans", "PayPal", "PlayStation", "Pornhub", "Reddit", "Roblox", "Skype", "Snapchat", "TikTok",
    "Venmo", "WeChat", "WhatsApp", "Xbox", "YouTube", "Yubo", "Zelle",
)  # fmt: skip
"""Products that a list of places to look would name, written large or small."""

ALSO_WORDS = ("Bumble", "Discord", "Kik", "Telegram", "Tinder", "Twitch", "Twitter", "Uber")
"""Products whose names are words of other kinds too: with a capital, and not where every sentence has one."""

GIVEN_NAMES = (
    "Aaliyah", "Abby", "Aiden", "Alex", "Amy", "Andre", "Angel", "Anna", "Ari", "Ashley", "Ava", "Ben", "Brandon", "Brianna",
    "Carlos", "Casey", "Chloe", "Chris", "Cody", "Daniel", "David", "Destiny", "Devon", "Diego", "Ella", "Emily", "Emma",
    "Ethan", "Eva", "Gabriel", "Grace", "Hannah", "Isabella", "Jack", "Jacob", "Jada", "James", "Jasmine", "Jayden", "Jenny",
    "Jessica", "Jonah", "Jordan", "Jose", "Josh", "Juan", "Jules", "Kayla", "Kevin", "Kofi", "Kyle", "Layla", "Lena", "Liam",
    "Lily", "Lucas", "Luis", "Maria", "Mason", "Maya", "Mia", "Michael", "Miguel", "Naomi", "Nevaeh", "Nia", "Noah", "Olivia",
    "Owen", "Riley", "Ryan", "Sam", "Sara", "Sarah", "Sofia", "Sophia", "Taylor", "Theo", "Tyler", "Victoria", "Will", "Zoe",
)  # fmt: skip

_PROPER = "|".join(ALSO_WORDS)
_PRODUCT = re.compile(
    rf"(?<!\w)(?i:{'|'.join(PRODUCTS)})(?!\w)|(?<=[\w,;:(]\s)(?:{_PROPER})(?!\w)"
    rf"|(?<!\w)(?:{_PROPER})(?=\s(?:account|app|chat|group|message|server|ride)s?\b)"
)
_NAMES = tuple(name.lower() for name in (*PRODUCTS, *ALSO_WORDS))
_MONEY = ("$", "€", "£", "dollar", "bucks", "euros", "usd")
_PRICE = re.compile(
    r"[$€£]\s?\d|\b\d[\d,]{0,12} (?:dollars|bucks|euros|USD)\b"
    r"|\b(?:ten|twenty|thirty|forty|fifty|sixty|eighty|few|hundred|thousand|million|billion) (?:dollars|bucks)\b",
    re.IGNORECASE,
)

_YEARS = r"(?:[89]|1[0-7]|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen)"
_NO_AGE = r" ?(?:%|(?:percent|o'clock|hours|days|weeks|months|minutes|miles|times|of|people|children|students|reports)\b)"
_AGE = re.compile(rf"\b(?:is|was|turns|turned|aged?) {_YEARS}(?![\w-]|{_NO_AGE})|\b{_YEARS}[- ]years?[- ]old\b|\({_YEARS}\)")
_NAMED_AGE = re.compile(
    rf"\b(?!(?:He|She|It|They|This|That|There|Who|I|You)\b)[A-Z][a-z]+(?:,? (?:is|was|turns|turned|aged?) {_YEARS}(?![\w-]|{_NO_AGE})|, {_YEARS}(?=[,.;:)]))"
    rf"|\b[A-Z][a-z]+ \({_YEARS}\)|\b{_YEARS}-year-old [A-Z][a-z]+|\b[A-Z][a-z]+,? (?:is |was )?an? (?:\w+ )?{_YEARS}-year-old"
)
_NAME = re.compile(r"\b(?:" + "|".join(GIVEN_NAMES) + r")\b")
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|"
    "Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|"
    "Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|"
    "Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_CITIES = (
    r"Atlanta|Baltimore|Boston|Chicago|Dallas|Denver|Detroit|Houston|Las Vegas|Los Angeles|Memphis|Miami|Nashville|Oakland|"
    r"Philadelphia|Phoenix|Portland|San Antonio|San Diego|San Francisco|Seattle|St\. Louis"
)
_PLACE = re.compile(
    rf"\b(?!(?:A|An|Any|At|Each|Every|Her|His|In|My|No|On|One|Our|That|The|Their|This|Your)\b)[A-Z][a-z]+ (?:County|City|Township|Heights|Falls|Springs|(?:High|Middle|Elementary) School|Mall|Avenue|Street)\b"
    rf"|\b(?:[Ii]n|[Ff]rom|[Nn]ear|of|[Oo]utside|to) (?:{_STATES}|{_CITIES})\b|\b[A-Z][a-z]+, (?:{_STATES})\b"
)


_PLACE_WORDS = frozenset(
    name.partition(" ")[0].rstrip("\\.").lower()
    for name in (*_STATES.split("|"), *_CITIES.split("|"), "County", "City", "Township", "Heights", "Falls", "Springs", "School", "Mall", "Avenue", "Street")
)
"""One of them stands in every named place."""


def _useful_to_offenders(piece: Piece) -> Iterator[Finding]:
    for text in _texts_with(piece, (name for name in _NAMES if piece.gist_words.issuperset(name.split()))):
        for found in _PRODUCT.finditer(text.words):
            yield Finding(
                text.place,
                f"'{found.group()}' is the name of a product: it dates fast, and it tells some readers where to look for children.",
                "Say what it is, such as 'an app' or 'a game'.",
                found.group(),
            )
    for text in _texts_with(piece, _MONEY):
        for found in _PRICE.finditer(text.words):
            yield Finding(
                text.place,
                f"'{found.group()}' is a sum of money; it shows nobody how to protect a child.",
                "Leave the sum out.",
                found.group(),
            )


def _texts_with(piece: Piece, words: Iterable[str]) -> Iterator[Text]:
    """The texts in which one of ``words`` may stand: few, so that patterns need not look at all."""
    likely = [word for word in words if word in piece.gist]
    for text in piece.texts if likely else ():
        small = text.words.lower()
        if any(word in small for word in likely):
            yield text


def _identifiable(piece: Piece) -> Iterator[Finding]:
    for text in piece.texts:
        if not may_hold(text.words, _PLACE_WORDS):
            continue
        words = " ".join(text.words.split())
        place = _PLACE.search(words)
        who = place and (_NAMED_AGE.search(words) or (_AGE.search(words) and _NAME.search(words)))
        if place and who:
            yield Finding(
                text.place,
                f"a name, a child's age and a place stand together ('{who.group()}', '{place.group()}'), so that readers "
                "may take the child for a real one.",
                "Leave the place unnamed: 'a town', 'a high school'.",
                place.group(),
            )


RULES = (
    TextRule(
        id="detail-serves-no-offender",
        may_be_allowed=False,
        says="No text names an app, a site or a game, or a sum of money.",
        why="Such details date fast, make adults miss what happens elsewhere, and are of use to somebody who harms.",
        find=_useful_to_offenders,
    ),
    TextRule(
        id="person-is-not-identifiable",
        says="No text gives a name, a child's age and a named place together.",
        why="Three such details make an invented child look real, and could fit a real one.",
        find=_identifiable,
        severity="warning",
        source="F-FAC-05, F-FAC-14",
    ),
)
