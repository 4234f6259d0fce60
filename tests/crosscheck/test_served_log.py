"""The folder that the sequencer publishes is read by what others wrote, and by our own verifier."""

from tests.actions.ledger.world import log_of
from tests.crosscheck import readers
from tests.database import Database
from vocatio.gateways.ledger_log import signing
from vocatio.verify import log as verifier
from vocatio.verify.trust import Trust


def test_what_others_wrote_reads_the_published_log(own_database: Database) -> None:
    with log_of(own_database) as log:
        for count in (1, 300, 600):
            log.commit(count)
            log.integrate()
        keys = signing.known(log.places)
        size = log.published().size
        assert size > 900
        assert readers.with_tlog_scales(log.places.files, str(keys[-1])) == len(
            readers.chosen(size)
        )
        assert readers.with_sigstore(log.places.files, str(keys[-1])) == len(readers.chosen(size))
        assert verifier.check(log.places.files, Trust(keys)).hold
