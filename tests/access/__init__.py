"""Proof of the access labels: markers in everything readable, and a search of every finished file for them."""
