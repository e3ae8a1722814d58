"""Times of day: what a translation makes of the English am, pm, noon and midnight, in the words of each language."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from sitegen.model import Language
from sitegen.numerals import Number, in_ascii_digits
from sitegen.patterns import pattern
from sitegen.units import CLOCK, LETTER, groups_of, units_of

# A star stands for any ending, _ for a space.  Night and noon say which half only together with the hour.
_SIGNS = {"am": "am a.m. AM A.M.", "pm": "pm p.m. PM P.M."}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "pl": {
        "am": "rano przed_południem nad_ranem z_rana", "noon": "w_południe",
        "pm": "po_południu popołudniu wieczorem wieczór wieczora", "night": "w_nocy nocą północ* o_północy po_północy",
        "hour": "godzin* godz h",
    },
    "ar": {
        "am": "ص صباح* الصباح فجر* الفجر قبل_الظهر في_الصباح من_صباح", "noon": "ظهر* الظهر",
        "pm": "م مساء* المساء عصر* العصر بعد_الظهر في_المساء من_مساء",
        "night": "ليل* الليل في_الليل منتصف_الليل بعد_منتصف_الليل عند_منتصف_الليل", "hour": "الساعة ساعة",
    },
    "ne": {
        "am": "बिहान* पूर्वाह्न* सबेरै*", "noon": "मध्याह्न*", "pm": "बेलुका* बेलुकी* दिउँसो* दिउसो* साँझ* अपराह्न*",
        "night": "राति* रात* मध्यरात*", "hour": "बजे* बज्* को का",
    },
    "ro": {
        "am": "dimineața dimineaţa dimineata înainte_de_prânz", "noon": "la_prânz la_amiază la_amiaza amiază",
        "pm": "după-amiaza după-amiază după_amiaza după_amiază după-amiaz* dupa-amiaza dupa_amiaza după-masa după-masă "
        "după_masa după_masă seara după_prânz",
        "night": "noaptea miezul_nopții la_miezul_nopții", "hour": "ora orele h",
    },
    "pa": {
        "am": "ਸਵੇਰੇ ਸਵੇਰ* ਤੜਕੇ*", "noon": "ਦੁਪਹਿਰ*", "pm": "ਸ਼ਾਮ* ਬਾਅਦ_ਦੁਪਹਿਰ ਦੁਪਹਿਰ_ਬਾਅਦ", "night": "ਰਾਤ* ਅੱਧੀ_ਰਾਤ*",
        "hour": "ਵਜੇ ਦੇ ਦੀ ਨੂੰ",
    },
    "bg": {
        "am": "сутринта преди_обяд преди_обед", "noon": "на_обяд на_обед по_обяд по_обед",
        "pm": "следобед след_обяд след_обед вечерта през_деня привечер",
        "night": "през_нощта нощта полунощ в_полунощ след_полунощ", "hour": "ч час* h",
    },
    "lt": {
        "am": "ryto ryte priešpiet prieš_pietus", "noon": "vidurdien* per_pietus",
        "pm": "vakaro vakare popiet po_pietų dienos", "night": "nakties naktį vidurnak*", "hour": "valand* val h",
    },
    "ta": {
        "am": "காலை* அதிகாலை* விடியற்காலை* முற்பகல*", "noon": "நண்பகல* மதிய* மத்தியான*",
        "pm": "மாலை* பிற்பகல* சாயங்கால* சாயந்திர*", "night": "இரவ* நள்ளிரவ* ராத்திரி*", "hour": "மணி*",
    },
    "fa": {
        "am": "صبح* بامداد سحر ق.ظ قبل_از_ظهر پیش_از_ظهر", "noon": "ظهر",
        "pm": "عصر بعدازظهر بعد_از_ظهر ب.ظ غروب", "night": "شب نیمه‌شب نیمه_شب", "hour": "ساعت",
    },
    "sk": {
        "am": "ráno dopoludnia predpoludním nadránom", "noon": "napoludnie na_obed na_poludnie",
        "pm": "popoludní odpoludnia poobede večer podvečer", "night": "v_noci o_polnoci polnoc* po_polnoci",
        "hour": "hod hodin* hodín h",
    },
    "bn": {
        "am": "সকাল* ভোর* ভোররাত* পূর্বাহ্ন*", "noon": "দুপুর*", "pm": "বিকেল* বিকাল* সন্ধ্যা* সন্ধ্যে* সন্ধে* অপরাহ্ণ* অপরাহ্ন*",
        "night": "রাত* মধ্যরাত* মাঝরাত*", "hour": "টা* ঘটিকা*",
    },
    "ur": {
        "am": "صبح فجر قبل_دوپہر", "noon": "دوپہر", "pm": "شام سہ_پہر سہ‌پہر بعد_دوپہر دوپہر_بعد",
        "night": "رات آدھی_رات نصف_شب", "hour": "بجے بجکر کے کو",
    },
}  # fmt: skip

_HALF_FIRST = frozenset(("bn", "fa", "ne", "pa", "ta", "ur"))
"""Languages that say the half of the day before the hour."""

_HALVES = ("am", "pm", "noon", "night")
_TWELVE = 12
_EVENING = 6
"""At night, an hour from here to eleven is before midnight; at six people differ."""

_CONTRARY = {"am": range(_TWELVE), "noon": (0, *range(_EVENING, _TWELVE)), "night": range(1, _EVENING)}
"""The hours after twelve that no day has beside a word for one of its halves: "17 in the morning", "14 at night"."""

_HOUR = pattern(r"(?<![\d.,:/+])(?P<hour>\d{1,2})(?:(?:[:h.,\u066b]| h )(?P<minute>[0-5]\d))?(?![\d+/%]|[:.,\u066b]\d)")
_VALUE = pattern(r"(\d{1,2})(?::(\d\d))?")
_UNSAID = pattern(r"\{[^{}]*\}|[*\u200e\u200f\u061c\u2066-\u2069]")
"""What stands in a text and is neither word nor number: tokens, stars and marks of direction."""


class _Halves(NamedTuple):
    """The patterns of a language's words for halves of the day."""

    words: re.Pattern[str]
    """One of them; the name of the group is the half, perhaps with a "_"."""

    before: re.Pattern[str]
    """What may stand between such a word and its hour."""

    behind: re.Pattern[str]
    """What may stand between an hour and such a word."""


class _Said(NamedTuple):
    """An hour in a translation."""

    written: str
    minute: int
    face: int
    """Where it stands on the face of a clock, from 0 to 11."""

    hours: frozenset[int]
    """Those that it means as it stands, from 0 to 23; none where its word contradicts it."""

    perhaps: int | None
    """One more that it can mean where a half of the day is said elsewhere in the text."""

    def fits(self, hour: int, minute: int, *, loosely: bool) -> bool:
        """Tell whether it can stand for a time of the English."""
        return minute == self.minute and (hour in self.hours or (loosely and hour == self.perhaps))

    def looks_like(self, hour: int, minute: int) -> bool:
        """Tell whether it stands at the same place on the face of a clock."""
        return minute == self.minute and hour % _TWELVE == self.face


def time_faults(english: Iterable[Number], translation: str, language: Language) -> Iterator[str]:
    """Give each time of the English that became another half of the day.

    An hour without a word for its half is one of 24, so 5:00 is in the morning; a bare one may have its half elsewhere
    in the text.  That the number is there at all is not judged here.
    """
    code = language.code.partition("-")[0]
    wanted = list(_times(english)) if code in _WORDS else []
    given = list(_said(translation, code)) if wanted else []
    for loosely in (False, True):
        for time in tuple(wanted):
            if found := next((said for said in given if said.fits(*time[:2], loosely=loosely)), None):
                given.remove(found)
                wanted.remove(time)
    for hour, minute, written in wanted:
        if found := next((said for said in given if said.looks_like(hour, minute)), None):
            given.remove(found)
            yield (
                f'the time {written} of the English became "{found.written}"; write {hour}:{minute:02}, '
                "or say the same half of the day beside the hour"
            )


def _times(english: Iterable[Number]) -> Iterator[tuple[int, int, str]]:
    for number in english:
        if number.unit in CLOCK and (found := _VALUE.fullmatch(number.value)) and int(found[1]) <= _TWELVE:
            hour = int(found[1]) % _TWELVE + _TWELVE * (number.unit == "pm")
            yield hour, int(found[2] or 0), f"{number.written}{number.unit}"


def _said(translation: str, code: str) -> Iterator[_Said]:
    text = in_ascii_digits(unicodedata.normalize("NFC", _UNSAID.sub("", translation)))
    patterns = _halves_of(code)
    words = list(patterns.words.finditer(text))
    later = any(_name(word) != "am" for word in words)
    done = 0
    for found in _HOUR.finditer(text):
        before = next(
            (word for word in words if done <= word.start() and _part(patterns.before, text, word, found)), None
        )
        behind = next((word for word in words if _part(patterns.behind, text, found, word)), None)
        word = (before or behind) if code in _HALF_FIRST else (behind or before)
        done = max(found.end(), word.end() if word else 0)
        unit = units_of(code).after.match(text, found.end())
        if word is None and unit and unit.lastgroup not in ("hour", "hour_"):
            continue
        hour = int(found["hour"])
        perhaps = hour % _TWELVE + _TWELVE * (hour != _TWELVE) if later and not word and hour <= _TWELVE else None
        written = text[min(found.start(), word.start() if word else found.start()) : done]
        hours = _hours(hour, _name(word) if word else "")
        yield _Said(written, int(found["minute"] or 0), hour % _TWELVE, hours, perhaps)


def _part(between: re.Pattern[str], text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    """Tell whether one of two stands behind the other, with nothing else between them."""
    return first.end() <= second.start() and bool(between.fullmatch(text, first.end(), second.start()))


def _name(word: re.Match[str]) -> str:
    return (word.lastgroup or "").removesuffix("_")


def _hours(hour: int, half: str | None) -> frozenset[int]:
    """Return the hours of 24 that an hour can mean beside a word for a half of the day.

    >>> sorted(_hours(5, "pm")), sorted(_hours(12, "night")), sorted(_hours(11, "noon")), sorted(_hours(5, ""))
    ([17], [0], [11], [5])
    >>> sorted(_hours(17, "am")), sorted(_hours(17, "pm"))
    ([], [17])
    """
    early = hour % _TWELVE
    if hour > _TWELVE and early in _CONTRARY.get(half or "", ()):
        return frozenset()
    if hour > _TWELVE or not half:
        return frozenset((hour % (2 * _TWELVE),))
    if half == "night" and early == _EVENING:
        return frozenset((early, early + _TWELVE))
    is_early = {"am": True, "noon": early == _TWELVE - 1, "night": early < _EVENING}.get(half, False)
    return frozenset((early if is_early else early + _TWELVE,))


@cache
def _halves_of(code: str) -> _Halves:
    told = _WORDS[code]
    words, stems = groups_of({half: f"{_SIGNS.get(half, '')} {told[half]}".split() for half in _HALVES})
    hours = "|".join(filter(None, groups_of({"hour": told["hour"].split()})))
    hour = f"(?:(?:{hours}){LETTER}*\\.?[ \u00a0]*)?"
    # "rano o 9", "seara la ora 8": where the half comes first as a rule, such a word would be that of a range.
    little = "" if code in _HALF_FIRST else f"(?:{LETTER}{{1,4}}\\.?[ \u00a0])?"
    return _Halves(
        re.compile(f"(?<!(?!\\d){LETTER})(?:(?:{stems or '(?!)'}){LETTER}*|(?:{words})(?!{LETTER}))"),
        re.compile(f"[ \u00a0]*{little}{hour.replace('(?P<hour>', '(?:').replace('(?P<hour_>', '(?:')}"),
        re.compile(f"[.\\-‑]?{LETTER}{{0,6}}\\.?[ \u00a0]?{hour}\\(?"),
    )
