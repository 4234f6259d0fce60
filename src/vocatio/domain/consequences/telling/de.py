"""German."""

from vocatio.domain.consequences.telling.words import CaseWords

_MISSED = "Sie wurden am {date} um {time} Uhr erwartet ({office}) und dort nicht gesehen."
_APPEAL = (
    "Dagegen können Sie in jedem Amt, in jeder Form oder in Ihrem Postfach ein Rechtsmittel "
    "einlegen. Es schiebt die Entscheidung auf, und es entscheidet jemand, der nicht beteiligt war."
)
_ENDS = (
    "Es endet sofort, wenn Sie in einem Amt erscheinen, befreit werden oder ein Rechtsmittel "
    "Erfolg hat."
)
_BASIS = "Rechtsgrundlage: {basis}."

WORDS = CaseWords(
    code="de",
    documents={
        "reminder": {
            "heading": "{name}, eine Erinnerung",
            "missed": _MISSED,
            "now": "Gegen Sie wurde nichts entschieden. Bitte öffnen Sie die Vorladung in Ihrem "
            "Postfach, oder fragen Sie in einem Amt danach. Wenn Sie nicht kommen können oder sie "
            "Sie nicht erreicht hat, sagen Sie es: im Postfach, am Telefon oder in jedem Amt.",
            "basis": _BASIS,
        },
        "notice": {
            "heading": "{name}, bitte antworten Sie",
            "missed": _MISSED,
            "considered": "Erwogen wird ein Antrag auf: {measures}. Entscheiden würde {body}, "
            "nicht wir.",
            "heard": "Sie haben mindestens 14 Tage für eine Antwort, von dem Tag an, an dem Sie "
            "dies erhalten: im Postfach, am Telefon oder persönlich in jedem Amt, wo sie "
            "aufgeschrieben wird.",
            "object": "Waren Sie krank, hat jemand Sie gebraucht, hat die Vorladung Sie nicht "
            "erreicht, sind Sie nicht gemeint? Sagen Sie es. Wer jetzt kommt, hat nichts mehr zu "
            "befürchten.",
            "appeal": "Dieser Brief entscheidet nichts. Gegen jede Entscheidung gibt es ein "
            "Rechtsmittel.",
            "basis": _BASIS,
        },
        "finding": {
            "heading": "{name}, eine Entscheidung: {body}",
            "missed": _MISSED,
            "found": "{body} hat festgestellt, dass Sie ohne Grund ferngeblieben sind, der zählt. "
            "Das allein schränkt Sie in nichts ein.",
            "reasons": "Gründe: {reasons}",
            "ends": "Wer kommt, ist von allem frei, was daraus folgt.",
            "appeal": _APPEAL,
            "basis": _BASIS,
        },
        "measure": {
            "heading": "{name}, eine Entscheidung: {body}, {measure}",
            "scope": "{measure}: {scope}.",
            "time": "Vom {from} bis {until}; überprüft wird bis {review}. Wirksam wird es "
            "frühestens 14 Tage, nachdem Sie diese Entscheidung erhalten haben.",
            "reasons": "Gründe: {reasons}",
            "ends": _ENDS,
            "appeal": _APPEAL,
            "basis": _BASIS,
        },
        "appeal_upheld": {
            "heading": "{name}, Ihr Rechtsmittel hat Erfolg",
            "outcome": "Das, wogegen Sie sich gewandt haben, gilt nicht mehr.",
            "reasons": "Gründe: {reasons}",
            "basis": _BASIS,
        },
        "appeal_dismissed": {
            "heading": "{name}, Ihr Rechtsmittel wurde zurückgewiesen",
            "outcome": "Entschieden hat {body}, durch jemanden, der vorher nicht beteiligt war.",
            "reasons": "Gründe: {reasons}",
            "basis": _BASIS,
        },
        "enforcement": {
            "heading": "{name}, eine Anordnung: {body}",
            "outcome": "Das, wogegen Sie sich gewandt haben, gilt weiter, bis über Ihr "
            "Rechtsmittel entschieden ist.",
            "reasons": "Gründe: {reasons}",
            "basis": _BASIS,
        },
        "lift": {
            "heading": "{name}: Bescheinigung, dass eine Maßnahme aufgehoben ist",
            "lifted": "{measure}: am {date} aufgehoben. Sie schränkt Sie in nichts mehr ein.",
            "cause": "Grund: {cause}.",
            "basis": _BASIS,
        },
        "closed": {
            "heading": "{name}, das ist erledigt",
            "missed": _MISSED,
            "closed": "Es hat keine Folgen. Sie müssen nichts tun.",
            "basis": _BASIS,
        },
    },
    causes={
        "appearance": "Sie sind erschienen",
        "exemption": "Sie sind befreit",
        "error": "es war ein Irrtum",
        "age": "Ihr Alter",
        "death": "ein Todesfall ist eingetragen",
        "recall": "die Vorladung wurde zurückgenommen",
        "appeal": "Ihr Rechtsmittel hatte Erfolg",
        "review": "es wurde überprüft",
    },
    states={
        "none": "Es gibt kein Verfahren.",
        "opened": "Sie waren nicht da. Jemand sieht es sich an; sagen Sie, wenn Sie einen Grund "
        "hatten.",
        "notified": "Öffnen Sie den Brief: Er sagt, was erwogen wird und wie Sie antworten können.",
        "hearing": "Sie werden um eine Antwort gebeten. Vor Ende Ihrer Frist wird nichts "
        "entschieden.",
        "heard": "Ihre Frist ist vorbei; Sie können noch etwas sagen, und noch kommen.",
        "proposed": "Ein Gericht sieht es sich an. Sie können noch etwas sagen, und noch kommen.",
        "found": "Ein Gericht hat entschieden, dass Sie ohne Grund ferngeblieben sind. Sie können "
        "ein Rechtsmittel einlegen.",
        "decided": "Ein Gericht hat über eine Maßnahme entschieden. Sie können ein Rechtsmittel "
        "einlegen, und sie endet, wenn Sie kommen.",
        "closed": "Das ist erledigt und hat keine Folgen.",
        "over": "Das ist vorbei. Nichts schränkt Sie deswegen ein.",
    },
    obstacles={
        "another_person": "es steht fest, dass Sie nicht gemeint sind",
        "identity_disputed": "ob Sie gemeint sind, ist noch nicht entschieden",
        "daily_ceiling": "wer entschieden hat, hatte an dem Tag zu viel entschieden",
        "file_not_opened": "wer entscheidet, hat die Akte nicht gelesen, wie sie jetzt ist",
        "not_reviewed": "noch niemand hat sich den Fall angesehen",
        "reasons_copied": "die Gründe sind eine Kopie anderer",
        "reasons_too_short": "die Gründe sagen zu wenig über Sie",
        "review_closed": "das Verfahren wurde beendet",
        "signed_in_bulk": "es wurde nicht einzeln von einem Menschen unterschrieben",
        "took_part": "wer entschieden hat, war vorher beteiligt",
        "another_body": "eine andere Stelle müsste entscheiden",
        "body_not_independent": "es hat keine unabhängige Stelle entschieden",
        "signed_in_elsewhere": "wer entschieden hat, war nicht bei dieser Stelle angemeldet",
        "no_such_measure": "eine solche Maßnahme gibt es nicht",
        "untried_reminder": "vorher hat Sie keine Erinnerung erreicht",
        "untried_new_date": "vorher haben Sie keinen neuen Termin bekommen",
        "untried": "Milderes wurde vorher nicht versucht",
        "decision_not_received": "es ist nicht belegt, dass die Entscheidung Sie erreicht hat",
        "not_yet": "14 Tage seit Erhalt der Entscheidung oder ihr erster Tag sind noch nicht "
        "vorbei",
        "starts_too_early": "es würde zu früh beginnen",
        "appeal_suspends": "Ihr Rechtsmittel schiebt es auf",
        "appeal_upheld": "Ihr Rechtsmittel hatte Erfolg",
        "episode_exhausted": "alle Maßnahmen zusammen würden länger als 12 Monate dauern",
        "lapsed": "die Zeit ist abgelaufen",
        "no_review": "es ist kein Tag der Überprüfung genannt",
        "no_scope": "es ist nicht gesagt, was eingeschränkt wird",
        "notice_used": "der Brief wurde schon für eine andere Maßnahme verwendet",
        "review_missed": "niemand hat es rechtzeitig überprüft",
        "too_long": "es würde länger als 6 Monate dauern",
        "appeared": "Sie sind erschienen",
        "cause_disputed": "ob der Grund noch besteht, ist streitig",
        "excused": "Sie sind befreit",
        "lifted": "es wurde aufgehoben",
        "recalled": "die Vorladung wurde zurückgenommen",
        "retracted": "die Entscheidung wurde zurückgenommen",
        "found_already": "das wurde schon festgestellt",
        "same_episode": "dasselbe wurde schon festgestellt und wird nicht zweimal vorgehalten",
        "not_stamped": "noch kein unabhängiger Zeitstempel deckt die Entscheidung",
        "dead": "ein Todesfall ist eingetragen",
        "detained": "Sie sind in Haft",
        "hospitalised": "Sie sind im Krankenhaus",
        "protected": "Sie sind geschützt",
        "merged": "zwei Einträge wurden als eine Person erkannt",
        "status_unknown": "ob etwas Sie schützt, ist nicht bekannt",
        "stayed": "eine Aufsichtsperson hat das Verfahren angehalten",
        "no_such_appointment": "einen solchen Termin gab es nicht",
        "notice_too_short": "Sie hatten weniger als 14 Tage Zeit",
        "non_receipt_claimed": "Sie haben gesagt, dass es Sie nicht erreicht hat; das ist noch "
        "nicht entschieden",
        "answer_not_received": "die Antwort auf Ihren Antrag hat Sie nicht erreicht",
        "remedy_open": "gegen die Antwort auf Ihren Antrag können Sie noch vorgehen",
        "remedy_undecided": "über Ihren Einwand gegen eine Antwort ist noch nicht entschieden",
        "request_open": "Ihr Antrag ist noch nicht beantwortet",
        "hearing_runs": "Ihre Frist für eine Antwort läuft noch",
        "no_notice": "Ihnen wurde nicht gesagt, was erwogen wird",
        "not_announced": "der Brief nannte diese Maßnahme nicht",
        "no_absence": "es ist keine Abwesenheit mehr eingetragen",
        "no_finding": "kein Gericht hat etwas festgestellt",
        "notice_not_received": "es ist nicht belegt, dass der Brief Sie erreicht hat",
        "summons_not_received": "es ist nicht belegt, dass die Vorladung Sie erreicht hat",
    },
    answers={
        "in force": "Sie ist in Kraft.",
        "nothing in force": "Sie ist nicht in Kraft.",
        "unknown": "Es ist nicht gewiss; das ist kein Grund, Sie irgendwo anzuhalten.",
    },
    ends=_ENDS,
    until="{text} (bis {date})",
)
