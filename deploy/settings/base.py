"""Settings every installation shares; what differs between machines comes from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()


def setting(name: str, default: str = "") -> str:
    """A setting from the environment; one that is there but empty counts as not there."""
    return env.str(name, default="") or default


ROOT = Path(__file__).resolve().parents[2]
VAR = Path(setting("VAR_DIR", str(ROOT / "var")))

SITE_URL = setting("SITE_URL", "http://localhost:8000").rstrip("/")
REDIS_URL = setting("REDIS_URL")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
    "rest_framework.authtoken",
    "accounts",
    "studygroups",
    "agendas",
    "seeds",
    "deploy",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "deploy.limits.BodyLimit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "deploy.urls"
WSGI_APPLICATION = "deploy.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "deploy" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "deploy.shell.shell",
            ],
            "builtins": ["django.templatetags.static", "accounts.templatetags.words"],
        },
    }
]

# --- data ---------------------------------------------------------------------------------------

_DATABASE_URL = setting("DATABASE_URL", f"sqlite:///{VAR / 'sanju.sqlite3'}")
DATABASES = {"default": env.db_url_config(_DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue at BEGIN instead of failing half-way; FULL, not NORMAL, survives a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Who may see what is asked in long statements that run for a moment; compiling each of them
    # first (jit) takes seconds.
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["options"] = f"{_options.get('options', '')} -c jit=off".strip()

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts of failed sign-ins must be shared by all web processes, so never in process memory.
DATABASE_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "cache",
    # By default a third is thrown out above 300 entries: whoever tries that many names would
    # lift the lock of every account.
    "OPTIONS": {"MAX_ENTRIES": 100_000},
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
    }
    if REDIS_URL
    else DATABASE_CACHE
}

MEDIA_ROOT = VAR / "files"
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A folder chosen whole; how many of its files are taken, the form says in words.
DATA_UPLOAD_MAX_NUMBER_FILES = 500

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- people -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.signin.backends.NameOrPhoneBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.signin.validators.LengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.signin.validators.ThreeClassesValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "agendas:desk"
ACCOUNT_ADAPTER = "accounts.signin.adapters.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_FORMS = {
    "login": "accounts.signin.forms.LoginForm",
    "change_password": "accounts.signin.forms.ChangePasswordForm",
    "reset_password": "accounts.signin.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.signin.forms.NewPasswordForm",
}
ACCOUNT_SESSION_REMEMBER = False
# Nobody is written to because a stranger typed his address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Goes by the address on file alone; allauth's own would keep every former address as well.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PRESERVE_USERNAME_CASING = False
# Five failures lock the account for five minutes, whichever address they come from. A whole
# government building signs in at eight o'clock from one address.
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key", "login": "300/m/ip"}
# How many of our own proxies stand between the browser and us.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# Minutes without any request after which one has to sign in again (等保).
IDLE_MINUTES = int(setting("IDLE_MINUTES", "60"))
SESSION_ENGINE = "accounts.signin.sessions"
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- what a browser may load: only what this server sends -----------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# --- words and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- work in the background: rows are the truth, Celery only comes round to look ------------------

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
if REDIS_URL:
    # Celery has its own word for a Redis on a Unix socket.
    CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
        "visibility_timeout": 900,
        "unacked_restore_interval": 5,
    }
else:
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "broker" / "queue"),
        "data_folder_out": str(VAR / "broker" / "queue"),
        "control_folder": str(VAR / "broker" / "control"),
        "polling_interval": 0.5,
    }
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "schedule")
# A tick nobody took before the next is thrown away: a worker that comes back finds no heap.
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for name, task, seconds in (
        ("plan notices", "agendas.plan_notices", 600),
        ("send notices", "accounts.send_notices", 30),
        ("want texts", "agendas.want_texts", 600),
        ("read texts", "accounts.read_texts", 20),
        ("index texts", "agendas.index_texts", 60),
        ("expire drops", "agendas.expire_drops", 3600),
        ("clear discarded files", "accounts.clear_discarded", 3600),
    )
}

NOTICE_CHANNELS = env.list("NOTICE_CHANNELS", default=[])
vars().update(env.email_url_config(setting("EMAIL_URL", "consolemail://")))
DEFAULT_FROM_EMAIL = setting("DEFAULT_FROM_EMAIL", "三聚三开放 <noreply@localhost>")
EMAIL_TIMEOUT = 20

# --- API ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "deploy.api.Pages",
    "DEFAULT_FILTER_BACKENDS": [
        "accounts.filters.Narrowing",
        "accounts.filters.Searching",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "deploy.parsers.StrictJSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "deploy.api.answer_exception",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "三聚三开放",
    "DESCRIPTION": "党委理论学习中心组学习会的选题、调研、召开、转化、问效。",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    # Fields of one name with choices of their own; the name is what a client's code will call them.
    "ENUM_NAME_OVERRIDES": {
        "AttendanceStatusEnum": "agendas.attendance.models.Status",
        "CapacityEnum": "agendas.attendance.models.Capacity",
        "InvitedCapacityEnum": "agendas.attendance.forms.INVITED",
        "ResolutionKindEnum": "agendas.minutes.models.ResolutionKind",
        "ProblemSourceEnum": "agendas.topics.models.ProblemSource",
    },
    # By default the page asks a server of the library's authors whether the schema is sound.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": setting("LOG_LEVEL", "INFO")},
}
