"""The papers handed in, and the findings marked in them."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Min, Prefetch, Q

from accounts.files.models import FileText, StoredFile
from accounts.files.texts import text_of
from accounts.people.models import User
from accounts.search.models import PAGE, Searchable, Words
from agendas.proxies.models import Proxy
from agendas.research.models.duties import Duty
from agendas.research.models.states import FindingKind, ResearchState
from agendas.sessions.models import StudySession


class ResearchQuerySet(models.QuerySet["Research"]):
    def visible_to(self, user: User) -> Self:
        """Leads see every paper, members those handed in and their own.

        A supervisor sees the handed-in ones of the demonstration groups he supervises, and of
        the sessions his unit observes; so do those who observe them.
        """
        sessions = StudySession.objects
        handed_in = Q(state=ResearchState.HANDED_IN)
        watched = sessions.supervised_by(user).filter(group__is_demonstration=True)
        return self.filter(
            Q(session__in=sessions.led_by(user).values("pk"))
            | Q(pk__in=Duty.objects.filter(person=user).values("paper"))
            | handed_in & Q(session__in=sessions.of_member(user).values("pk"))
            | handed_in & Q(session__in=watched.values("pk"))
            | handed_in & Q(session__in=sessions.observed_by(user).values("pk"))
        )

    def with_authors(self) -> Self:
        """Everything a page or the API shows of a paper, in three queries."""
        papers = self.select_related("file", "remarked_by")
        authors = Duty.objects.select_related("person", "proxy__entered_by")
        return papers.prefetch_related(Prefetch("duties", authors), "findings")

    def with_all(self) -> Self:
        """The visits too, in two queries more."""
        return self.with_authors().prefetch_related("visits__problems")

    def in_order(self) -> Self:
        """The official order of their first authors."""
        return self.annotate(place=Min("duties__order")).order_by("place", "pk")

    def with_text_to_index(self) -> Self:
        """Those not yet found by the words of their files, which have been read meanwhile."""
        settled = FileText.objects.settled()
        return self.filter(awaits_text=True, file__sha256__in=settled.values("sha256"))

    def with_visit_counts(self) -> Self:
        """How many visits, problems met there and problems solved each paper tells of."""
        solved = Q(visits__problems__is_solved=True)
        return self.annotate(
            visit_count=Count("visits", distinct=True),
            problem_count=Count("visits__problems", distinct=True),
            solved_count=Count("visits__problems", filter=solved, distinct=True),
        )


class Research(Searchable):
    """One paper, a text or a file; several members may have written it together."""

    session = models.ForeignKey(StudySession, on_delete=models.CASCADE, related_name="research")
    title = models.CharField("题目", max_length=100)
    text = models.TextField("正文", blank=True, max_length=20000)
    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="文件",
    )
    state = models.CharField(
        "状态", max_length=10, choices=ResearchState, default=ResearchState.HANDED_IN
    )
    # What whoever returned it or asked for more wrote; gone once it is handed in again.
    remark = models.CharField("退回或补充意见", max_length=200, blank=True)
    remarked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handed_in_at = models.DateTimeField("提交时间")
    # Until what its file says is among the words it is found by.
    awaits_text = models.BooleanField(default=False)

    objects = ResearchQuerySet.as_manager()

    class Meta:
        verbose_name = "调研材料"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(file__isnull=False),
                name="paper_is_a_text_or_a_file",
                violation_error_code="paper_empty",
                violation_error_message="请填写正文或上传文件。",
            )
        ]
        indexes = [
            models.Index(
                fields=["file"], condition=Q(awaits_text=True), name="paper_awaits_its_text"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def author_names(self) -> str:
        """The authors in official order, as they were called when the research was asked for."""
        return "、".join(duty.name for duty in self.duties.all())

    def proxy(self) -> Proxy | None:
        """That another than an author handed it in for them (代交), if so.

        Of several authors' the one that somebody objected to, so that this is not overlooked.
        """
        marks = [duty.proxy for duty in self.duties.all() if duty.proxy]
        return next((mark for mark in marks if mark.objected_at), marks[0] if marks else None)

    def words(self) -> Words:
        """Its text, what was marked in it, and what its file says as far as that was read."""
        own = "\n".join((self.text, *(finding.text for finding in self.findings.all())))
        text, session = own.replace(PAGE, "\n") + self._file_words(), self.session
        return Words(self.title, text, session.day(), session.group.unit_id, session.pk)

    def _file_words(self) -> str:
        text = text_of(self.file) if self.file else None
        if text is None or not text.has_pages:
            return f"\n{text.text}" if text else ""
        return "".join(f"{PAGE}{page}" for page in text.pages())


class Finding(models.Model):
    """One of the one to three things a paper found, in a sentence or two."""

    paper = models.ForeignKey(Research, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField("类别", max_length=8, choices=FindingKind)
    text = models.CharField("内容", max_length=300)
    page = models.PositiveSmallIntegerField("页码", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "调研发现"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text
