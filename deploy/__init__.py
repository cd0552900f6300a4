"""How the parts are joined and run: settings, addresses, background work, base pages."""

from deploy.celery import app as celery_app

__all__ = ["celery_app"]
