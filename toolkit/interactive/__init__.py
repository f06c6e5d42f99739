"""The engine that makes activities live, and the data it shows; shared by notebook widgets and the stand-alone page."""
