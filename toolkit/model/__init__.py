"""The nouns of a workshop: frozen values that know nothing of files, notebooks or formats."""
