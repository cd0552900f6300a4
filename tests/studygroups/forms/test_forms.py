"""Which stages a form of study goes through, and the forms every installation has."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.audit.models import LogEntry
from studygroups.forms.actions import STANDARD_FORMS, ensure_standard_forms
from studygroups.forms.models import FULL_FORM, Stage, StudyForm, refuse_unknown_stages

FULL = StudyForm(code=FULL_FORM, stages=["topic", "research", "meeting", "conversion", "followup"])
LECTURE = StudyForm(code="lecture", stages=["meeting"])
FORUM = StudyForm(code="forum", stages=["topic", "meeting", "conversion"])


@pytest.mark.parametrize(
    ("form", "way"),
    [
        (FULL, ["topic", "research", "meeting", "conversion", "followup", "closed"]),
        (FORUM, ["topic", "meeting", "conversion", "closed"]),
        (LECTURE, ["meeting", "closed"]),
    ],
)
def test_a_form_leads_from_its_first_stage_to_the_end_and_back(form, way):
    stages = [Stage(stage) for stage in way]

    assert form.first_stage() == stages[0]
    assert [form.stage_after(stage) for stage in stages[:-1]] == stages[1:]
    assert [form.stage_before(stage) for stage in stages[1:]] == stages[:-1]
    assert form.stage_before(stages[0]) is None


@pytest.mark.parametrize(
    "stages", [form.stages for form in (FULL, FORUM, LECTURE)], ids=["all", "some", "one"]
)
def test_stages_in_their_order_are_accepted(stages):
    refuse_unknown_stages(stages)


@pytest.mark.parametrize(
    "stages",
    [
        pytest.param([], id="none"),
        pytest.param(["topic", "research"], id="without the meeting"),
        pytest.param(["meeting", "topic"], id="in another order"),
        pytest.param(["meeting", "meeting"], id="twice"),
        pytest.param(["meeting", "closed"], id="closing is no work"),
        pytest.param(["meeting", "party"], id="unknown"),
        pytest.param("meeting", id="a word"),
        pytest.param(None, id="nothing"),
        pytest.param({"meeting": 1}, id="a table"),
    ],
)
def test_anything_else_is_refused(stages):
    with pytest.raises(ValidationError) as refused:
        refuse_unknown_stages(stages)

    assert refused.value.code == "stages"


def test_the_standard_forms_are_added_in_their_order_and_only_one_asks_for_everything(db):
    added = ensure_standard_forms()

    forms = list(StudyForm.objects.all())
    assert added == len(STANDARD_FORMS) == 10
    assert [form.code for form in forms] == [code for code, *_ in STANDARD_FORMS]
    assert [form.code for form in forms if form.stages != ["meeting"]] == [FULL_FORM]
    assert LogEntry.objects.filter(kind="form.add").count() == 10


def test_adding_them_again_changes_nothing_that_was_changed_here(db):
    ensure_standard_forms()
    StudyForm.objects.filter(code="night").update(name="周一夜学")

    assert ensure_standard_forms() == 0

    assert StudyForm.objects.get(code="night").name == "周一夜学"
    assert StudyForm.objects.count() == 10


def test_the_installer_runs_one_command_as_often_as_he_likes(db, capsys):
    call_command("setup")
    call_command("setup")

    assert capsys.readouterr().out == "新增学习形式 10 种。\n新增学习形式 0 种。\n"
