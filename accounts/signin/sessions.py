"""Sessions that end when nobody has used them for a while (等保: 登录连接超时自动退出)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

# How often in its span a session that is used is renewed: reading a page seldom writes.
_RENEWALS = 12


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        """What the session holds; one in use is marked to be kept for another whole span."""
        row = self._get_session_from_db()  # type: ignore[attr-defined] # missing in the stubs
        if row is None:
            return {}
        span = timedelta(seconds=self.get_session_cookie_age())
        if row.expire_date - timezone.now() < span - span / _RENEWALS:
            self.modified = True
        return self.decode(row.session_data)
