"""Tells Django about this app."""

from django.apps import AppConfig


class SeedsConfig(AppConfig):
    name = "seeds"
    verbose_name = "演示数据"
