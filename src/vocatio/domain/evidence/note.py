"""Signed notes and their keys: C2SP signed-note v1.0.0.

A note is a text and signature lines. Parsing says nothing about trust: only `verify` does, and
it knows no other keys than those it is given. Signing is a gateway: it gets `Note.text` (or
what `cosignature` makes of it) and hands back 64 bytes, which `signature_line` names.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vocatio.domain.errors import VocatioError

ED25519 = 0x01
COSIGNATURE_V1 = 0x04
KINDS = {ED25519: "Ed25519", COSIGNATURE_V1: "cosignature/v1"}

KEY_ID_BYTES = 4
PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64

#: The specification asks for 16 at least, and for a limit.
MOST_SIGNATURES = 100
LONGEST_NOTE = 1_000_000

_CONTROL = re.compile(rb"[\x00-\x09\x0b-\x1f]")
_LINE = re.compile(r"— (?P<name>\S+) (?P<signature>\S+)")


class BadNote(VocatioError):
    """This is not a signed note."""


class BadKey(VocatioError):
    """This is not a verifier key; it has the form <name>+<8 hexadecimal digits>+<base64>."""


class NotSigned(VocatioError):
    """None of the keys that are trusted signed this note."""


class WrongSignature(VocatioError):
    """A signature by a trusted key does not fit the text."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name; the kind of signature it verifies is part of its identity.

    Attributes:
        kind: `ED25519` for logs, `COSIGNATURE_V1` for witnesses.
        public: 32 bytes, RFC 8032.
    """

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """The first 4 bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ public key)."""
        content = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return sha256(content).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        """The key as a vkey."""
        return f"{self.name}+{self.id.hex()}+{encode64(bytes([self.kind]) + self.public)}"

    def fits(self, message: bytes, signature: bytes) -> bool:
        """Whether these 64 bytes are this key's Ed25519 signature over `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature line: who claims to have signed, with which key, and the bytes."""

    name: str
    key_id: bytes
    content: bytes

    def is_by(self, key: VerifierKey) -> bool:
        """Whether the line names this key; that says nothing yet about its truth."""
        return self.name == key.name and self.key_id == key.id

    def line(self) -> bytes:
        """The line as it stands in a note, newline included."""
        return f"— {self.name} {encode64(self.key_id + self.content)}\n".encode()


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a newline, and signatures that are not yet verified."""

    text: bytes
    signatures: tuple[Signature, ...]

    def encode(self) -> bytes:
        """The note as it is stored and served."""
        return self.text + b"\n" + b"".join(signature.line() for signature in self.signatures)


def encode64(content: bytes) -> str:
    """Base 64 of RFC 4648 section 4."""
    return base64.b64encode(content).decode()


def decode64(text: str) -> bytes:
    """The same back, in its one spelling.

    Raises:
        ValueError: a foreign character, wrong padding, or stray bits at the end.
    """
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("this is not base64") from error
    if encode64(content) != text:
        raise ValueError("this is not the one spelling of its base64")
    return content


def signed(key: VerifierKey, content: bytes) -> Signature:
    """The signature that a gateway made with `key`, named."""
    return Signature(key.name, key.id, content)


def parse_key(text: str) -> VerifierKey:
    """Read a vkey.

    Raises:
        BadKey: saying which part is wrong.
    """
    parts = text.strip().split("+", 2)
    if len(parts) != 3:
        raise BadKey
    name, key_id, encoded = parts
    if not is_name(name):
        raise BadKey(f"{name!r} cannot be the name of a key")
    try:
        content = decode64(encoded)
    except ValueError as error:
        raise BadKey(f"the key of {name}: {error}") from error
    if not content or content[0] not in KINDS:
        raise BadKey(f"the key of {name} is of a kind that is not known here")
    if len(content) != 1 + PUBLIC_KEY_BYTES:
        raise BadKey(f"the key of {name} has {len(content) - 1} bytes, not {PUBLIC_KEY_BYTES}")
    key = VerifierKey(name, content[0], content[1:])
    if key.id.hex() != key_id:
        raise BadKey(f"the key of {name} has the id {key.id.hex()}, not {key_id}")
    return key


def parse_keys(content: bytes) -> tuple[VerifierKey, ...]:
    """The keys of a file, one a line.

    Raises:
        BadKey: naming the first line that is none.
    """
    lines = content.decode(errors="replace").splitlines()
    return tuple(parse_key(line) for line in lines if line)


def is_name(name: str) -> bool:
    """Whether a key can be called so: not empty, no spaces, no plus, no control characters."""
    return bool(name) and not any(c.isspace() or c == "+" or c < " " for c in name)


def parse(content: bytes) -> Note:
    """Read a note, strictly.

    Raises:
        BadNote: naming the line.
    """
    if len(content) > LONGEST_NOTE:
        raise BadNote(f"a note of {len(content)} bytes is too long: at most {LONGEST_NOTE}")
    if _CONTROL.search(content):
        raise BadNote("a note holds no control characters other than newlines")
    try:
        content.decode()
    except UnicodeDecodeError as error:
        raise BadNote(f"byte {error.start} of the note is not UTF-8") from error
    head, found, tail = content.rpartition(b"\n\n")
    if not found:
        raise BadNote("no empty line stands between text and signatures")
    if not tail.endswith(b"\n"):
        raise BadNote("the last signature line does not end in a newline, or there is none")
    lines = tail.decode()[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNote(f"a note has at most {MOST_SIGNATURES} signatures, this has {len(lines)}")
    first = head.count(b"\n") + 3
    return Note(head + b"\n", tuple(_signature(line, first + n) for n, line in enumerate(lines)))


def _signature(line: str, number: int) -> Signature:
    match = _LINE.fullmatch(line)
    if not match or not is_name(match["name"]):
        raise BadNote(f"line {number} is not a signature: “— <name> <base64>”")
    try:
        content = decode64(match["signature"])
    except ValueError as error:
        raise BadNote(f"line {number}: {error}") from error
    if len(content) <= KEY_ID_BYTES:
        raise BadNote(f"line {number}: the signature is too short")
    return Signature(match["name"], content[:KEY_ID_BYTES], content[KEY_ID_BYTES:])


def verify(note: Note, keys: Iterable[VerifierKey]) -> Sequence[VerifierKey]:
    """Those of `keys` of kind `ED25519` that signed the note; other signatures are ignored.

    Raises:
        WrongSignature: a line names one of `keys`, and does not fit the text.
        NotSigned: no line names one of them.
    """
    signers = []
    for key in dict.fromkeys(keys):
        if key.kind != ED25519:
            continue
        for signature in note.signatures:
            if not signature.is_by(key):
                continue
            if not key.fits(note.text, signature.content):
                raise WrongSignature(f"the signature of {key.name} does not fit the text")
            signers.append(key)
            break
    if not signers:
        raise NotSigned
    return signers
