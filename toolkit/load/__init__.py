"""Reads what people wrote: YAML files in; a frozen curriculum or session, with every problem located, out."""

from toolkit.load.curriculum import load_curriculum, read_curriculum
from toolkit.load.layout import find_files
from toolkit.load.printing import find_unprintable
from toolkit.load.roster import read_roster
from toolkit.load.rules import RULES
from toolkit.load.session import check_session, load_session, sample_sessions
from toolkit.location import curriculum_around, curriculum_at, find_curriculum

__all__ = [
    "RULES", "check_session", "curriculum_around", "curriculum_at", "find_curriculum", "find_files", "find_unprintable",
    "load_curriculum", "load_session", "read_curriculum", "read_roster", "sample_sessions",
]
