"""Each module makes its bundles anew: stamps tell real time, and a run of the suite is long."""

import pytest

from tests.verify.builders import now


@pytest.fixture(scope="module", autouse=True)
def _now() -> None:
    now.cache_clear()
