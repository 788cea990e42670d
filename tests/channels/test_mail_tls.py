"""Mail over TLS: to a server that proves who it is, with a password, and to no other."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.channels.receivers import Mailbox, mailbox
from triangle.channels.mail import Mailer
from triangle.channels.message import Again, Refused, Target
from triangle.notifications.wording import trial_message

NOW = datetime.now(UTC)
TARGET = Target("mail", name="王芳", address="sr@test.example")
LOGIN, PASSWORD = "triangle", "correct horse"
# The mail server does not see that all of its talk is inside TLS already.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
SCHEMES = ("smtps", "smtp+starttls")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test.example")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


def check(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Let in whoever knows the password."""
    is_right = (data.login, data.password) == (LOGIN.encode(), PASSWORD.encode())
    return AuthResult(success=is_right, handled=False)


def secured(scheme: str, certificate: Path) -> dict[str, Any]:
    """Return the settings of a mail server that speaks TLS from the start, or once it is asked to."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    which = "ssl_context" if scheme == "smtps" else "tls_context"
    signing_in = {"authenticator": check, "auth_required": True, "auth_exclude_mechanism": ["LOGIN"]}
    signing_in["auth_require_tls"] = scheme != "smtps"
    return {"scheme": scheme, which: context} | signing_in


def send(box: Mailbox, password: str = PASSWORD) -> None:
    """Send the test message over a mail server."""
    url = box.url.replace("://", f"://{LOGIN}:{password.replace(' ', '%20')}@")
    Mailer(url, "triangle@test.example").send(TARGET, trial_message("1", "zh", "http://localhost"), NOW)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_mail_reaches_a_server_that_is_trusted(
    scheme: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with mailbox(**secured(scheme, certificate)) as box:
        send(box)

    assert b"sr@test.example" in box.mails[0]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_server_that_cannot_prove_who_it_is_gets_nothing(scheme: str, certificate: Path) -> None:
    with mailbox(**secured(scheme, certificate)) as box, pytest.raises(Again, match="certificate"):
        send(box)

    assert box.mails == []


def test_wrong_password_is_an_answer_and_not_tried_for_days(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with mailbox(**secured("smtps", certificate)) as box, pytest.raises(Refused, match="535"):
        send(box, "wrong horse")

    assert box.mails == []
