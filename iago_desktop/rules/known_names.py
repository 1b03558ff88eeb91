"""The names that a practice knows, found in a text however they are spelt: Müller, MUELLER, Muller's.

A name that is also a word (Klein, Rosa, Herz, or an organism's) is taken for the name only beside another
name: on a page of findings it is nearly always the word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

_WORD = re.compile(r"[^\W\d_]+")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "ı": "i"})
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_SHORTEST = 3
_SHORTEST_GENITIVE = 4
_PARTICLES = frozenset({"von", "van", "der", "den", "dem", "zum", "zur", "und", "and", "the", "del", "las"})

_GERMAN_WORDS = """
abend acker adler alt anders arm arzt august auge bach backe bald band bart bauch bauer baum beer bein beere
berg bergmann best blank blass blau blei blum blume blut bock boden bogen brand braun breit brief bruch brust
brunnen buch bunt busch christ dick dorf dorn dunkel dürr eich eigen eisen ende engel ernst erst esel ewig
fach falk fall fein feld fels fest feuer fieber fink finger fisch flach fleck fleisch fluss form forst frank
frei freitag freund frisch fritz froh fromm frost früh fuchs funk fuss gabel galle gast gelb gelenk gerade
gern glas glatt gold gott graf gram grau greif grimm gross groß grün gruber grund gut haar haas hagel hahn
halb hals hammer hand hart hase haupt haus haut heil heiss held hell herbst herd herz heute hirsch hirt hoch
hof hoffmann hohl holz horn huber hund hunger hut igel immer iris jäger jahn jan jung jungen juni juli kalb
kalt kaiser kamm kanne karg kasper kater keil keller kern kessel kind kirsch klar klein klug knie knoll
knorr koch kohl kopf korn kraft krank kranz kraus krebs kreis kreuz krieg krone krug kühl kühn kunst kurz
lahm lamm land lang lange langer laub lauf laut leber lehmann leicht leim lenz licht lieb linde link links
locke löffel lohn löwe luft lunge lust mager mai maier mann mark markt marsch maus meer mehl mehr meister
mertens merkel michel milch mild milz mitte mohr mond montag moos morgen most mund münch mut nabel nacht
nagel nase nebel neu neumann nieder niere nord norm nuss ober ochs ohr oder ost otter paar pabst papst
pelz pfaff pfau pfeffer pilz platz pohl pracht probst pult rabe rand rasch rath rauch rauh recht reh reich
reif rein reis reiter richter ring ritter rock roger rosa rose rot roth rücken ruhe ruhig rund salz sand
sanft satt sauer schäfer scharf schatz schild schlaf schlecht schlicht schmal schmalz schmerz schmidt
schnell schön schramm schreiber schuh schuster schwach schwan schwarz schwer seele seiler selten senf
sehr sieger silber sommer sonne sonntag spät speck speer spitz stahl stamm stark starke staub stein stern
stier still stirn stolz storch strauß streng strich stumpf sturm süß tag tanne tanz taub teich tief tier
tod topf traum treu trog trost tuch unger unruh vetter viel vogel vogt voll vogelgrippe wach wachs wagner
wald wand warm warn wasser weber weg weich wein weiß weiss weit welle wenig werner west wetter wild will
wind winkel winter wirt wolf wolke wolle wunder wunsch wurm wurz zahn zander zart zeh zeit zeller zelle
zimmer zink zoll zopf zorn zucker zunge
"""
_ENGLISH_WORDS = """
able art ash baker band bank bar bell berry best bishop black blank bland block bloom blue bond bone bowl
brain branch brand bright bring brook brown brush buck bull bush butcher butler cannon carpenter carter case
cash chance chase chest child church clay close coffin cold cole colon cook cooper corn cross curry dale day
dean dear dense drew duke early earl east eaton ever fair fall faith fever field fine finger fish fisher fit
flood flower ford forest fox frame frank free freeman french frost fuller gamble game gates gold good grace
graft grant graves gray green grey gross grove gum guy hale hall hand hardy hart harm haven hay head heart
heath hill holly home hood hook hope horn house hunt hunter jack jade joy judge keen key kidney king kirk
knight lake lamb lane large law leaf lee legs light lily little liver long lord love low lung major march
mark marsh mason may mean mercy mild mill miles miller mills moon moor more moss much nail nash neck noble
north nurse old olive page pain paine palm park parr patience pearl penny perry pike pink pool pope porter
post potter power price prince pulse rains rash ray reed rest rice rich ring rise rivers robin rock rod rose
rowe ruby rush sage salt sands savage school sharp shaw short sick singer skin small smart smith snow south
speed spring stain stark steel stern stone stool storm strong summers sweet swift temple terry thorn tongue
tower town trout tumor underwood vein violet walker wall ward ware water waters weak weaver webb weeks wells
west wheat wheeler white wild wilder will wills winter wise wolf wood woods worth wren young
"""
_CLINICAL_WORDS = """
addison basedow barr bechterew behcet bell burkitt castleman charcot chagas crohn cushing down duchenne eaton
ebstein epstein fisher gilbert graves guillain guillain-barre hashimoto henoch hodgkin horner kaposi kawasaki
koch lambert lyme merkel miller parkinson raynaud reiter sjogren sjögren still waldenstrom wegener whipple
wilson winter barre barré lambert pneumonia sepsis candida klebsiella aspergillus anna-test
"""


@dataclass(frozen=True, repr=False)
class Names:
    """Folded words of names: `sure` count by themselves, `beside` only next to another one."""

    sure: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        found = {
            spelt
            for name in names
            for word in _WORD.findall(name)
            if len(word) >= _SHORTEST and word.casefold() not in _PARTICLES
            for spelt in spellings(word)
        }
        return cls(frozenset(found - COMMON), frozenset(found & COMMON))

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a name stands; a name of several words is several finds."""
        if not self.sure and not self.beside:
            return
        before: tuple[int, int] | None = None  # a word that may be a name, waiting for its neighbour
        was_sure = False
        for word in _WORD.finditer(text):
            if len(word[0]) < _SHORTEST:
                continue
            place = word.start(), word.end()
            is_sure = self._holds(word[0], self.sure)
            may_be = is_sure or (word[0][0].isupper() and self._holds(word[0], self.beside))
            if before is not None and may_be and _are_neighbours(text[before[1] : place[0]]):
                if not was_sure:
                    yield before
                yield place
                was_sure = True
            elif is_sure:
                yield place
                was_sure = True
            else:
                was_sure = False
            before = place if may_be else None

    @staticmethod
    def _holds(word: str, names: frozenset[str]) -> bool:
        for spelt in spellings(word):
            if spelt in names:
                return True
            if len(spelt) > _SHORTEST_GENITIVE and spelt.endswith("s") and spelt[:-1] in names:
                return True
        return False


def _are_neighbours(between: str) -> bool:
    return between in (" ", ", ", "-", " - ", ". ", ",") or between.isspace()


def spellings(word: str) -> tuple[str, ...]:
    """Without accents, and with umlauts written out; one where both are the same."""
    if word.isascii():
        return (word.lower(),)
    low = unicodedata.normalize("NFC", word).casefold()
    return tuple(dict.fromkeys((_without_accents(low.translate(_PLAIN)), low.translate(_GERMAN))))


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


COMMON = frozenset(
    spelt
    for word in f"{_GERMAN_WORDS} {_ENGLISH_WORDS} {_CLINICAL_WORDS}".split()
    for spelt in spellings(word)
)
"""Words that are also names."""
NOBODY = Names()
