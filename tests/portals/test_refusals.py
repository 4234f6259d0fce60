"""Every refusal has words for everyone."""

import pkgutil
from importlib import import_module

import pytest

import vocatio.actions
import vocatio.domain
import vocatio.gateways
from vocatio.domain.errors import Refusal
from vocatio.portals.refusals import BASES


def refusals(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    """Every kind of refusal that the code knows."""
    for package in (vocatio.actions, vocatio.domain, vocatio.gateways):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    found = kind.__subclasses__()
    return found + [deeper for one in found for deeper in refusals(one)]


@pytest.mark.parametrize("refusal", refusals(), ids=lambda refusal: refusal.__name__)
def test_its_basis_is_named_and_has_words(refusal: type[Refusal]) -> None:
    assert refusal.basis != Refusal.basis
    assert refusal.basis in BASES
