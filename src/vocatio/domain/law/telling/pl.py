"""Polish."""

from vocatio.domain.law.telling.words import Words


def _plural(number: int) -> str:
    if number == 1:
        return "one"
    few = number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14)
    return "few" if few else "many"


WORDS = Words(
    code="pl",
    months=(
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ),
    date="{day} {month} {year} r.",
    moment="{date}, godz. {time}",
    between="; ",
    plural=_plural,
    units={
        "hour": {"one": "{n} godzina", "few": "{n} godziny", "many": "{n} godzin"},
        "day": {"one": "{n} dzień", "few": "{n} dni", "many": "{n} dni"},
        "working_day": {
            "one": "{n} dzień roboczy",
            "few": "{n} dni robocze",
            "many": "{n} dni roboczych",
        },
        "week": {"one": "{n} tydzień", "few": "{n} tygodnie", "many": "{n} tygodni"},
        "month": {"one": "{n} miesiąc", "few": "{n} miesiące", "many": "{n} miesięcy"},
        "year": {"one": "{n} rok", "few": "{n} lata", "many": "{n} lat"},
    },
    facts={
        "SubmissionAcceptance": "wysłano",
        "ContentConsignment": "wpłynęło do skrzynki",
        "ConsignmentNotification": "wysłano zawiadomienie",
        "ContentHandover": "otwarte przez adresata",
        "ConsignmentAcceptance": "przyjęte przez adresata",
        "ConsignmentRejection": "odrzucone przez adresata",
        "RelayToNonERDS": "wydrukowano list",
        "Posting": "nadano list",
        "ReceivedFromNonERDS": "odebrano list",
        "RelayToNonERDSFailure": "list wrócił niedoręczony",
        "Deposit": "list czeka na poczcie",
        "HandOver": "wręczono osobiście",
        "Publication": "ogłoszono publicznie",
        "NonReceipt": "dowód, że pisma nie otrzymano",
        "Request": "złożono wniosek",
        "Decision": "wydano decyzję",
        "Event": "zdarzenie",
        "Appointment": "termin stawienia się",
        "Service": "doręczono",
        "EvidencedReceipt": "odbiór udowodniony",
        "Recording": "zapisano",
    },
    channels={
        "inbox": "skrzynka",
        "paper": "list",
        "hand": "wręczenie osobiste",
        "published": "ogłoszenie publiczne",
    },
    messages={
        "served": "Uznane za doręczone: {date}; sposób: {channel}.",
        "not_served": "Nie uznaje się za doręczone.",
        "due": "Będzie uznane za doręczone: {date}, jeśli wcześniej nic się nie zmieni.",
        "waits": "Co by doręczyło, albo doręczyło wcześniej: {facts}.",
        "undone": "Wcześniejsze doręczenie przestało się liczyć ({date}): pisma nie otrzymano.",
        "channel": "Sposób: {channel}, {article}:",
        "happened": "{fact}: {date}.",
        "missing": "{fact}: nie nastąpiło.",
        "after": "{period} później: {date}.",
        "before": "{period} wcześniej: {date}.",
        "no_day_left_out": "Żadnego dnia nie pominięto.",
        "outage_goes_on": "Trwa awaria. Termin nie może upłynąć przed jej końcem.",
        "problem.no_such_day": "{period} od tej chwili: takiego dnia nie ma. Rozstrzyga człowiek.",
        "problem.outside_calendar": "{period} od tego: poza kalendarzem. Rozstrzyga człowiek.",
        "step.cutoff": "Nastąpiło po godz. {time}, więc liczy się od: {date}.",
        "step.hour_of_fact": "Godziny zdarzenia nie wlicza się.",
        "step.no_such_day": "Ten miesiąc nie ma takiego dnia: liczy się ostatni, {date}.",
        "step.not_counted": "Nie wliczono: {date} ({why}).",
        "step.working_days": "Muszą w nim być co najmniej dwa dni robocze: {date}.",
        "step.day_after": "Liczy się dzień następny: {date}.",
        "step.rolled": "Pominięto: {date} ({why}).",
        "step.outage": "Jeden dzień więcej z powodu awarii: {date}.",
        "weekend": "weekend",
        "earliest": "To, co nastąpi najpierw:",
        "latest": "Gdy nastąpi wszystko z tego:",
        "unless": "Domniemywa się, póki nie udowodniono inaczej:",
        "disproved": "Udowodniono, że pisma nie otrzymano ({date}). To się nie liczy.",
        "received_later": "Udowodniono, że otrzymano później: {date}.",
        "in_time": "Doręczone, jeśli pierwsze nastąpi przed upływem drugiego; inaczej: {channel}.",
        "until": "Nie nastąpiło do: {date}; tak nie doręczono. Potem: {channel}.",
    },
)
