"""Who is told when a night went wrong, and what of it: the alerts of `params/schedule.yaml`."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, model_validator

from renkei.settings.fields import Checked, Text

Number = Literal[
    "p_deadline",
    "d50",
    "first_share",
    "second_share",
    "first_share_adjusted",
    "second_share_adjusted",
    "pace",
    "required",
    "eligible",
    "accepted",
    "rejections_open",
]
Areas = Annotated[str, Field(pattern=r"^(all|\d{2}(\d{4})?(,\d{2}(\d{4})?)*)$")]
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
Address = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$")
]
Host = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]+$")]
Seconds = Annotated[int, Field(ge=1, le=86_400)]
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Secret(Checked):
    """Where a secret is kept, which is never the YAML file itself: a variable or a file."""

    env: Variable | None = None
    file: Text | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.env is None) == (self.file is None):
            raise ValueError("a secret is kept in `env: NAME` or in `file: PATH`: name one")
        return self


def _without_secrets(settings: object) -> object:
    """Refuse a secret written into the file, in words that do not repeat it."""
    if isinstance(settings, dict):
        for name in ("password", "token"):
            if not isinstance(settings.get(name), dict | Secret | None):
                raise ValueError(f"{name}: never in this file; expected {{env: NAME}} or a file")
    return settings


class Mail(Checked):
    """A mail server and who is written to; `ca_file` names the office's own certificates."""

    host: Host
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: Text | None = None
    password: Secret | None = None
    sender: Address
    to: Annotated[list[Address], Field(min_length=1)]
    ca_file: Text | None = None
    timeout_seconds: Seconds = 20
    _before = model_validator(mode="before")(_without_secrets)

    @model_validator(mode="after")
    def _keeps_its_password(self) -> Self:
        if (self.user is None) != (self.password is None):
            raise ValueError("user and password are given together")
        if self.password and self.security == "none":
            raise ValueError("security: none would send the password in clear")
        return self


class Webhook(Checked):
    """Where a JSON object is posted; an address that is a secret itself stands in `Secret`."""

    url: Text | Secret
    token: Secret | None = None
    ca_file: Text | None = None
    timeout_seconds: Seconds = 20
    _before = model_validator(mode="before")(_without_secrets)

    @model_validator(mode="after")
    def _is_an_address(self) -> Self:
        if isinstance(self.url, str):
            check_address(self.url)
        return self


def check_address(url: str) -> None:
    """ValueError where a webhook's address is not https (http only to this machine itself)."""
    try:
        parts = urlsplit(url)
        named = parts.hostname or ""
    except ValueError:
        parts, named = urlsplit(""), ""
    allowed = parts.scheme == "https" or (parts.scheme == "http" and named in _LOOPBACK)
    if not allowed or not named or any(sign <= " " for sign in url):
        raise ValueError("expected https://…, or http:// to this machine itself")
    if parts.username is not None:
        raise ValueError("a password in the address; expected `token`")


class Moved(Checked):
    """A number whose move by more than `by` between two runs is told.

    `by` is in percentage points for shares and chances, days for d50, percent of the earlier
    value for pace, required and eligible, and a count for accepted and rejections_open.
    """

    number: Number
    by: Annotated[float, Field(ge=0)]
    areas: Areas = "00"


class Watch(Checked):
    """What of a run is worth an alert besides its failure."""

    late_data_days: Annotated[int, Field(ge=0)] | None = None
    moved: list[Moved] = Field(default_factory=list)


class Alerts(Checked):
    """The ways an alert goes out; without any, alerts are printed only."""

    mail: Mail | None = None
    webhook: Webhook | None = None

    def secrets(self) -> list[Secret]:
        """Every secret the ways out need."""
        found = [self.mail.password] if self.mail else []
        if self.webhook:
            found += [self.webhook.token]
            found += [self.webhook.url] if isinstance(self.webhook.url, Secret) else []
        return [one for one in found if one]


def read_secret(secret: Secret, environment: dict[str, str], root: Path) -> str:
    """The secret itself, one line; a relative file is below `root`.

    ValueError names the variable or file that has none, never a part of the secret.
    """
    if secret.env:
        text, where = environment.get(secret.env, ""), f"variable {secret.env}"
    else:
        file = root / str(secret.file)
        where = f"file {secret.file}"
        try:
            text = file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise ValueError(f"{where} cannot be read ({type(error).__name__})") from None
    if not text or any(ord(sign) < 32 for sign in text):
        raise ValueError(f"{where} holds no secret of one line")
    return text
