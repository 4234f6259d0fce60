"""A nonce is used once, also by a process that began as a copy of another one."""

import os

import pytest

from vocatio.gateways.keys import KEY_BYTES, NONCE_BYTES, Purpose, Ring, Undecipherable

SEALED = 32


def nonces(ring: Ring) -> list[bytes]:
    """The nonces of some values sealed now."""
    return [ring.seal(b"", "table", b"")[4 : 4 + NONCE_BYTES] for _ in range(SEALED)]


def test_a_forked_process_draws_nonces_of_its_own() -> None:
    purpose = Purpose(1, {1: bytes(KEY_BYTES)})
    ring = Ring(purpose, purpose)
    before = nonces(ring)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, b"".join(nonces(ring)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    assert os.waitpid(child, 0)[1] == 0
    theirs = [told[n : n + NONCE_BYTES] for n in range(0, len(told), NONCE_BYTES)]
    every = [*before, *theirs, *nonces(ring)]
    assert len(set(every)) == len(every) == 3 * SEALED


def test_values_that_are_sealed_together_have_each_a_nonce_and_a_place_of_its_own() -> None:
    purpose = Purpose(1, {1: bytes(KEY_BYTES)})
    ring = Ring(purpose, purpose)
    texts, about = ["naïve"] * SEALED, [bytes([n]) for n in range(SEALED)]
    sealed = ring.encrypt_each(texts, "table", about)
    assert len({one[4 : 4 + NONCE_BYTES] for one in sealed}) == SEALED
    pairs = zip(sealed, about, strict=True)
    assert [ring.decrypt(one, "table", whose) for one, whose in pairs] == texts
    with pytest.raises(Undecipherable):
        ring.decrypt(sealed[0], "table", about[1])
