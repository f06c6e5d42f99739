"""Facilitator toolkit: a YAML curriculum in, everything a workshop needs out."""

__version__ = "0.1.0"
