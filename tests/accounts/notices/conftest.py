"""A mail server that takes everything, and mails that are owed."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from accounts.notices.actions import tell
from accounts.notices.models import Delivery, NoticeKind
from tests.factories import UserFactory


class Box:
    """What the server was handed; refuses the addresses in ``refused``."""

    def __init__(self) -> None:
        self.mails: list = []
        self.sessions: set = set()
        self.refused: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - fixed
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - fixed
        self.mails.append(envelope)
        self.sessions.add(id(session))
        return "250 OK"


class Server(Controller):
    """On a port the system chooses, so that tests at the same time do not meet."""

    def _create_server(self):
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        return self.loop.create_server(self._factory_invoker, sock=listening)


@pytest.fixture
def box(settings):
    controller = Server(Box(), hostname="127.0.0.1")
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = controller.port
    yield controller.handler
    controller.stop()


@pytest.fixture
def owe(db) -> Callable[..., Delivery]:
    """A mail that is owed to somebody with that address since just now."""

    def one(email: str = "cadre@example.org", text: str = "请提交会前调研。") -> Delivery:
        person = UserFactory(email=email)
        key = f"test:{person.pk}"
        tell([person], kind=NoticeKind.REMIND, text=text, path="/sessions/1/", key=key)
        Delivery.objects.filter(notice__recipient=person).update(due_at=timezone.now())
        return Delivery.objects.get(notice__recipient=person)

    return one
