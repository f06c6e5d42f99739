"""What is promised of every file that we make and of what we keep, tried with the worst that can happen: docs/trust.md says what came out."""
