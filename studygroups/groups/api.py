"""Study groups over the API."""

from __future__ import annotations

from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.http import signed_in
from studygroups.groups.models import StudyGroup, StudyGroupQuerySet


class StudyGroupSerializer(ModelSerializer[StudyGroup]):
    class Meta:
        model = StudyGroup
        fields = ["id", "name", "unit", "is_demonstration"]


class StudyGroupViewSet(ReadOnlyModelViewSet[StudyGroup]):
    """中心组：本人所在的，以及本人督导的。"""

    queryset = StudyGroup.objects.none()
    serializer_class = StudyGroupSerializer
    search_fields = ["name", "unit__name"]
    filterset_fields = ["unit", "is_demonstration"]

    def get_queryset(self) -> StudyGroupQuerySet:
        return StudyGroup.objects.visible_to(signed_in(self.request))
