"""Documents for one reader, and the functions that write them: one row per format, one file per output."""
