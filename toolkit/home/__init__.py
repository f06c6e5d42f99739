"""A curriculum and the record of one learner in, the learner's home out: what is on offer, what is done, what comes next."""

from toolkit.home.as_markdown import as_markdown
from toolkit.home.home import Home

__all__ = ["Home", "as_markdown"]
