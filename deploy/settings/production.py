"""Behind TLS, with every secret from the environment; refuses to start without what it needs."""

from django.core.exceptions import ImproperlyConfigured

from deploy.settings.base import *  # noqa: F403 - a settings module is the sum of its base
from deploy.settings.base import SITE_URL, env, setting

_NEEDED = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "SITE_URL", "EMAIL_URL")
if _missing := [name for name in _NEEDED if not setting(name)]:
    raise ImproperlyConfigured(f"生产环境缺少设置：{'、'.join(_missing)}")

DEBUG = False
SECRET_KEY = setting("SECRET_KEY")
SECURE_SSL_REDIRECT = True
# The proxy in front must set this header itself, whatever the visitor sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Behind a proxy every visitor has the proxy's address; limits count the one the proxy forwards.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Probes come from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
