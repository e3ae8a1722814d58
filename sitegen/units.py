"""Units beside numbers, in the words of each language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from functools import cache, cached_property

from sitegen.patterns import pattern

CLOCK = frozenset(("am", "pm"))
"""Halves of the day, which English says like a unit; what other languages say is in `clock.py`."""

# A star stands for any ending, _ for a space. Words on both sides of ~ stand together, perhaps with a space or a hyphen
# between them, in capitals or not; / is between words of which one stands there.
# A word that is not here is no unit: nothing is then said about it.
_SYMBOLS = {
    "mg": "mg MG Mg", "microgram": "mcg µg μg ug MCG", "g": "g", "kg": "kg KG Kg", "ml": "ml mL ML", "litre": "l L",
    "mm": "mm", "cm": "cm", "percent": "% ٪ ％", "degree": "°C ℃ ° ºC ˚", "fahrenheit": "℉ F ºF",
    "hour": "h", "minute": "min",
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "mg": "milli~gram*", "microgram": "micro~gram*", "g": "gram grams", "kg": "kilo~gram* kilo kilos",
        "ml": "milli~litre*", "litre": "litre litres", "mm": "millimetre*", "cm": "centimetre*",
        "percent": "per_cent percent", "degree": "degree*", "second": "second seconds", "minute": "minute* mins",
        "hour": "hour*", "day": "day days", "week": "week*", "month": "month*", "year": "year*",
        "am": "am a.m. midnight", "pm": "pm p.m. noon midday",
    },
    "pl": {
        "mg": "mili~gram*", "microgram": "mikro~gram*", "g": "gram gramy gramów grama gramom gramach",
        "kg": "kilo~gram* kilo", "ml": "mili~litr*", "litre": "litr litry litrów litra", "mm": "milimetr*",
        "cm": "centymetr*", "percent": "procent*", "degree": "stopni stopień stopnie stopnia", "second": "sekund*",
        "minute": "minut*", "hour": "godzin* godz", "day": "dzień dni dnia dniu dniem dniach dniom dniami",
        "week": "tydzień tygodn*", "month": "miesiąc* miesięc*", "year": "rok roku lat lata latach",
    },
    "ar": {
        "mg": "ملغ ملغم ملّغ ملّغم مليغ ملجم ملج مغ مجم مج ملي/مللي/ميلي/ميللي~غرام/جرام*",
        "microgram": "ميكرو/مايكرو/مكرو~غرام/جرام* مكغ مكغم مكجم مكج ميكغ",
        "g": "غرام غرامًا غراما غرامات جرام جرامًا جراما جرامات غم جم غ", "kg": "كيلو~غرام/جرام* كيلو كغ كغم كجم كلغ",
        "ml": "مل ملل ملي/مللي/ميلي/ميللي~لتر/ليتر* مليلیتر*", "litre": "لتر لترًا لترات ليتر*", "cm": "سم سنتيمتر*",
        "mm": "ملم مليمتر* ملليمتر*", "percent": "بالمئة بالمائة في_المئة في_المائة", "degree": "درجة درجات",
        "second": "ثانية ثوان ثواني ثوانٍ", "minute": "دقيقة دقائق دقيقتين دقيقتان", "hour": "ساعة ساعات ساعتين ساعتان",
        "day": "يوم يومًا يوما يومين يومان أيام", "week": "أسبوع* أسابيع اسبوع* اسابيع", "month": "شهر* أشهر شهور",
        "year": "سنة سنوات سنتين عام عامًا أعوام عامين",
    },
    "ne": {
        "mg": "मिलि/मिली/मि./मि~ग्रा* एमजी एम.जी", "microgram": "माइक्रो/माईक्रो/मा.~ग्रा* एमसीजी", "g": "ग्राम* ग्रा.",
        "kg": "किलो/कि./कि~ग्रा* किलो केजी के.जी", "ml": "मिलि/मिली/मि.~लि/ली* मिलि मिली एमएल", "litre": "लिटर*",
        "cm": "सेन्टिमिटर* से.मी.", "mm": "मिलिमिटर*", "percent": "प्रतिशत*", "degree": "डिग्री*",
        "second": "सेकेन्ड* सेकेण्ड*", "minute": "मिनेट*", "hour": "घण्टा* घण्टे घन्टा*", "day": "दिन*",
        "week": "हप्ता* साता*", "month": "महिना*", "year": "वर्ष* बर्ष* साल*",
    },
    "ro": {
        "mg": "mili~gram*", "microgram": "micro~gram*", "g": "gram grame gramele", "kg": "kilo~gram* kile",
        "ml": "mili~litr*", "litre": "litru litri", "cm": "centimetr*", "mm": "milimetr*",
        "percent": "procente la_sută", "degree": "grad grade", "second": "secund*", "minute": "minut*",
        "hour": "ore oră", "day": "zi ziua zile zilei zilele", "week": "săptămân*", "month": "luni lună",
        "year": "an ani",
    },
    "pa": {
        "mg": "ਮਿਲੀ/ਮਿਲਿ/ਮਿ.~ਗ੍ਰਾ/ਗਰਾ* ਐਮਜੀ ਐੱਮਜੀ", "microgram": "ਮਾਈਕ੍ਰੋ/ਮਾਈਕਰੋ/ਮਾਇਕ੍ਰੋ/ਮਾਇਕਰੋ~ਗ੍ਰਾ/ਗਰਾ*",
        "g": "ਗ੍ਰਾਮ* ਗਰਾਮ*", "kg": "ਕਿਲੋ~ਗ੍ਰਾ/ਗਰਾ* ਕਿਲੋ", "ml": "ਮਿਲੀ/ਮਿਲਿ/ਮਿ.~ਲੀ/ਲਿ* ਐਮਐਲ", "litre": "ਲੀਟਰ",
        "cm": "ਸੈਂਟੀਮੀਟਰ*", "percent": "ਪ੍ਰਤੀਸ਼ਤ ਫ਼ੀਸਦੀ ਫੀਸਦੀ", "degree": "ਡਿਗਰੀ*", "second": "ਸਕਿੰਟ* ਸੈਕੰਡ*",
        "minute": "ਮਿੰਟ*", "hour": "ਘੰਟਾ ਘੰਟੇ ਘੰਟਿਆਂ", "day": "ਦਿਨ ਦਿਨਾਂ", "week": "ਹਫ਼ਤ* ਹਫਤ*", "month": "ਮਹੀਨ*",
        "year": "ਸਾਲ ਸਾਲਾਂ",
    },
    "bg": {
        "mg": "мг мгр мили~грам*", "microgram": "мкг мкгр μг µг микро~грам*", "g": "грам грама грамове гр",
        "kg": "кг кило~грам* кило", "ml": "мл мили~лит*", "litre": "л литър литра", "cm": "см сантимет*",
        "mm": "мм милимет*", "percent": "процент*", "degree": "градус*", "second": "секунд*", "minute": "минут* мин",
        "hour": "час* ч", "day": "ден дни дена дня деня", "week": "седмиц* седмич*", "month": "месец*",
        "year": "годин* годиш*",
    },
    "lt": {
        "mg": "mili~gram*", "microgram": "mikro~gram* mkg", "g": "gramas gramai gramų gramus gramo gramais",
        "kg": "kilo~gram*", "ml": "mili~litr*", "percent": "procent*", "degree": "laipsn*", "minute": "minut* min",
        "hour": "valand* val", "day": "dien*", "week": "savait* savaič*", "month": "mėnes*", "year": "metai metų metus",
        "litre": "litras litrai litrų litro", "cm": "centimetr*", "mm": "milimetr*", "second": "sekund*",
    },
    "sk": {
        "mg": "mili~gram*", "microgram": "mikro~gram*", "g": "gram gramy gramov gramu", "kg": "kilo~gram* kilo",
        "ml": "mili~lit*", "percent": "percent*", "degree": "stupeň stupňov stupne", "minute": "minút*",
        "hour": "hodín hodiny hodina hodinu", "day": "deň dni dní dňa dňoch", "week": "týžd*", "month": "mesiac*",
        "year": "rok roky rokov", "litre": "liter litra litre litrov", "cm": "centimet*", "mm": "milimet*",
        "second": "sekund* sekúnd",
    },
    "fa": {
        "mg": "میلی~گرم* م.گ", "microgram": "میکرو/مایکرو~گرم*", "g": "گرم", "kg": "کیلو~گرم* کیلو",
        "ml": "میلی~لیتر* سی~سی", "litre": "لیتر", "cm": "سانتی‌متر سانتیمتر", "percent": "درصد", "degree": "درجه",
        "second": "ثانیه", "minute": "دقیقه", "hour": "ساعت ساعته", "day": "روز روزه روزگی",
        "week": "هفته هفته‌* هفتگی", "month": "ماه ماهه ماهگی", "year": "سال ساله سالگی",
    },
    "ur": {
        "mg": "ملی~گرام*", "microgram": "مائیکرو/مائکرو/مایکرو~گرام*", "g": "گرام گرامز گراموں", "kg": "کلو~گرام* کلو",
        "ml": "ملی~لیٹر*", "litre": "لیٹر", "cm": "سینٹی_میٹر", "percent": "فیصد فی_صد", "degree": "ڈگری",
        "second": "سیکنڈ", "minute": "منٹ منٹوں", "hour": "گھنٹے گھنٹہ گھنٹوں", "day": "دن دنوں",
        "week": "ہفتے ہفتہ ہفتوں", "month": "ماہ مہینے مہینوں مہینہ", "year": "سال سالوں",
    },
    "bn": {
        "mg": "মিলি/মি./মি~গ্রা* এমজি", "microgram": "মাইক্রো/মা.~গ্রা* এমসিজি", "g": "গ্রাম*",
        "kg": "কেজি* কে.জি কিলো~গ্রাম* কিলো", "ml": "মিলি/মি.~লি* মিলি এমএল", "litre": "লিটার*",
        "cm": "সেমি* সেন্টিমিটার*", "percent": "শতাংশ*", "degree": "ডিগ্রি*", "second": "সেকেন্ড*", "minute": "মিনিট*",
        "hour": "ঘণ্টা* ঘন্টা*", "day": "দিন*", "week": "সপ্তাহ*", "month": "মাস*", "year": "বছর*",
    },
    "ta": {
        "mg": "மில்லி/மிலி~கிராம* மி.கி* மி._கி* மிகி", "microgram": "மைக்ரோ~கிராம* மை.கி* மை._கி*", "g": "கிராம*",
        "kg": "கிலோ~கிராம* கிலோ கி.கி", "ml": "மில்லி/மிலி~லிட்டர/லீட்டர* மி.லி* மி._லி* மிலி மில்லி",
        "litre": "லிட்டர*", "percent": "சதவீத*", "degree": "டிகிரி*", "second": "விநாடி* வினாடி*", "minute": "நிமிட*",
        "hour": "மணிநேர* மணி_நேர*", "day": "நாள* நாட்க*", "week": "வார*", "month": "மாத*", "year": "ஆண்டு* வருட* வயது*",
    },
}  # fmt: skip

LETTER = r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0971-\u0dff\u200c\u200d]"
"""A letter or the marks and joiners on it; digits are no danger, as no unit ends in one."""

_TOGETHER = "[ \u00a0\u200c-]?"
"""What may part the words of one unit."""

_SCALE = r"(?i:fah?renh)|Фаренх|ف[اه]?رنه|ف[ای]?رن[ \u200c]?ہ|फ\u093c?(?:्य)?ा?रे?नह|ਫ\u0a3c?[ਾੈ]?ਰੇ?ਨਹ|ফা?রেনহ|ப[ாே]?ரன்ஹ"
FAHRENHEIT_WORD = pattern(_SCALE)
FAHRENHEIT = pattern(rf"{LETTER}*[ \u00a0]?(?:(?:w skali|pagal|по)[ ])?(?:[FfФф](?!\w)|℉|ஃ?(?:{_SCALE}))")
"""The other scale of temperatures, which no translation may change to, as words say it behind degrees."""

_GAP = r"(?:[ \u00a0\u202f\u2009]de[ \u00a0]|[ \u00a0\u202f\u2009]?(?:[-‐‑][ ]?)?)"
"""What may stand between a number and its unit; Romanian says "20 de ore"."""

_ORDINAL = rf"(?:[-‑]?(?:(?!\d){LETTER}){{1,5}}|\.)[ \u00a0]"
"""What makes a number an ordinal, as in "12th week", "12. tydzień" and "12-та седмица"."""

_RANGE = r"(?:(?: to | or | and | ?[–-] ?)(?:\d[\d.,:+]*|\{[^{}\s]*\}))?"
"""What stands between the first number of an English range and the unit of both."""

_ENGLISH = rf"{_RANGE}(?: (?:full|whole))?"
"""What English may put between a number and its unit besides."""

_NAMING = ("week", "day")
"""Units that can stand before their number, as in "week 12"; others only where it follows in brackets."""

MEASURES = frozenset(("mg", "microgram", "g", "kg", "ml", "litre", "percent", "degree", "fahrenheit"))
"""Units of doses and temperatures: where the English has none, a translation may not bring one."""

_JOINED = {"ar": "(?:[وفبكل]{0,2}ال|ولل|لل|[وبل])?"}
"""What a language writes in one word with the unit before a number: "and", "in", "the"."""


class Units:
    """The patterns that find a language's units; the name of the group that matched is the unit, perhaps with a "_".

    Only the international symbols where its words are not known.

    >>> units_of("pl").after.match(" mikrogramów").lastgroup
    'microgram_'
    """

    def __init__(self, code: str) -> None:
        self._code = code
        words = _WORDS.get(code.partition("-")[0], {})
        self._forms = {
            unit: f"{_SYMBOLS.get(unit, '')} {words.get(unit, '')}".split() for unit in {**_SYMBOLS, **words}
        }

    # Each is made when it is asked for: they take Python long to read, and most units stand behind their number.
    @cached_property
    def after(self) -> re.Pattern[str]:
        """Return the pattern of a unit behind its number."""
        words, stems = groups_of(self._forms)
        return re.compile(
            f"(?:{_ENGLISH if self._code == 'en' else ''}{_GAP}|{_ORDINAL})(?:{stems}|(?:{words})(?!{LETTER}))"
        )

    @cached_property
    def before(self) -> re.Pattern[str]:
        """Return the pattern of a unit that ends where its number begins."""
        ways = []
        for names, behind in ((True, ""), (False, "(?=[ ]?[(])")):
            words, stems = groups_of({unit: forms for unit, forms in self._forms.items() if (unit in _NAMING) is names})
            ways += [f"(?:{words})(?!{LETTER}){behind}"] * bool(words) + [f"(?:{stems}){LETTER}*{behind}"] * bool(stems)
        return re.compile(f"(?<!{LETTER}){_JOINED.get(self._code, '')}(?:{'|'.join(ways)})[ \u00a0]?[(]?$")


@cache
def units_of(code: str) -> Units:
    """Return the units of a language."""
    return Units(code)


def groups_of(forms: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    """Return the patterns of all words that are whole units, and of all stems and signs, a group a unit.

    That no letter follows is said once for all words: Python takes long to read what a letter is.
    Stems are tried first, so that milligrams are not the Bengali short form of millilitres and another word.
    """
    words: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for unit, spelt in forms.items():
        for form in sorted(spelt, reverse=True):
            word = unicodedata.normalize("NFC", form)
            stem = re.escape(word.rstrip("*")).replace("_", "[ \u00a0]")
            if r"\~" in stem:
                stem = _TOGETHER.join(f"(?i:{side.replace('/', '|')})" for side in stem.split(r"\~"))
            (words if re.fullmatch(LETTER, word[-1]) else others).setdefault(unit, []).append(stem)
    return (
        "|".join(f"(?P<{unit}>{'|'.join(found)})" for unit, found in words.items()),
        "|".join(f"(?P<{unit}_>{'|'.join(found)})" for unit, found in others.items()),
    )


def other_unit(wanted: Counter[str], given: Counter[str]) -> str:
    """Return a known unit that only a translation gives a number and that no unknown word of the English can be."""
    of_kind = {unit for unit in wanted | given if unit and unit not in CLOCK}
    unknown = sum(number for unit, number in wanted.items() if unit not in of_kind)
    others = Counter({unit: max(given[unit] - wanted[unit], 0) for unit in of_kind})
    return max(of_kind, key=lambda unit: others[unit]) if others.total() > unknown else ""


def own_measure(wanted: Counter[str], given: Counter[str], known: Container[str]) -> str:
    """Return a measure that a translation gives a fact's token, where no number of the English has that measure."""
    return next((unit for unit in given if unit in MEASURES and unit not in known), "") if "" in wanted else ""
