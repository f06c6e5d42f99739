"""Sessions of any module, restricted ones included: somebody has confirmed that their participants are vetted."""

from __future__ import annotations

from typing import Any

from toolkit.model.curriculum import Curriculum
from toolkit.model.session import Session

BY = "Lt. R. Example, Training Division"


def session_of(curriculum: Curriculum, module_id: str, **more: Any) -> Session:
    """The session of one module with ``more`` of a session's keys, cleared where the module is restricted."""
    cleared = {"audience": "law-enforcement", "vetted_by": BY} if curriculum.access_of(module_id) == "restricted" else {}
    return Session.model_validate({"modules": [module_id], **more, **cleared})
