"""What all office files share: the language as office programs name it, fixed dates, and a zip, also of a kit, that is the same every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""A zip can hold nothing earlier; it says 'not a real date'."""
CREATED = "1980-01-01T00:00:00Z"
_READABLE = 0o100644  # an ordinary file that everyone may read
LONGEST = 255
"""Characters that a core property may hold."""
_REGIONS = {"en": "en-US", "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}  # office programs check spelling by language and region
EAST_ASIAN_FACES = {"zh": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic"}
"""A face of the office programs for each; where it is missing, they take another of its language."""


def language_tag(language: str) -> str:
    """'en' as 'en-US'."""
    return _REGIONS.get(language, language)


def same_zip(parts: Mapping[str, bytes]) -> bytes:
    """The package of ``parts`` by path, in a fixed order with fixed dates, so the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # else it differs between Windows and the rest
            entry.external_attr = _READABLE << 16
            target.writestr(entry, parts[name])
    return out.getvalue()
