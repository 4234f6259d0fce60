"""Names of the facts of a person: what humans asked and decided about them."""

from enum import StrEnum


class PersonKind(StrEnum):
    """What can be decided about a person."""

    CORRECTION_ASKED = "CorrectionAsked"
    CORRECTION_DECIDED = "CorrectionDecided"
    PREFERENCE = "Preference"
    APPOINTED = "RepresentativeAppointed"
    ACCEPTED = "RepresentativeAccepted"
    ENDED = "RepresentativeEnded"
    ACKNOWLEDGED = "Acknowledgement"
    TRANSFER = "Transfer"
    DEFERRAL = "Deferral"
    DEATH = "Death"
    DEATH_UNDONE = "DeathUndone"
    MERGE = "Merge"
    MERGE_UNDONE = "MergeUndone"
    SPLIT = "Split"
    SPLIT_FROM = "SplitFrom"
