"""What the collections of this room share: one yardstick for all lights."""

from __future__ import annotations

from functools import cached_property

from django.utils import timezone

from agendas.measures.rules import Yardstick


class Lit:
    """A collection whose rows carry a light, all measured by one yardstick."""

    @cached_property
    def yardstick(self) -> Yardstick:
        return Yardstick.of(timezone.localdate())
