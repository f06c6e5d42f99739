"""Reads what people wrote: YAML files in; a frozen curriculum or session, with every problem located, out."""

from toolkit.load.curriculum import find_curriculum, load_curriculum, read_curriculum
from toolkit.load.rules import RULES
from toolkit.load.session import check_session, load_session

__all__ = ["RULES", "check_session", "find_curriculum", "load_curriculum", "load_session", "read_curriculum"]
