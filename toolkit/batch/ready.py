"""What every worker looks up first, looked up once: imported by the server that workers are forked from, while another process checks the content."""

from __future__ import annotations

import gc
from contextlib import suppress

from toolkit.errors import ToolkitError
from toolkit.export.slides.webfonts import font_face_css
from toolkit.look.fonts import known_characters
from toolkit.look.theme import DEFAULT
from toolkit.messages import messages
from toolkit.program import program_digest

with suppress(ToolkitError):  # whoever needs what is missing says so
    program_digest()
    messages("en")
    known_characters()
    font_face_css(DEFAULT.font)
gc.freeze()  # memory that nobody looks through for garbage stays shared between the workers
