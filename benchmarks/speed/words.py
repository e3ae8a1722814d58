"""The words that the corpus is made of, and how they look in other languages.

The English is put together from phrases as leaflets have them, with rare words in between so that the vocabulary grows
with the text.  In another language each word is a made-up one of its script, about as long and always the same.
"""

import hashlib
import re
from random import Random
from typing import NamedTuple


class Tongue(NamedTuple):
    """A language of the corpus: what `locales/languages.yaml` says of it, and letters for its words."""

    code: str
    name: str
    english_name: str
    script: str
    plural: str
    consonants: str
    vowels: str

    @property
    def direction(self) -> str:
        """Return in which direction it is written."""
        return "rtl" if self.script == "Arab" else "ltr"


_TWO, _TWO_WITH_NONE = "nplurals=2; plural=(n != 1);", "nplurals=2; plural=(n > 1);"
_POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
_ARABIC = "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
_ROMANIAN = "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);"
_LITHUANIAN = "nplurals=3; plural=(n%10==1 && (n%100<11 || n%100>19) ? 0 : n%10>=2 && (n%100<11 || n%100>19) ? 1 : 2);"
_SLOVAK = "nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);"

TONGUES = (
    Tongue("en", "English", "English", "Latn", _TWO, "", ""),
    Tongue("pl", "Polski", "Polish", "Latn", _POLISH, "bcdkłmnprsśtwzż", "aeiouyąę"),
    Tongue("ar", "العربية", "Arabic", "Arab", _ARABIC, "بتجحدرسشصعفقكلمنهي", "اويةى"),
    Tongue("ne", "नेपाली", "Nepali", "Deva", _TWO, "कखगचजटडतदनपबमरलवसह", "ािीुेो"),
    Tongue("ro", "Română", "Romanian", "Latn", _ROMANIAN, "bcdlmnprsștț", "aeiouăâ"),
    Tongue("pa", "ਪੰਜਾਬੀ", "Punjabi", "Guru", _TWO_WITH_NONE, "ਕਖਗਚਜਟਡਤਦਨਪਬਮਰਲਵਸਹ", "ਾਿੀੁੇੋ"),
    Tongue("bg", "Български", "Bulgarian", "Cyrl", _TWO, "бвгдзклмнпрстхцч", "аеиоуюя"),
    Tongue("lt", "Lietuvių", "Lithuanian", "Latn", _LITHUANIAN, "bdgklmnprsštvzž", "aeiouėųū"),
    Tongue("ta", "தமிழ்", "Tamil", "Taml", _TWO, "கசடதபமயரலவழளறன", "ாிீுேோ"),
    Tongue("sk", "Slovenčina", "Slovak", "Latn", _SLOVAK, "bcčdklmnprsštvzž", "aeiouyáéí"),
    Tongue("bn", "বাংলা", "Bengali", "Beng", _TWO_WITH_NONE, "কখগচজটডতদনপবমরলসহ", "ািীুেো"),
    Tongue("es", "Español", "Spanish", "Latn", _TWO, "bcdlmnprstñ", "aeioué"),
)
"""The first so many are the languages of a corpus; one of them is written from right to left."""


class Translator:
    """Puts text into another language word by word; tokens, link targets, numbers and marks stay as they are."""

    _WORD = re.compile(r"\{[^{}]*\}|\]\([^)]*\)|([A-Za-z]+)")
    _SHORTEST = 3
    """Shorter words could be units, which must not be other ones than in the English."""

    def __init__(self, tongue: Tongue) -> None:
        self._tongue = tongue
        self._words: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """Return a text in the language."""
        return self._WORD.sub(self._word, text) if self._tongue.vowels else text

    def _word(self, found: re.Match[str]) -> str:
        word = found[1]
        if word is None:
            return found[0]
        if word not in self._words:
            self._words[word] = self._made(word)
        return self._words[word]

    def _made(self, word: str) -> str:
        seed = f"{self._tongue.code} {word.lower()}".encode()
        digest = hashlib.blake2b(seed, digest_size=32).digest()
        wanted = max(self._SHORTEST, len(word))
        letters = (
            letters[digest[place % len(digest)] % len(letters)]
            for place in range(wanted)
            for letters in ((self._tongue.consonants, self._tongue.vowels)[place % 2],)
        )
        made = "".join(letters)
        return made[0].upper() + made[1:] if word[0].isupper() else made


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in text.split("|"))


_WHO = _phrases(
    "your midwife|the maternity team|your doctor|the health visitor|your birth partner|the hospital|a specialist nurse|"
    "your consultant|the community team|a nurse on the ward|a physiotherapist|the person on the phone|your interpreter"
)
_DOES = _phrases(
    "explains|can help you understand|may ask about|checks|should be told about|can talk through|writes down|may offer|"
    "keeps an eye on|can answer questions about|shows you how to prepare for|plans with you|looks again at"
)
_WHAT = _phrases(
    "your blood pressure|how your baby is growing|the choices for pain relief|any medicines you take|your birth plan|"
    "the signs of infection|what happens at each visit|the movements of your baby|how much you bleed|your blood sugar|"
    "the results of your tests|the safest way to sleep|how to feed your baby|any worries about your mood|"
    "the risks and the benefits|what to bring with you|the first hours after birth|who can stay with you"
)
_WHEN = _phrases(
    "at your next appointment|during the first weeks|when labour starts|after the birth|before you go home|"
    "as soon as you can|in the days that follow|if anything changes|at any time of day or night|once your waters break"
)
_WHY = _phrases(
    "because this helps to keep you and your baby safe|so that you can decide what is right for you|"
    "as every pregnancy is different|since early treatment works best|and you can change your mind at any point|"
    "although most women and birthing people need no treatment|because the signs are not always easy to see"
)
_SHORT = _phrases(
    "You do not have to decide straight away.|Most babies are born healthy.|It is normal to feel tired and worried.|"
    "Ask for an interpreter if you need one.|You can bring someone with you.|Every unit works a little differently.|"
    "Keep this information with your notes.|This page does not replace a talk with a professional."
)
_WITH_FACTS = _phrases(
    "Take {dose.folic_acid} of folic acid every day.|Do not take more than {dose.vitamin_d_max} of vitamin D a day.|"
    "This is usually at {week.scan} weeks.|The team is there {contact.hours}.|"
    "Phone {contact.unit} and ask for your midwife.|Your first appointment is before week {week.booking}.|"
    "Feel how your baby moves from week {week.movements} on."
)
_UNITS = _phrases("weeks|days|hours|minutes|months")
_STARTS, _ROOTS, _ENDS = (
    words.split()
    for words in (
        "ante endo hyper hypo intra neo para peri post sub",
        "arthr card derm glyc haem hepat lact nephr neur oste phleb pulmon ren thromb tox vascul",
        "aemia ectasia esis ic itis ography ology oma opathy osis uria",
    )
)

TOPICS = _phrases(
    "blood pressure|diabetes|breech babies|twins|iron levels|induction|caesarean birth|water birth|pain relief|"
    "epidurals|skin to skin|breastfeeding|bottle feeding|jaundice|vitamins|infections|injections|"
    "pelvic floor exercises|depression|safe sleep|weight gain|morning sickness|vaccination|smoking|travel|exercise|"
    "itching|bleeding|small babies|large babies|premature birth|monitoring"
)
APPROACHES = _phrases(
    "Understanding|Coping with|Planning for|Recovering from|Living with|Preparing for|A short guide to|"
    "Your choices about|Common questions about|Staying well with"
)
HEADINGS = _phrases(
    "Why this matters|What to expect|What the risks are|What you can choose|When to phone your midwife|How to prepare|"
    "What happens next|After you go home|Questions you may want to ask|Signs to look out for|How it is treated|"
    "Who looks after you|Things that can help|Before your appointment|During the treatment|For your partner"
)
QUESTIONS = _phrases(
    "Can my partner stay?|When are they open?|Does it cost anything?|Can I change my mind?|Who can help me?"
)
DANGERS = _phrases(
    "your baby moves less than usual|you bleed from the vagina|you have a bad headache that does not go away|"
    "you cannot see clearly|your waters break and they are green or brown|you have a fever or feel very unwell|"
    "you have a bad pain in your tummy|you find it hard to breathe|your hands or face swell suddenly|"
    "your baby is floppy or hard to wake|you think of harming yourself"
)
TASKS = _phrases(
    "bring your notes to every appointment|write down your questions|wash your hands before you feed your baby|"
    "rest when your baby sleeps|drink a glass of water with each feed|keep the room at {dose.room_temperature} degrees|"
    "ask for the result of each test|lie on your side when you go to sleep|tell the team which language you speak|"
    "pack a bag for the hospital by week {week.bag}|say yes when somebody offers help|**never** smoke near your baby|"
    "check the label of each medicine|take somebody with you who can listen|eat small meals through the day|"
    "learn what is normal for your baby"
)


def happens(chance: Random, share: float) -> bool:
    """Tell whether something happens that happens in a share of all cases."""
    return chance.random() < share


def rare_word(chance: Random) -> str:
    """Return one of some 1,800 words that seem Greek and mean nothing."""
    return chance.choice(_STARTS) + chance.choice(_ROOTS) + chance.choice(_ENDS)


def sentence(chance: Random) -> str:
    """Return a sentence of about 14 words."""
    if happens(chance, 0.15):
        return chance.choice(_SHORT)
    words = f"{chance.choice(_WHO)} {chance.choice(_DOES)} {chance.choice(_WHAT)}"
    if happens(chance, 0.4):
        words += f" and {rare_word(chance)}"
    words += f" {chance.choice(_WHEN)}"
    if happens(chance, 0.4):
        words += f", {chance.choice(_WHY)}"
    if happens(chance, 0.1):
        words += f" (about {chance.randint(2, 95)} {chance.choice(_UNITS)})"
    return f"{words[0].upper()}{words[1:]}."


def paragraph(chance: Random) -> str:
    """Return one to three sentences, now and then with a fact or with bold words."""
    text = " ".join(sentence(chance) for _ in range(chance.choice((1, 2, 2, 3, 3))))
    if happens(chance, 0.05):
        return f"{text} {chance.choice(_WITH_FACTS)}"
    strong = next((words for words in _WHAT if f" {words} " in text), "")
    return text.replace(strong, f"**{strong}**", 1) if strong and happens(chance, 0.11) else text


def cells(chance: Random) -> tuple[str, str]:
    """Return what a row of a table says: when, and what is looked at."""
    when, what = chance.choice(_WHEN), chance.choice(_WHAT)
    return when.capitalize(), what.capitalize()
