"""What a learner has done, kept on their own machine and nowhere else."""
