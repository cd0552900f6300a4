"""Archives as people zip them on Windows, and as strangers forge them."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile


def zipped(entries: dict[str, bytes], name: str = "材料.zip") -> SimpleUploadedFile:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for entry, content in entries.items():
            archive.writestr(entry, content)
    return SimpleUploadedFile(name, file.getvalue())


def in_gbk(entries: dict[str, bytes]) -> SimpleUploadedFile:
    """As Chinese Windows writes it: names in GBK, and no word of that."""
    plain = {name.encode("gbk").hex(): (name, content) for name, content in entries.items()}
    content = zipped({stand_in: each for stand_in, (_, each) in plain.items()}).read()
    for stand_in, (name, _) in plain.items():
        letters = name.encode("gbk")
        # Names keep their length: what is left of the stand-in is made of zeros, then cut.
        content = content.replace(stand_in.encode(), letters.ljust(len(stand_in), b"\0"))
    return SimpleUploadedFile("材料.zip", content)


def locked(entries: dict[str, bytes]) -> SimpleUploadedFile:
    """Every entry says that a password is needed."""
    content = bytearray(zipped(entries).read())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return SimpleUploadedFile("材料.zip", bytes(content))
