"""The test before and after a workshop: two forms that ask about the same things, pairing codes, and what was written on paper."""
