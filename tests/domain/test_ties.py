"""Whose file somebody on the staff leaves to a colleague."""

import pytest

from vocatio.domain.ties import Closeness, OwnFile, RelativesFile, refuse_tied


def test_a_strangers_file_is_handled() -> None:
    refuse_tied([])


def test_neither_ones_own_file_nor_a_relatives() -> None:
    with pytest.raises(OwnFile, match="colleague"):
        refuse_tied([Closeness.RELATIVE, Closeness.SELF])
    with pytest.raises(RelativesFile, match="colleague"):
        refuse_tied([Closeness.RELATIVE])
