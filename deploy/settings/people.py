"""Who signs in, how, and for how long."""

from deploy.settings.environment import env, setting

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
# Guests sign up from anywhere: one e-mail is written to three times an hour, from one address
# come thirty forms.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "5/5m/key",
    "login": "300/m/ip",
    "sign_up": "30/h/ip,3/h/key",
}
# How many of our own proxies stand between the browser and us.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# Minutes without any request after which one has to sign in again (等保).
IDLE_MINUTES = int(setting("IDLE_MINUTES", "60"))
SESSION_ENGINE = "accounts.signin.sessions"
SESSION_COOKIE_AGE = IDLE_MINUTES * 60
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
