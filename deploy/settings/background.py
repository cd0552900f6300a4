"""Work in the background: rows are the truth, Celery only comes round to look."""

from deploy.settings.environment import REDIS_URL, TIME_ZONE, VAR, env, setting

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
    CELERY_BROKER_URL = "spool://localhost"
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
        ("settle seats", "agendas.settle_seats", 30),
        ("erase guest data", "agendas.erase_guest_data", 3600),
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
