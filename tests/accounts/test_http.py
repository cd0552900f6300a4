"""How a refusal comes back to the form it belongs to, and how a file leaves the house."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.files.actions import store
from accounts.http import attempt, send_file
from accounts.units.models import Unit
from tests.accounts.files import samples


class Named(forms.Form):
    name = forms.CharField()


def refuse(refusal: ValidationError):
    def act() -> None:
        raise refusal

    return act


def test_what_the_action_gives_back_is_handed_on(db):
    assert attempt(Named({"name": "选题"}), lambda: "done") == "done"


def test_an_invalid_form_never_reaches_the_action(db):
    form = Named({})

    assert attempt(form, refuse(ValidationError("unused"))) is None
    assert list(form.errors) == ["name"]


def test_a_refusal_stands_at_the_head_and_keeps_its_code_and_the_input(db):
    form = Named({"name": "选题"})

    attempt(form, refuse(ValidationError("阶段不对。", code="wrong_stage")))

    assert form.non_field_errors().as_data()[0].code == "wrong_stage"
    assert form["name"].value() == "选题"


def test_reasons_stand_at_their_field_or_at_the_head_where_there_is_none(db):
    form = Named({"name": "选题"})

    attempt(form, refuse(ValidationError({"name": ["太短。"], "venue": ["没有地点。"]})))

    assert form.errors["name"] == ["太短。"]
    assert form.non_field_errors() == ["没有地点。"]


def test_a_refused_action_leaves_nothing_half_done(db):
    def act() -> None:
        Unit.objects.create(name="半个单位", kind="department", path="9/")
        raise ValidationError("不行。", code="no")

    attempt(Named({"name": "选题"}), act)

    assert not Unit.objects.exists()


def test_a_file_leaves_as_a_download_under_its_chinese_name(secretary, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stored = store(SimpleUploadedFile("签批单.pdf", samples.PDF), by=secretary)

    answer = send_file(stored)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%AD%BE")
    assert answer.getvalue() == samples.PDF
    answer.close()
