"""Tells Django about this app."""

from importlib import import_module

from django.apps import AppConfig


class DeployConfig(AppConfig):
    name = "deploy"
    verbose_name = "运行"

    def ready(self) -> None:
        import_module("deploy.checks")
