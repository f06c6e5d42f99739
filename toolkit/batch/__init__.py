"""Many kits at once: worker processes or a cluster, what is up to date, and progress over all of them."""
