"""A prepared Word document to HTML by mammoth; whether pandoc does it instead, its caller decides."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping

import mammoth

_STYLES = """
p[style-name='heading 1'] => h1:fresh
p[style-name='heading 2'] => h2:fresh
p[style-name='heading 3'] => h3:fresh
p[style-name='heading 4'] => h4:fresh
p[style-name='heading 5'] => h5:fresh
p[style-name='heading 6'] => h6:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
"""


def to_html(prepared: bytes, pictures: Mapping[str, bytes]) -> str:
    """Give the HTML of a document; its pictures are named by their parts."""
    names = {_digest(data): name for name, data in pictures.items()}

    def name_of(image: object) -> dict[str, str]:
        with image.open() as file:  # type: ignore[attr-defined]
            return {"src": names.get(_digest(file.read()), "")}

    done = mammoth.convert_to_html(
        io.BytesIO(prepared),
        style_map=_STYLES,
        convert_image=mammoth.images.img_element(name_of),
        external_file_access=False,
    )
    return str(done.value)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
