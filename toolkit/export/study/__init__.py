"""Self-study in one HTML file: prose, quizzes and scenarios that answer, with no kernel and no network."""
