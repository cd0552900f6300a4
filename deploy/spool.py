"""Messages as files in a folder, for an installation without Redis."""

from __future__ import annotations

import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    # Its two bases give the second argument different names.
    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        """Written whole under another name first: a worker that takes half a message dies of it.

        The name begins with the time, by which the reader takes the oldest first.
        """
        name = f"{monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        whole = Path(self.data_folder_out) / name
        draft = whole.with_name(f"{name}.draft")
        draft.write_text(dumps(payload))  # type: ignore[no-untyped-call] # kombu has few types
        draft.replace(whole)


class Transport(filesystem.Transport):
    Channel = Channel
