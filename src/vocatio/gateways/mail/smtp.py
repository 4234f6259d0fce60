"""Hand messages to the mail server over one connection."""

import smtplib
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Self

from vocatio.gateways.mail.server import Mail, MailServer, envelope_sender, message
from vocatio.gateways.sending import Gone, Later, Never

#: Seconds that the server may take for one answer.
PATIENCE = 30.0
PERMANENT = 500


class Connection:
    """A connection to the mail server, made when the first message goes out."""

    def __init__(self, server: MailServer, *, patience: float = PATIENCE) -> None:
        self._server = server
        self._patience = patience
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, mail: Mail) -> None:
        """Hand one message over; returning means that the server has taken it (250).

        Raises:
            Later: a temporary refusal (4xx), of this message alone.
            Never: a permanent one (5xx), or an address that no message can name.
            Gone: the server cannot be reached, or hung up before it answered. It may have
                taken the message all the same, as SMTP cannot tell (RFC 5321, section 4.5.3.2).
        """
        try:
            written = message(self._server, mail)
            sender = envelope_sender(self._server, mail.reference)
            self._open().send_message(written, from_addr=sender, to_addrs=[mail.to])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, _),) = error.recipients.values()
            raise self._refusal(code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Never("smtputf8") from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise self._refusal(error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            self._close()
            raise Gone(f"{self._server.host}: {_told(error)}") from error
        except ValueError as error:
            raise Never("address") from error

    @staticmethod
    def _refusal(code: int) -> Later | Never:
        return Never(f"smtp-{code}") if code >= PERMANENT else Later(f"smtp-{code}")

    def _open(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = self._connect()
        return self._smtp

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        trust = ssl.create_default_context()
        if server.ca:
            trust.load_verify_locations(server.ca)
        if server.tls == "implicit":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._patience, context=trust
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self._patience)
        if server.tls == "required":
            # A server that does not offer it is no server for us: nothing goes out in clear.
            smtp.starttls(context=trust)
        if server.user:
            smtp.login(server.user, server.password)
        return smtp

    def _close(self) -> None:
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
            self._smtp = None


def _told(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
