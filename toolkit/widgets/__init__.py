"""What an activity shows in a notebook: structured data for exporters, readable text for everyone else."""
