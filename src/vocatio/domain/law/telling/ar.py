"""Arabic."""

from vocatio.domain.law.telling.words import Words


def _plural(number: int) -> str:
    if number <= 2:
        return ("zero", "one", "two")[number]
    last = number % 100
    if 3 <= last <= 10:
        return "few"
    return "many" if last >= 11 else "other"


WORDS = Words(
    code="ar",
    months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    date="{day} {month} {year}",
    moment="{date}، الساعة {time}",
    between="؛ ",
    plural=_plural,
    units={
        "hour": {
            "zero": "{n} ساعة",
            "one": "ساعة واحدة",
            "two": "ساعتان",
            "few": "{n} ساعات",
            "many": "{n} ساعة",
            "other": "{n} ساعة",
        },
        "day": {
            "zero": "{n} يوم",
            "one": "يوم واحد",
            "two": "يومان",
            "few": "{n} أيام",
            "many": "{n} يومًا",
            "other": "{n} يوم",
        },
        "working_day": {
            "zero": "{n} يوم عمل",
            "one": "يوم عمل واحد",
            "two": "يوما عمل",
            "few": "{n} أيام عمل",
            "many": "{n} يوم عمل",
            "other": "{n} يوم عمل",
        },
        "week": {
            "zero": "{n} أسبوع",
            "one": "أسبوع واحد",
            "two": "أسبوعان",
            "few": "{n} أسابيع",
            "many": "{n} أسبوعًا",
            "other": "{n} أسبوع",
        },
        "month": {
            "zero": "{n} شهر",
            "one": "شهر واحد",
            "two": "شهران",
            "few": "{n} أشهر",
            "many": "{n} شهرًا",
            "other": "{n} شهر",
        },
        "year": {
            "zero": "{n} سنة",
            "one": "سنة واحدة",
            "two": "سنتان",
            "few": "{n} سنوات",
            "many": "{n} سنة",
            "other": "{n} سنة",
        },
    },
    facts={
        "SubmissionAcceptance": "أُرسل",
        "ContentConsignment": "وصل إلى صندوق الوارد",
        "ConsignmentNotification": "أُرسل إشعار إلى الشخص",
        "ContentHandover": "فتحه الشخص",
        "ConsignmentAcceptance": "قبله الشخص",
        "ConsignmentRejection": "رفضه الشخص",
        "RelayToNonERDS": "طُبعت الرسالة",
        "Posting": "سُلّمت الرسالة إلى البريد",
        "ReceivedFromNonERDS": "استُلمت الرسالة",
        "RelayToNonERDSFailure": "عادت الرسالة دون تسليم",
        "Deposit": "الرسالة محفوظة في مكتب البريد",
        "HandOver": "سُلّم باليد",
        "Publication": "نُشر",
        "NonReceipt": "إثبات أنه لم يُستلم",
        "Request": "قُدّم طلب",
        "Decision": "صدر قرار",
        "Event": "الحدث",
        "Appointment": "موعد الحضور",
        "Service": "تم التبليغ",
        "EvidencedReceipt": "ثبت الاستلام",
        "Recording": "سُجّل",
    },
    channels={
        "inbox": "صندوق الوارد",
        "paper": "رسالة ورقية",
        "hand": "التسليم باليد",
        "published": "النشر",
    },
    messages={
        "served": "يُعدّ مبلَّغًا في {date}، الطريق: {channel}.",
        "not_served": "لا يُعدّ مبلَّغًا.",
        "due": "سيُعدّ مبلَّغًا في {date} إن لم يتغير شيء قبل ذلك.",
        "waits": "ما يجعله مبلَّغًا، أو مبلَّغًا قبل ذلك: {facts}.",
        "undone": "التبليغ السابق لم يعد معتبرًا منذ {date}: لم يُستلم.",
        "channel": "الطريق: {channel}، {article}:",
        "happened": "{fact}: {date}.",
        "missing": "{fact}: لم يحدث.",
        "after": "بعد ذلك بمدة {period}: {date}.",
        "before": "قبل ذلك بمدة {period}: {date}.",
        "no_day_left_out": "لم يُستثنَ أي يوم.",
        "outage_goes_on": "هناك عطل مستمر. لا تنتهي المهلة قبل انتهائه.",
        "problem.no_such_day": "{period} من ذلك الوقت تنتهي في يوم لا وجود له. القرار لإنسان.",
        "problem.outside_calendar": "{period} من ذلك الوقت تتجاوز التقويم. القرار لإنسان.",
        "step.cutoff": "حدث بعد الساعة {time}، فيُحسب من {date}.",
        "step.hour_of_fact": "لا تُحسب الساعة التي حدث فيها.",
        "step.no_such_day": "ليس في ذلك الشهر هذا اليوم: يُحسب آخر أيامه، {date}.",
        "step.not_counted": "لم يُحسب: {date} ({why}).",
        "step.working_days": "يجب أن تتضمن المدة يومَي عمل على الأقل: {date}.",
        "step.day_after": "يُحسب اليوم التالي: {date}.",
        "step.rolled": "تم تجاوز: {date} ({why}).",
        "step.outage": "يوم إضافي بسبب عطل في {date}.",
        "weekend": "عطلة نهاية الأسبوع",
        "earliest": "أيّ هذه يأتي أولًا:",
        "latest": "متى حدثت هذه كلها:",
        "unless": "مفترض ما لم يثبت العكس:",
        "disproved": "ثبت أنه لم يُستلم ({date}). لا يُحسب.",
        "received_later": "ثبت أنه استُلم لاحقًا: {date}.",
        "in_time": "يُعدّ مبلَّغًا إن جاء الأول قبل انتهاء الثاني، وإلا يلي: {channel}.",
        "until": "لم يأتِ حتى {date}: لا تبليغ بهذه الطريق. بعد ذلك يلي: {channel}.",
    },
)
