"""Tells Django about this app."""

from django.apps import AppConfig


class StudygroupsConfig(AppConfig):
    name = "studygroups"
    verbose_name = "中心组"
