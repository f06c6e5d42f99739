"""The nouns of a curriculum, and what they work out by themselves."""
