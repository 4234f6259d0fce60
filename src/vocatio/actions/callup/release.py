"""Release an approved call-up: the decision, by a human. A job carries it out."""

from datetime import datetime
from uuid import UUID

from vocatio.actions.callup.carry_out import JOB
from vocatio.actions.callup.step import step
from vocatio.actions.law import put_in_force
from vocatio.actions.ledger.stamping import stamp_soon
from vocatio.actions.paper import make_seal_keys, put_template_in_force
from vocatio.actions.recording import record
from vocatio.domain.actors import Staff
from vocatio.domain.callup.stages import Kind
from vocatio.domain.errors import Refusal
from vocatio.gateways import queue
from vocatio.records.callups.models import CallUpFact
from vocatio.records.ledger.models import Installation


class DraftRules(Refusal):
    """The rules of this jurisdiction are an unreviewed draft: they cannot issue in production."""

    basis = "floor"


def release(callup_id: UUID, *, by: Staff, at: datetime) -> None:
    """Release; summonses are issued by a job that starts when this is committed.

    The rules that are shipped now govern what is issued (F21), not those of the day of the order;
    whom they no longer call is withheld at issue.

    Raises:
        DraftRules: production, and the profile was not reviewed.
        OriginMissing: production, and nobody said under which name to seal.
        PartMissing, TemplateIncomplete: a notice or a letter would lack what F3 demands.
    """
    with step(callup_id, "callup.release", Kind.RELEASE, by=by) as found:
        profile = put_in_force(found.callup.jurisdiction)
        production = Installation.objects.filter(kind=Installation.Kind.PRODUCTION).exists()
        if production and profile.draft:
            raise DraftRules
        template = put_template_in_force(found.callup.jurisdiction)
        data = {"template": template.version, "profile": profile.version}
        make_seal_keys(at)
        stamp_soon(record(CallUpFact, Kind.RELEASE, callup_id, by=by, at=at, data=data))
        queue.defer(JOB, once=f"release:{callup_id}", callup=str(callup_id))
