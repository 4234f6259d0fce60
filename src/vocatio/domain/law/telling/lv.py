"""Latvian."""

from vocatio.domain.law.telling.words import Words


def _plural(number: int) -> str:
    if number % 10 == 0 or 11 <= number % 100 <= 19:
        return "zero"
    return "one" if number % 10 == 1 else "other"


WORDS = Words(
    code="lv",
    months=(
        *("janvāris", "februāris", "marts", "aprīlis", "maijs", "jūnijs"),
        *("jūlijs", "augusts", "septembris", "oktobris", "novembris", "decembris"),
    ),
    date="{year}. gada {day}. {month}",
    moment="{date}, plkst. {time}",
    between="; ",
    plural=_plural,
    units={
        "hour": {"zero": "{n} stundu", "one": "{n} stunda", "other": "{n} stundas"},
        "day": {"zero": "{n} dienu", "one": "{n} diena", "other": "{n} dienas"},
        "working_day": {
            "zero": "{n} darbdienu",
            "one": "{n} darbdiena",
            "other": "{n} darbdienas",
        },
        "week": {"zero": "{n} nedēļu", "one": "{n} nedēļa", "other": "{n} nedēļas"},
        "month": {"zero": "{n} mēnešu", "one": "{n} mēnesis", "other": "{n} mēneši"},
        "year": {"zero": "{n} gadu", "one": "{n} gads", "other": "{n} gadi"},
    },
    facts={
        "SubmissionAcceptance": "nosūtīts",
        "ContentConsignment": "saņemts pastkastē",
        "ConsignmentNotification": "nosūtīts paziņojums",
        "ContentHandover": "persona to atvēra",
        "ConsignmentAcceptance": "persona to pieņēma",
        "ConsignmentRejection": "persona to noraidīja",
        "RelayToNonERDS": "vēstule izdrukāta",
        "Posting": "vēstule nodota pastā",
        "ReceivedFromNonERDS": "vēstule saņemta",
        "RelayToNonERDSFailure": "vēstule atgriezta nepiegādāta",
        "Deposit": "vēstule gaida pastā",
        "HandOver": "izsniegts personīgi",
        "Publication": "publicēts",
        "NonReceipt": "pierādījums, ka tas nav saņemts",
        "Request": "iesniegts lūgums",
        "Decision": "pieņemts lēmums",
        "Event": "notikums",
        "Appointment": "ierašanās laiks",
        "Service": "paziņots",
        "EvidencedReceipt": "saņemšana pierādīta",
        "Recording": "ierakstīts",
    },
    channels={
        "inbox": "pastkaste",
        "paper": "vēstule",
        "hand": "personīga izsniegšana",
        "published": "publikācija",
    },
    messages={
        "served": "Uzskatāms par paziņotu: {date}; veids: {channel}.",
        "not_served": "Nav uzskatāms par paziņotu.",
        "due": "Būs uzskatāms par paziņotu: {date}, ja līdz tam nekas nemainās.",
        "waits": "Kas to paziņotu vai paziņotu agrāk: {facts}.",
        "undone": "Agrākā paziņošana vairs nav spēkā ({date}): tas nav saņemts.",
        "channel": "Veids: {channel}, {article}:",
        "happened": "{fact}: {date}.",
        "missing": "{fact}: nav noticis.",
        "after": "{period} pēc tam: {date}.",
        "before": "{period} pirms tam: {date}.",
        "no_day_left_out": "Neviena diena nav izlaista.",
        "outage_goes_on": "Traucējums turpinās. Termiņš nevar beigties pirms tā beigām.",
        "problem.no_such_day": "{period} no tā brīža: tādas dienas nav. Izlemj cilvēks.",
        "problem.outside_calendar": "{period} no tā brīža: ārpus kalendāra. Izlemj cilvēks.",
        "step.cutoff": "Tas notika pēc plkst. {time}, tāpēc skaita no: {date}.",
        "step.hour_of_fact": "Stundu, kurā tas notika, neskaita.",
        "step.no_such_day": "Mēnesī nav tādas dienas: skaita pēdējo, {date}.",
        "step.not_counted": "Nav ieskaitīts: {date} ({why}).",
        "step.working_days": "Tajā jābūt vismaz divām darbdienām: {date}.",
        "step.day_after": "Skaita nākamo dienu: {date}.",
        "step.rolled": "Izlaists: {date} ({why}).",
        "step.outage": "Viena diena vairāk traucējuma dēļ: {date}.",
        "weekend": "nedēļas nogale",
        "earliest": "Tas, kas notiek pirmais:",
        "latest": "Kad noticis viss šis:",
        "unless": "Pieņem, kamēr nav pierādīts pretējais:",
        "disproved": "Pierādīts, ka tas nav saņemts ({date}). Tas neskaitās.",
        "received_later": "Pierādīts, ka tas saņemts vēlāk: {date}.",
        "in_time": "Paziņots, ja pirmais notiek pirms otrā beigām; citādi seko: {channel}.",
        "until": "Līdz {date} tas nenotika: šādi nav paziņots. Pēc tam seko: {channel}.",
    },
)
