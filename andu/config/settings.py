"""Django's settings: what the house is made of. What an operator decides comes from env.py."""

from pathlib import Path

from andu.config import env, logs

BASE = Path(__file__).resolve().parent.parent
DATA = env.DATA
DEBUG = env.flag("ANDU_DEBUG")
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.words("ANDU_HOSTS", "127.0.0.1,localhost,[::1],testserver")

ROOMS = [
    "kit",
    "ui",
    "audit",
    "policy",
    "identity",
    "organisation",
    "realtime",
    "typesetting",
    "files",
    "todo",
    "notify",
    "search",
    "downloads",
    "stationery",
    "appearance",
    "workflow",
    "forms",
    "authority",
    "approvals",
    "documents",
    "upkeep",
    "recurring",
    "portal",
    "backup",
    "api",
    "webhooks",
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "andu.config",
    *[f"andu.{room}" for room in ROOMS],
]

MIDDLEWARE = [
    "andu.config.requests.numbered",
    "andu.config.proxy.caller",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "andu.ui.middleware.security",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "andu.identity.middleware.lasting",
    "andu.api.middleware.bearer",
    "andu.organisation.middleware.person",
    "andu.config.requests.named",
    "andu.appearance.middleware.look",
    "andu.identity.middleware.closed",
    "andu.files.middleware.bounded",
    "andu.kit.once.middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "andu.ui.middleware.toasts",
    "andu.ui.middleware.refusals",
]

ROOT_URLCONF = "andu.config.urls"
WSGI_APPLICATION = "andu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "andu.ui.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "andu.kit.templatetags.once",
                "andu.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES = {"default": env.database()}
# What one form may carry: a detail table of 500 rows and 30 columns, with pickers; as many files as
# a field may hold at most (files.field_most). Beyond it ui.views.bad_request says what to do.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 40_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["andu.identity.backend.Sessions"]
LOGIN_URL = "identity:login"
PASSWORD_HASHERS = ["andu.identity.hashing.Argon2"]

LANGUAGE_CODE = "zh-hans"
FORMAT_MODULE_PATH = "andu.config.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files come straight from the package, nothing is collected; built names carry their hash.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+/ui/vendor/.+[.][0-9a-zA-Z]{8,}[.][a-z]+$"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
PORT = env.number("ANDU_PORT", 8000)
# Websockets stand on the next port; a TLS proxy merges both and shows them at /ws.
WEBSOCKET_URL = env.text("ANDU_WEBSOCKET_URL") or f":{PORT + 1}/ws"
NUDGE_SOCKET = env.nudge_socket()
REDIS_URL = env.text("REDIS_URL")
CSRF_FAILURE_VIEW = "andu.ui.views.csrf_failure"
MEDIA_ROOT = DATA / "files"
FILE_UPLOAD_TEMP_DIR = MEDIA_ROOT / "posted"
SILENCED_SYSTEM_CHECKS = ["files.E001"]  # files.middleware makes that folder when a post needs it
CLAMD = env.text("ANDU_CLAMD")
FONT_FOLDERS = env.words("ANDU_FONTS")

# Sessions are rows, so that they can be seen and ended; cookies are out of scripts' reach.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
BEHIND_TLS = env.flag("ANDU_TLS_PROXY")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
LOGGING = logs.configuration(env.text("ANDU_LOG_LEVEL", "INFO"), env.text("ANDU_LOG"))
METRICS_TOKEN = env.text("ANDU_METRICS_TOKEN")
