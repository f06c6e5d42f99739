"""Many kits at once: worker processes, what is up to date, and progress over all of them."""
