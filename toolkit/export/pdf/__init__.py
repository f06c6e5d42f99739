"""PDF/UA-1 by Typst: one door to the compiler, one template and one file per document."""
