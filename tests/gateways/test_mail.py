"""E-mail over real sockets: STARTTLS, refusals for now and for good, a server that goes away."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.gateways.mail_server import Taken, served
from vocatio.domain.errors import InvalidInput
from vocatio.gateways import mail
from vocatio.gateways.mail.server import parse
from vocatio.gateways.sending import Gone, Later, Never

REFERENCE = "7KQ4-0ZFT-91PM-HX3C"


def server(port: int, options: str = "tls=none") -> mail.MailServer:
    """The configuration for a server on loopback."""
    return parse(f"smtp://127.0.0.1:{port}?{options}", "Office <post@office.example>")


def alert(to: str = "ada@invented.example") -> mail.Mail:
    """An alert to somebody invented."""
    return mail.Mail(to, "Sie haben Post", "Gehen Sie hin.", "de", REFERENCE)


def test_it_is_taken_with_a_message_id_that_stays_and_a_sender_for_bounces() -> None:
    taken = Taken()
    with served(taken) as port, mail.Connection(server(port)) as connection:
        connection.send(alert())
        connection.send(alert())
    first, second = (envelope.original_content or b"" for envelope in taken.messages)
    assert first == second
    assert f"Message-ID: <{REFERENCE.lower()}@office.example>".encode() in first
    assert b"Auto-Submitted: auto-generated" in first
    assert {e.mail_from for e in taken.messages} == {f"bounce+{REFERENCE.lower()}@office.example"}
    assert taken.messages[0].rcpt_tos == ["ada@invented.example"]


@pytest.mark.parametrize("step", ["at_rcpt", "at_data"])
def test_refused_for_now_or_for_good_and_the_next_one_goes_through(step: str) -> None:
    taken = Taken()
    with served(taken) as port, mail.Connection(server(port)) as connection:
        setattr(taken, step, "451 try again")
        with pytest.raises(Later) as later:
            connection.send(alert())
        setattr(taken, step, "550 no such mailbox")
        with pytest.raises(Never) as never:
            connection.send(alert())
        setattr(taken, step, "")
        connection.send(alert())
    assert (later.value.code, never.value.code) == ("smtp-451", "smtp-550")
    assert len(taken.messages) == 1


def test_a_server_that_went_away_says_nothing_about_the_message() -> None:
    taken = Taken()
    with served(taken) as port:
        connection = mail.Connection(server(port))
        connection.send(alert())
    with pytest.raises(Gone):
        connection.send(alert())
    with pytest.raises(Gone):
        connection.send(alert())
    with served(taken) as port, mail.Connection(server(port)) as again:
        again.send(alert())
    assert len(taken.messages) == 2


@pytest.mark.parametrize("to", ["a\nBcc: x@y.example", "@", "a@b@c\r\n.example", "näme@ex ample"])
def test_an_address_that_no_message_can_name_is_refused_and_smuggles_nothing(to: str) -> None:
    taken = Taken()
    with served(taken) as port, mail.Connection(server(port)) as connection:
        with pytest.raises(Never):
            connection.send(alert(to))
        connection.send(alert())
    assert [envelope.rcpt_tos for envelope in taken.messages] == [["ada@invented.example"]]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """A certificate for loopback, and what a server presents."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin.replace(year=2120))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain = folder / "chain.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = folder / "key.pem"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    return chain, context


def test_starttls_with_a_certificate_that_we_trust(
    certificate: tuple[Path, ssl.SSLContext],
) -> None:
    chain, context = certificate
    taken = Taken()
    with served(taken, context) as port:
        trusted = server(port, f"tls=required&ca={chain}")
        with mail.Connection(trusted) as connection:
            connection.send(alert())
        with mail.Connection(server(port, "tls=required")) as stranger, pytest.raises(Gone):
            stranger.send(alert())
    assert taken.secure == [True]


def test_a_server_without_starttls_gets_nothing() -> None:
    taken = Taken()
    with (
        served(taken) as port,
        mail.Connection(server(port, "tls=required")) as connection,
        pytest.raises((Gone, Never)),
    ):
        connection.send(alert())
    assert taken.messages == []


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("http://mail.example", "post@office.example"),
        ("smtp://", "post@office.example"),
        ("smtp://mail.example?tls=none", "post@office.example"),
        ("smtp://mail.example?tls=maybe", "post@office.example"),
        ("smtp://mail.example", "nobody"),
    ],
)
def test_a_configuration_that_cannot_be_meant_is_refused(url: str, sender: str) -> None:
    with pytest.raises(InvalidInput, match="VOCATIO_"):
        parse(url, sender)


def report(
    *, to: str = f"bounce+{REFERENCE.lower()}@office.example", action: str = "failed", id_: str = ""
) -> bytes:
    """A report as a mail server writes it (RFC 3464)."""
    returned = f"Message-ID: <{id_}@office.example>\nSubject: x\n" if id_ else "Subject: x\n"
    return f"""From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mailbox does not exist.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ada@invented.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such mailbox

--b
Content-Type: text/rfc822-headers

{returned}
--b--
""".encode()


def test_a_bounce_finds_its_alert_by_the_address_it_was_sent_to() -> None:
    assert mail.read_bounce(report()) == mail.Bounce(REFERENCE, failed=True, status="5.1.1")


def test_or_by_the_message_id_of_what_comes_back() -> None:
    found = mail.read_bounce(report(to="postmaster@office.example", id_=REFERENCE.lower()))
    assert (found.reference, found.failed) == (REFERENCE, True)


def test_a_delay_is_no_failure() -> None:
    assert not mail.read_bounce(report(action="delayed")).failed


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda _: b"\xff\xfe\x00garbage",
        lambda content: content.replace(b"multipart/report", b"multipart/mixed"),
        lambda _: report(to="post@office.example"),
        lambda content: content + b"x" * 1_000_001,
    ],
)
def test_what_is_no_report_about_us_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(mail.NotABounce):
        mail.read_bounce(spoil(report()))


@pytest.mark.parametrize("length", range(0, len(report()), 37))
def test_a_report_that_was_cut_off_is_read_or_refused(length: int) -> None:
    try:
        found = mail.read_bounce(report()[:length])
    except mail.NotABounce:
        return
    assert found.reference == REFERENCE
