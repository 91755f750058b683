"""Django's settings. What differs between sites is in `environment`."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF

from gongping.project.environment import read

ENVIRONMENT = read()
PACKAGE = Path(__file__).resolve().parent.parent
IS_DEMO = ENVIRONMENT.mode in {"demo", "test"}
DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = [*ENVIRONMENT.hosts]
DATA_DIR = ENVIRONMENT.data_dir

ROOMS = [
    "foundation", "documents", "audit", "accounts", "organisation", "ledger",
    "meetings", "comments", "polls", "roll", "paper", "results", "bulletins",
    "procedure", "workbench", "demo",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    *[f"gongping.{room}" for room in ROOMS],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongping.project.middleware.ActorMiddleware",
    "gongping.accounts.middleware.PresenceMiddleware",
    "gongping.project.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongping.project.urls"
WSGI_APPLICATION = "gongping.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "gongping.project.context.shell",
            ],
        },
    }
]


def postgres_settings(url: str) -> dict[str, Any]:
    """Return the settings of the PostgreSQL at this address."""
    parts = urlsplit(url)
    # A folder with a socket cannot stand where a host does: `?host=/run/postgresql`.
    sockets = parse_qs(parts.query).get("host", [""])
    return {
        "ENGINE": "gongping.audit.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or sockets[0],
        "PORT": str(parts.port or ""),
    }


def sqlite_settings() -> dict[str, Any]:
    """Return the settings of the database in the data folder."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "gongping.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Deleted content is overwritten: a ticket that is gone shall be gone.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA secure_delete=ON",
        },
    }


def _foreign(url: str) -> list[str]:
    return [url] if url.startswith("http") else []


DATABASES = {
    "default": postgres_settings(ENVIRONMENT.database_url)
    if ENVIRONMENT.database_url
    else sqlite_settings()
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
PASSWORD_HASHERS = ["gongping.accounts.hashing.CrowdArgon2"]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
# The page says when to try again: further tries must not move that moment.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "gongping.accounts.lockout.answer"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "next"]
AXES_HANDLER = "gongping.accounts.lockout.DiscreetHandler"
# A whole hall shares one address behind a gateway: count by account, not by it.
SILENCED_SYSTEM_CHECKS = ["axes.W006"]
# Who came in is the audit room's to say, and nobody says from where.
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

IDLE_MINUTES = 30
# The accounts room ends idle sessions; the cookie lives longer so that it can
# say why. Twelve hours without a page, and the session is gone altogether.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENVIRONMENT.is_https
CSRF_COOKIE_SECURE = ENVIRONMENT.is_https
CSRF_FAILURE_VIEW = "gongping.project.failures.expired_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "connect-src": [SELF, *_foreign(ENVIRONMENT.box_public_url)],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
# Rooms are found by themselves; the project is no room.
LOCALE_PATHS = [PACKAGE / "project" / "locale"]
LANGUAGE_COOKIE_NAME = "gongping_language"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = DATA_DIR / "attachments"
FILE_UPLOAD_PERMISSIONS = 0o600
MAX_UPLOAD_BYTES = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Where the program reaches the box, and where the voter's browser does.
BOX_URL = ENVIRONMENT.box_url
BOX_CERTIFICATE = ENVIRONMENT.box_certificate
BOX_PUBLIC_URL = ENVIRONMENT.box_public_url
# Where voters find the page that seals ballots; a full address if it has a host of its
# own.
VOTE_PUBLIC_URL = ENVIRONMENT.vote_public_url
SITE_PUBLIC_URL = ENVIRONMENT.site_public_url
BOX_SECRET_PATH = DATA_DIR / "box_secret"
# Keys of the weak suite are too short for anything but tests: nothing else takes them.
ALLOW_WEAK_BALLOTS = ENVIRONMENT.mode == "test"
BALLOT_SUITE = "gp1/weak" if ALLOW_WEAK_BALLOTS else "gp1"
# How long ballots are collected before any is cast. A demonstration
# has nobody to protect, and nobody who waits.
COLLECTING_ALONE = timedelta(minutes=10 if ENVIRONMENT.mode == "site" else 0)
# Where an issuer's keys lie while it signs.
ISSUER_DIR = DATA_DIR / "issuer"
BOARDS_DIR = DATA_DIR / "boards"
# Faces that a site has the right to use: those of official documents.
FONTS_DIR = ENVIRONMENT.fonts_dir
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # It would print the names typed at the door; people type passwords there too.
        "axes": {"level": "ERROR"},
        # Addresses name lines of the roll, and whoever collects what programs print
        # adds the time: a second press would tell when somebody drew a slip.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
    },
}

if ENVIRONMENT.mode == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Files are found when asked for: every new client would look through them all.
    WHITENOISE_AUTOREFRESH = True
