"""The tree of units over the API."""

from __future__ import annotations

from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.units.models import Unit


class UnitSerializer(ModelSerializer[Unit]):
    class Meta:
        model = Unit
        fields = ["id", "name", "short_name", "kind", "parent", "order"]


class UnitViewSet(ReadOnlyModelViewSet[Unit]):
    """单位：所有登录人员可见。"""

    queryset = Unit.objects.all()
    serializer_class = UnitSerializer
    search_fields = ["name", "short_name"]
    filterset_fields = ["kind", "parent"]
