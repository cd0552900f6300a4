"""What ``manage.py check`` finds wrong with an installation."""

from __future__ import annotations

from deploy import checks


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_folders_that_can_be_written_are_fine(settings, tmp_path) -> None:
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files" / "not yet made"

    assert checks.folders_are_writable() == []


def test_a_folder_that_cannot_be_written_is_named(settings, tmp_path) -> None:
    (tmp_path / "taken").write_text("a file where a folder should be")
    settings.VAR, settings.MEDIA_ROOT = tmp_path, tmp_path / "taken" / "files"

    (found,) = checks.folders_are_writable()

    assert found.id == "deploy.E001"
    assert "MEDIA_ROOT" in found.msg


def test_mail_without_a_server_is_an_error(settings) -> None:
    settings.NOTICE_CHANNELS = ["email"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert ids(checks.channels_can_deliver()) == ["deploy.E003"]


def test_mail_switched_off_needs_no_server(settings) -> None:
    settings.NOTICE_CHANNELS = []
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert checks.channels_can_deliver() == []


def test_an_unknown_channel_is_named_beside_the_known_ones(settings) -> None:
    settings.NOTICE_CHANNELS = ["email", "pigeon"]

    (found,) = checks.channels_can_deliver()

    assert found.id == "deploy.E002"
    assert "pigeon" in found.msg
    assert "email" in str(found.hint)


def test_an_address_with_tls_that_the_site_answers_at_is_fine(settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://study.example", [".example"]

    assert checks.site_address_works() == []


def test_an_address_without_tls_or_of_another_host_is_told(settings) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = "http://study.example", ["elsewhere.example"]

    assert ids(checks.site_address_works()) == ["deploy.W004", "deploy.W005"]
