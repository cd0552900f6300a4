"""What those who were away read."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.files.models import StoredFile
from accounts.people.models import User
from agendas.makeups.models.make_up import MakeUp
from agendas.sessions.models import StudySession
from studygroups.groups.models import StudyGroup


class MaterialFileQuerySet(models.QuerySet["MaterialFile"]):
    def visible_to(self, user: User) -> Self:
        """Those who run the group, and whoever has to make up for the session."""
        groups = StudyGroup.objects.led_by(user, on=timezone.localdate())
        own = MakeUp.objects.filter(attendance__person=user).values("attendance__session")
        return self.filter(
            Q(material__session__group__in=groups.values("pk")) | Q(material__session__in=own)
        )


class MaterialQuerySet(models.QuerySet["Material"]):
    def with_files(self) -> Self:
        """The files too, in one query more."""
        files = MaterialFile.objects.select_related("file")
        return self.prefetch_related(Prefetch("files", files))


class Material(models.Model):
    """What those who were away read, the same for all of one session."""

    session = models.OneToOneField(StudySession, on_delete=models.CASCADE, related_name="+")
    text = models.TextField("补学内容", blank=True, max_length=5000)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = "补学材料"

    def __str__(self) -> str:
        return f"{self.session}补学材料"


class MaterialFile(models.Model):
    """One file of the material."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    objects = MaterialFileQuerySet.as_manager()

    class Meta:
        verbose_name = "补学材料文件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file.name
