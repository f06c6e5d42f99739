"""What a learner has done, kept on their own machine and nowhere else."""

from toolkit.record.place import record_path
from toolkit.record.record import Record

__all__ = ["Record", "record_path"]
