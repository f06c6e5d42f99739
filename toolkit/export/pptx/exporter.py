"""From a facilitator's Document to an editable PowerPoint deck: real layouts, outline text, notes, scenes that link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit.export.deck import build_deck, footer_of, sections_of
from toolkit.export.office import language_tag
