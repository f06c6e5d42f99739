"""The finished slides that HTML, PPTX, PDF and the guide all show."""

from toolkit.export.deck.build import build_deck, footer_of
from toolkit.export.deck.sections import sections_of
from toolkit.export.deck.slide import Deck, Layout, Link, Option, Slide

__all__ = ["Deck", "Layout", "Link", "Option", "Slide", "build_deck", "footer_of", "sections_of"]
