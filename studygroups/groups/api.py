"""Study groups over the API."""

from __future__ import annotations

from rest_framework.serializers import ModelSerializer

from accounts.api import Collection
from studygroups.groups.models import StudyGroup


class StudyGroupSerializer(ModelSerializer[StudyGroup]):
    class Meta:
        model = StudyGroup
        fields = ["id", "name", "unit", "is_demonstration"]


class StudyGroupViewSet(Collection[StudyGroup]):
    """中心组：本人所在的，以及本人督导的。"""

    queryset = StudyGroup.objects.all()
    serializer_class = StudyGroupSerializer
    search_fields = ["name", "unit__name"]
    filterset_fields = ["unit", "is_demonstration"]
