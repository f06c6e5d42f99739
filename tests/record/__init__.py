"""The learner's record, as one process sees it and as many do."""
