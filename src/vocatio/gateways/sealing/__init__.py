"""Seals: one signature under a batch of contents, and one on each document that is handed out."""

from vocatio.gateways.sealing.batch import member_proof, sealed, stated
from vocatio.gateways.sealing.document import Signed, sign_document
from vocatio.gateways.sealing.places import SealPlaces, make_keys, seal_places

__all__ = [
    "SealPlaces",
    "Signed",
    "make_keys",
    "member_proof",
    "seal_places",
    "sealed",
    "sign_document",
    "stated",
]
