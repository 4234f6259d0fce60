"""Letters: printed once, reported by the post in a file, received with evidence or not."""

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from tests.actions.world import World, addressee, row
from vocatio.actions.clock import now
from vocatio.actions.delivery import print as printing
from vocatio.actions.delivery.batch import open_batch, to_draw
from vocatio.actions.delivery.due import see_to_due
from vocatio.actions.delivery.rounds import go_round
from vocatio.actions.demo.clock import advance_to
from vocatio.actions.law import facts_of
from vocatio.actions.summons.append import status_at
from vocatio.actions.summons.open import open_summons
from vocatio.domain.actors import System
from vocatio.domain.errors import InvalidInput
from vocatio.domain.summons.kinds import Kind
from vocatio.domain.summons.postal import COLUMNS
from vocatio.domain.summons.receipt import Proof
from vocatio.entry.commands.post_import import FileUnusable, import_reports
from vocatio.records.deliveries.models import Delivery, PrintBatch, PrintPiece
from vocatio.records.summonses.models import Summons


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where letters are dropped."""
    monkeypatch.setenv("VOCATIO_PRINT_FOLDER", str(tmp_path / "print"))
    return tmp_path / "print"


def unread_for(days: int) -> None:
    """The clock moves on; every letter of these tests is due by then."""
    advance_to(now() + timedelta(days=days))
    go_round()


def kinds(summons: Summons) -> list[str]:
    """What happened to it, in order."""
    return [fact.kind for fact in facts_of(summons.id)]


def lines(*rows: dict[str, str], path: Path) -> Path:
    """A file of the provider."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def line(piece: PrintPiece, event: str, at: datetime, **more: str) -> dict[str, str]:
    """One line of it."""
    empty = dict.fromkeys(COLUMNS, "")
    said = {"reference": piece.reference, "event": event, "occurred_at": at.isoformat()}
    return empty | said | more


SIGNED = {"place": "1010", "evidence": "signature", "evidence_reference": "S-77"}


def test_unread_for_ten_days_falls_back_to_paper_once(world: World, folder: Path) -> None:
    summons = world.summoned()
    go_round()
    assert not PrintPiece.objects.exists()
    unread_for(10)
    unread_for(1)
    piece = PrintPiece.objects.get()
    assert (piece.reason, piece.outcome) == ("unread", "relayed")
    assert kinds(summons).count(Kind.PRINTED) == 1
    (pdf,) = folder.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")
    manifest = json.loads(pdf.with_suffix(".json").read_text())
    assert [letter["reference"] for letter in manifest["letters"]] == [piece.reference]
    assert pdf.with_suffix(".ready").exists()
    assert not [p for p in folder.iterdir() if p.name.endswith(".partial")]
    assert "Ada" not in pdf.with_suffix(".json").read_text() + pdf.with_suffix(".csv").read_text()


def test_opened_in_time_there_is_no_letter(world: World) -> None:
    summons = world.summoned()
    open_summons(summons.reference, by=addressee(summons), at=now())
    unread_for(11)
    assert not PrintPiece.objects.exists()
    assert Delivery.objects.get().due_at is None


def test_without_access_nothing_is_in_the_inbox_and_a_letter_goes_at_once(world: World) -> None:
    world.people(row("p", needs="paper;large_print"))
    summons = Summons.objects.get(callup_id=world.released(1))
    go_round()
    assert kinds(summons) == [Kind.ISSUED, Kind.PRINTED]
    assert status_at(summons, now()).state == "issued"
    unread_for(11)
    assert PrintPiece.objects.get().reason == "no_access"
    open_summons(summons.reference, by=addressee(summons), at=now())
    assert kinds(summons)[-2:] == [Kind.AVAILABLE, Kind.OPENED]


@pytest.mark.parametrize("status", ["dead", "detained", "hospitalised=unknown"])
@pytest.mark.parametrize("waits", [False, True])
def test_f22_a_status_stops_the_letter_and_without_it_it_is_printed_once(
    world: World, status: str, *, waits: bool
) -> None:
    world.people(row("p", needs="paper"))
    world.released(1)
    if waits:
        see_to_due(1, by=System("delivery.due", UUID(int=0)), at=now())
    world.people(row("p", needs="paper", status=status))
    unread_for(1)
    assert PrintPiece.objects.count() == waits
    assert not PrintBatch.objects.exists()
    world.people(row("p", needs="paper"))
    unread_for(2)
    unread_for(1)
    assert [piece.outcome for piece in PrintPiece.objects.all()] == ["relayed"]


def test_f22_who_dies_once_the_batch_is_open_is_not_in_its_file(world: World) -> None:
    world.people(row("p", needs="paper"))
    world.released(1)
    by = System("delivery.print", UUID(int=0))
    see_to_due(1, by=System("delivery.due", UUID(int=0)), at=now())
    _, batch = open_batch(1, by=by, at=now())
    world.people(row("p", needs="paper", status="dead"))
    assert batch
    assert to_draw(batch, by=by, at=now()) == []
    assert PrintPiece.objects.get().outcome == "void"


def test_an_address_without_a_street_is_a_fact_and_stops_no_other(world: World) -> None:
    world.people(row("a", needs="paper", street=""), row("b", needs="paper"))
    world.released(2)
    go_round()
    lost = PrintPiece.objects.get(outcome="unprintable")
    assert lost.code == "street"
    facts = facts_of(lost.summons_id)
    assert facts[-1].kind == Kind.RETURNED
    assert facts[-1].data["reason"] == "street"
    assert PrintPiece.objects.filter(outcome="relayed").count() == 1


def test_protected_people_get_a_neutral_envelope(world: World, folder: Path) -> None:
    world.open("X", "1")
    world.people(row("a", needs="paper", sealed="yes"))
    world.released(1)
    go_round()
    (manifest,) = folder.glob("*.json")
    assert [one["envelope"] for one in json.loads(manifest.read_text())["letters"]] == ["neutral"]


@dataclass
class Posted:
    """A letter on its way."""

    summons: Summons
    piece: PrintPiece
    world: World
    file: Path

    def report(self, *rows: dict[str, str]) -> dict[str, int]:
        """The provider reports; how many lines were recorded, known, refused."""
        lines(*rows, path=self.file)
        return self.imported()

    def imported(self) -> dict[str, int]:
        """The file is imported as it lies there."""
        errors = self.file.with_suffix(".errors")
        return dict(import_reports(self.file, errors, provider="post-at", by=self.world.officer))


@pytest.fixture
def posted(world: World, tmp_path: Path) -> Posted:
    """Somebody without access, whose letter went out four days ago."""
    world.people(row("p", needs="paper"))
    summons = Summons.objects.get(callup_id=world.released(1))
    go_round()
    advance_to(now() + timedelta(days=4))
    return Posted(summons, PrintPiece.objects.get(), world, tmp_path / "post.csv")


def test_delivered_and_signed_for_is_evidenced_receipt_from_the_day_it_was_recorded(
    posted: Posted,
) -> None:
    then = now() - timedelta(days=2)
    got = posted.report(line(posted.piece, "delivered_to_person", then, **SIGNED))
    assert got == {"recorded": 1, "known": 0, "refused": 0}
    fact = facts_of(posted.summons.id)[-1]
    assert (fact.occurred_at, fact.source) == (then, "carrier:post-at")
    found = status_at(posted.summons, now())
    assert found.receipt is not None
    assert found.receipt.proof == Proof.CARRIER
    assert found.receipt.at > then + timedelta(days=1)
    assert found.state == "served"


def test_the_same_file_twice_and_in_any_order_records_each_once(posted: Posted) -> None:
    then = now() - timedelta(days=2)
    first = line(posted.piece, "posted", then)
    second = line(posted.piece, "delivered_otherwise", then + timedelta(hours=9))
    assert posted.report(second, first, first)["recorded"] == 2
    assert posted.report(first, second) == {"recorded": 0, "known": 2, "refused": 0}
    assert status_at(posted.summons, now()).receipt is None
    assert status_at(posted.summons, now()).state == "served"


def test_bad_lines_are_told_apart_and_can_be_mended(posted: Posted) -> None:
    good = line(posted.piece, "posted", now() - timedelta(days=1))
    bad = [
        good | {"event": "lost"},
        good | {"occurred_at": "2026-03-01T10:00:00"},
        good | {"occurred_at": (now() + timedelta(days=1)).isoformat()},
        good | {"occurred_at": (now() - timedelta(days=30)).isoformat()},
        good | {"reference": "0000-0000-0000-0000"},
        good | {"reference": "Ada Invented"},
        good | {"reason": "refused"},
        good | {"event": "returned"},
        good | {"place": "behind Ada's house, on the left"},
        good | {"evidence": "signature"},
    ]
    assert posted.report(*bad, good) == {"recorded": 1, "known": 0, "refused": 10}
    told = list(csv.DictReader(posted.file.with_suffix(".errors").open(encoding="utf-8")))
    assert [row["line"] for row in told] == [str(n) for n in range(2, 12)]
    assert [row["fault"] for row in told] == [
        "event: unknown_code",
        "occurred_at: not_a_moment_with_zone",
        "occurred_at: in_the_future",
        "occurred_at: before_printing",
        "reference: unknown_letter",
        "reference: no_reference",
        "reason: only_for_returned",
        "reason: unknown_code",
        "place: no_code",
        "evidence_reference: only_with_evidence",
    ]


def test_a_file_in_another_encoding_is_refused_by_line_and_nothing_is_lost(posted: Posted) -> None:
    good = line(posted.piece, "posted", now() - timedelta(days=2))
    late = line(posted.piece, "returned", now() - timedelta(days=1), reason="moved")
    lines(good, late | {"place": "Köln"}, path=posted.file)
    posted.file.write_bytes(posted.file.read_text("utf-8").encode("cp1252"))
    with pytest.raises(
        FileUnusable, match=r"line 3: not UTF-8, it looks like cp125\d; nothing .*iconv"
    ):
        posted.imported()
    assert posted.report(good, late) == {"recorded": 2, "known": 0, "refused": 0}
    assert posted.report(good, late) == {"recorded": 0, "known": 2, "refused": 0}


def test_what_separates_the_values_stands_in_the_header(posted: Posted) -> None:
    """With semicolons or tabs, as spreadsheets write it; the refused lines come back likewise."""
    good = line(posted.piece, "posted", now() - timedelta(days=2))
    lines(good, good | {"event": "lost"}, good, path=posted.file)
    with_commas = posted.file.read_text("utf-8").rstrip() + ",more,and more"
    for mark, got in ((";", (1, 0, 2)), ("\t", (0, 1, 2)), (",", (0, 1, 2))):
        posted.file.write_text(with_commas.replace(",", mark), "utf-8")
        assert tuple(posted.imported().values()) == got
        told = posted.file.with_suffix(".errors").read_text("utf-8").splitlines()
        assert told[0].split(mark)[-3:] == ["line", "fault", "surplus"]
        assert told[1].endswith(f"{mark}3{mark}event: unknown_code{mark}")
        assert told[2].endswith(f'{mark}4{mark}line: too_many_values{mark}"more{mark}and more"')
        # Mended, the file of the refused lines is a file like any other.
        posted.file.write_text("\n".join(told).replace("lost", "posted"), "utf-8")
        assert posted.imported() == {"recorded": 0, "known": 2, "refused": 0}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (lambda text: text.encode("utf-16"), r": not UTF-8, it looks like utf-16; nothing .*iconv"),
        (lambda text: text.encode("utf-16-le"), r"utf-16; nothing was recorded.*iconv"),
        (lambda text: ("é" + text).encode("latin-1"), r"line 1: not UTF-8, .*; nothing .*iconv"),
        (lambda text: text.replace(",", "|").encode(), r"missing.*commas, semicolons or tabs"),
        (lambda text: text.replace("place", "event").encode(), r"columns twice: event"),
        (lambda text: (text + '"open').encode(), r"near line \d: not CSV .*quotation mark"),
        (lambda _: b"", r"line 1: columns missing: event"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_how_to_mend_it(
    posted: Posted, written: Callable[[str], bytes], told: str
) -> None:
    good = line(posted.piece, "posted", now() - timedelta(days=2))
    lines(good, path=posted.file)
    posted.file.write_bytes(written(posted.file.read_text("utf-8")))
    with pytest.raises(FileUnusable, match=told):
        posted.imported()
    assert posted.report(good)["refused"] == 0
    assert kinds(posted.summons).count(Kind.POSTED) == 1


def test_the_refused_lines_never_overwrite_what_they_came_from(posted: Posted) -> None:
    lines(line(posted.piece, "lost", now()), path=posted.file)
    before = posted.file.read_bytes()
    with pytest.raises(InvalidInput, match="is the file itself"):
        import_reports(posted.file, posted.file, provider="post-at", by=posted.world.officer)
    assert posted.file.read_bytes() == before


def test_whichever_serves_first_counts_once(world: World, tmp_path: Path) -> None:
    """The inbox served on arrival; that the letter came later changes nothing."""
    summons = world.summoned()
    served = status_at(summons, now()).service
    unread_for(10)
    advance_to(now() + timedelta(days=3))
    found = Posted(summons, PrintPiece.objects.get(), world, tmp_path / "post.csv")
    found.report(line(found.piece, "delivered_to_person", now(), **SIGNED))
    assert status_at(summons, now()).service == served
    assert getattr(served, "channel", None) == "inbox"
    assert status_at(summons, now()).receipt_at is not None


def test_killed_between_any_two_steps_nothing_is_printed_twice(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step of a batch fails once, before and after it did its work; then it goes on."""
    world.people(*(row(f"p{n}", needs="paper") for n in range(3)))
    world.released(3)

    class Killed(Exception):
        """Stands for SIGKILL at this point."""

    drawn: set[bytes] = set()
    for step in ("_draw", "seal", "relay"):
        for late in (False, True):
            real = getattr(printing, step)

            def dying(
                *args: object, real: object = real, late: bool = late, **more: object
            ) -> None:
                if late:
                    real(*args, **more)  # type: ignore[operator]  # because it is the function
                raise Killed

            monkeypatch.setattr(printing, step, dying)
            with pytest.raises(Killed):
                go_round()
            monkeypatch.setattr(printing, step, real)
            drawn |= {file.read_bytes() for file in folder.glob("*.pdf")}
    go_round()
    assert PrintBatch.objects.count() == 1
    assert len(list(folder.glob("*.ready"))) == 1
    assert len(drawn) == 1
    assert PrintPiece.objects.filter(outcome="relayed").count() == 3
    for summons in Summons.objects.all():
        assert kinds(summons).count(Kind.PRINTED) == 1


def test_what_the_printer_took_away_is_not_put_there_again(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.people(row("p", needs="paper"))
    summons = Summons.objects.get(callup_id=world.released(1))

    class Killed(Exception):
        """Stands for SIGKILL at this point."""

    def dying(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(printing, "relay", dying)
        with pytest.raises(Killed):
            go_round()
    for file in folder.iterdir():
        file.unlink()
    go_round()
    assert list(folder.iterdir()) == []
    assert kinds(summons).count(Kind.PRINTED) == 1
