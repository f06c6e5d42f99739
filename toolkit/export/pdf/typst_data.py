"""A Document in, plain JSON-able data for Typst templates out, and beside it the pictures it shows."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from toolkit.drawing.told import sentences
from toolkit.export.deck import Deck
