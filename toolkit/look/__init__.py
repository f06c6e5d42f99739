"""The look: fonts and how wide their letters are, colours, sizes; below everything that draws or sets type."""
