"""Vietnamese text made comparable: folded for search, keyed for alphabetical order."""

import re
import unicodedata
from typing import TypeAlias

SortKey: TypeAlias = tuple[tuple[tuple[int, int], ...], tuple[int, ...], str]

# Bare words on both sides. No expansion may bring forth what is expanded again.
EXPANSIONS = {
    "sgd dt": "so giao duc dao tao",
    "sgddt": "so giao duc dao tao",
    "bgd dt": "bo giao duc dao tao",
    "bgddt": "bo giao duc dao tao",
    "gd dt": "giao duc dao tao",
    "gddt": "giao duc dao tao",
    "gdnn": "giao duc nghe nghiep",
    "gdtx": "giao duc thuong xuyen",
    "gd": "giao duc",
    "khcn": "khoa hoc cong nghe",
    "kh cn": "khoa hoc cong nghe",
    "cntt": "cong nghe thong tin",
    "cds": "chuyen doi so",
    "dmst": "doi moi sang tao",
    "dhqg": "dai hoc quoc gia",
    "dhbk": "dai hoc bach khoa",
    "dhsp": "dai hoc su pham",
    "dh": "dai hoc",
    "cdsp": "cao dang su pham",
    "cdn": "cao dang nghe",
    "cd": "cao dang",
    "tphcm": "thanh pho ho chi minh",
    "hcm": "ho chi minh",
    "tphn": "thanh pho ha noi",
    "tp": "thanh pho",
    "brvt": "ba ria vung tau",
    "dac lac": "dak lak",
    "daklak": "dak lak",
    "dac nong": "dak nong",
    "daknong": "dak nong",
    "bac can": "bac kan",
}
ABBREVIATION = re.compile(r"\b(?:" + "|".join(sorted(EXPANSIONS, key=len, reverse=True)) + r")\b")
WORD = re.compile(r"\d{1,18}|[^\W\d_]+")
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền, hỏi, ngã, sắc, nặng


def fold(text: str) -> str:
    """Lower-case words without marks, abbreviations written out; equal for spellings that mean the same.

    Folds case, diacritics, đ, the place of the tone, Unicode form, punctuation and the usual abbreviations. Folding
    twice changes nothing. A word that is only a tone away ("Hà", "Hạ") folds to the same: this is for finding, not for
    telling names apart.
    """
    return ABBREVIATION.sub(lambda short: EXPANSIONS[short.group()], _bare(text))


def vietnamese_key(text: str) -> SortKey:
    """A key for `sorted`: a ă â b c d đ e ê …, tones only as tie-breakers (ngang, huyền, hỏi, ngã, sắc, nặng).

    Spaces come before numbers, numbers before letters; numbers go by size, so that "Cụm 2" comes before "Cụm 10".
    """
    composed = unicodedata.normalize("NFC", text)
    words = WORD.findall(composed.casefold())
    letters: list[tuple[int, int]] = []
    for word in words:
        letters += [(1, int(word))] if word.isdecimal() else [(2, _place(letter)) for letter in _toneless(word)]
        letters.append((0, 0))
    return tuple(letters), tuple(_tone(word) for word in words), composed


def _bare(text: str) -> str:
    """Lower-case words without marks, one space between them, "và" left out as in "Sở Giáo dục - Đào tạo"."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("đ", "d")
    return " ".join(word for word in re.findall(r"[^\W_]+", letters) if word != "va")


def _toneless(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in TONES))


def _tone(word: str) -> int:
    """The tone of a syllable, wherever its mark stands: hoà and hòa are one word."""
    return max((TONES.get(mark, 0) for mark in unicodedata.normalize("NFD", word)), default=0)


def _place(letter: str) -> int:
    """Letters of other alphabets come after z."""
    return ALPHABET.index(letter) if letter in ALPHABET else len(ALPHABET) + ord(letter)
