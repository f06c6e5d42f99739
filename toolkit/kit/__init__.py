"""One kit: what was ordered, the work on it, and what came of it. ``toolkit.build`` runs it."""
