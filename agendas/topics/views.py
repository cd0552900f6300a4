"""Pages of problems, of the pool of topics, and of a session's topic."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.http import MemberRequest, attempt, one_page, press
from agendas.sessions.actions import allow
from agendas.sessions.forms import DecisionForm, start_again
from agendas.sessions.http import decision_form, posted_decision, session_or_404
from agendas.sessions.models import StudySession
from agendas.sessions.rules import runs
from agendas.topics import actions
from agendas.topics.forms import OneProblemForm, ProblemForm, TakeForm, TopicForm
from agendas.topics.models import Problem, Topic, TopicState
from studygroups.forms.models import Stage
from studygroups.groups.models import StudyGroup


def _own_groups(request: MemberRequest) -> QuerySet[StudyGroup]:
    return StudyGroup.objects.of_member(request.user, on=timezone.localdate())


def _may_propose(request: MemberRequest) -> bool:
    return _own_groups(request).exists()


def _topic_form(request: MemberRequest, topic: Topic | None = None) -> TopicForm:
    """The form, filled with the topic, or with the problem named in the address."""
    initial: dict[str, object] = {"problems": request.GET.getlist("problem")}
    if topic:
        names = ("group", "title", "kind", "angles", "central_task", "theme", "why_now")
        initial = {name: getattr(topic, name) for name in names}
        initial["problems"] = topic.problems.all()
    return TopicForm(
        request.POST or None,
        initial=initial,
        groups=_own_groups(request),
        problems=Problem.objects.filter(group__in=_own_groups(request)),
    )


@require_GET
def problems(request: MemberRequest) -> HttpResponse:
    rows = Problem.objects.visible_to(request.user).select_related("group", "raised_by_unit")
    rows = rows.prefetch_related(Prefetch("topics", Topic.objects.visible_to(request.user)))
    asked = OneProblemForm(request.GET)
    only = asked.cleaned_data["problem"] if asked.is_valid() else None
    rows = rows.filter(pk=only) if only else rows
    context = {
        "page": one_page(request, rows),
        "may_propose": _may_propose(request),
        "only": only,
    }
    return render(request, "topics/problems.html", context)


def new_problem(request: MemberRequest) -> HttpResponse:
    form = ProblemForm(
        request.POST or None,
        groups=_own_groups(request),
        initial={"found_on": timezone.localdate()},
    )
    if request.method == "POST" and attempt(
        form,
        lambda: actions.report_problem(by=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "问题已登记。")
        return redirect("agendas:problems")
    status = 422 if form.errors else 200
    return render(request, "topics/new_problem.html", {"form": form}, status=status)


@require_GET
def topics(request: MemberRequest) -> HttpResponse:
    rows = Topic.objects.visible_to(request.user).select_related(
        "group", "session", "decision__by", "decision__acted_for"
    )
    context = {"page": one_page(request, rows), "may_propose": _may_propose(request)}
    return render(request, "topics/topics.html", context)


def new_topic(request: MemberRequest) -> HttpResponse:
    form = _topic_form(request)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.propose_topic(by=request.user, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, "议题已加入议题库。")
        return redirect("agendas:topics")
    status = 422 if form.errors else 200
    return render(request, "topics/new_topic.html", {"form": form}, status=status)


def _edit(request: MemberRequest, topic: Topic, form: TopicForm) -> Topic:
    words = {name: value for name, value in form.cleaned_data.items() if name != "group"}
    return actions.edit_topic(topic=topic, by=request.user, at=timezone.now(), **words)


def edit_topic(request: MemberRequest, topic_id: int) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=topic_id)
    form = _topic_form(request, topic)
    del form.fields["group"]
    if request.method == "POST" and attempt(form, lambda: _edit(request, topic, form)):
        messages.success(request, "议题已保存。")
        return redirect("agendas:topics")
    status = 422 if form.errors else 200
    return render(request, "topics/new_topic.html", {"form": form, "topic": topic}, status=status)


def _part(
    request: MemberRequest,
    session: StudySession,
    *,
    take_form: TakeForm | None = None,
    decide_form: DecisionForm | None = None,
) -> HttpResponse:
    """The session's topic: what was taken, or the pool to take one from."""
    visible = Topic.objects.visible_to(request.user).select_related(
        "decision__by", "decision__acted_for", "proposed_by"
    )
    topic = visible.filter(session=session).first()
    is_choosing = session.stage == Stage.TOPIC
    may_take = topic is None and is_choosing and runs(request.user, session)
    awaits = topic is not None and topic.state == TopicState.SUBMITTED and is_choosing
    if may_take and take_form is None:
        take_form = TakeForm(pool=Topic.objects.pool().filter(group=session.group))
    if topic and awaits and decide_form is None:
        decide_form = decision_form(
            request, session, proposers=[topic.proposed_by], revision=topic.revision()
        )
    context = {
        "session": session,
        "part": "topic",
        "topic": topic,
        "problems": Problem.objects.visible_to(request.user).filter(topics=topic) if topic else [],
        "take_form": take_form,
        "decision_form": decide_form,
        "may_put_back": topic and is_choosing and runs(request.user, session),
    }
    refused = any(form and form.errors for form in (take_form, decide_form))
    return render(request, "topics/part.html", context, status=422 if refused else 200)


@require_GET
def topic(request: MemberRequest, session_id: int) -> HttpResponse:
    return _part(request, session_or_404(request, session_id))


@require_POST
def take_topic(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    allow(runs(request.user, session))
    form = TakeForm(request.POST, pool=Topic.objects.pool().filter(group=session.group))
    if not attempt(
        form,
        lambda: actions.take_topic(
            session=session, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    ):
        return _part(request, session, take_form=form)
    messages.success(request, "议题已选用，已请组长审定。")
    return redirect("agendas:topic", session_id=session_id)


@require_POST
def decide_topic(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    topic = get_object_or_404(Topic.objects.visible_to(request.user), session=session)
    form = posted_decision(
        request, session, proposers=[topic.proposed_by], revision=topic.revision()
    )
    if not attempt(
        form,
        lambda: actions.decide_topic(
            topic=topic, by=request.user, at=timezone.now(), **form.answer(by=request.user)
        ),
    ):
        start_again(form, revision=topic.revision())
        return _part(request, session, decide_form=form)
    messages.success(request, "审定结果已记录。")
    return redirect("agendas:topic", session_id=session_id)


@require_POST
def put_back_topic(request: MemberRequest, session_id: int) -> HttpResponse:
    session = session_or_404(request, session_id)
    topic = get_object_or_404(Topic.objects.visible_to(request.user), session=session)
    press(
        request,
        lambda: actions.put_back_topic(topic=topic, by=request.user, at=timezone.now()),
        done="议题已放回议题库。",
    )
    return redirect("agendas:topic", session_id=session_id)
