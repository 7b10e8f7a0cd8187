"""Folding: one way of writing, character for character."""

import sys
import unicodedata
from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.folding import CHARACTERS, fingerprint, fold, plain

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("臺灣發佈後臺髮型", "台湾发布后台发型"),
        ("養老服務", "养老服务"),
        ("峯羣牀裏著", "峰群床里着"),
        ("鍾鐘锺", "钟钟钟"),
        ("黒広図", "黑广图"),
        ("ＡＢＣ１２３％，．", "abc123%,."),
        ("COVID-19", "covid-19"),
        ("ｱｲｳ", "アイウ"),
        ("二○二六年", "二〇二六年"),
        ("豈更車\uf900", "岂更车岂"),
        ("⼀⽅", "一方"),
        ("𠮷野家", "吉野家"),
        ("a\u3000b\tc\nd\u200be", "a b c d e"),
    ],
)
def test_writes_the_same_in_one_way(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("kept", ["①②③", "m²", "象像", "芸艺", "连联", "沉沈", "。“”、"])
def test_what_differs_stays_apart(kept: str) -> None:
    assert fold(kept) == kept


@given(ANYTHING)
def test_keeps_the_length_and_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert [fold(char) for char in text] == list(folded)


@given(ANYTHING)
def test_folding_again_changes_nothing_and_the_result_can_be_written(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded.encode().decode() == folded


@pytest.mark.parametrize("text", ["", "\x00民\x00", "\ud83d\ude00", "民\ud800政", "𠮷\ud800", "\uffff\ufffe", "😀民政😀"])
def test_survives_controls_and_halves_of_characters(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(fingerprint(plain(text))) == 32
    assert "\x00" not in fold(text)


def test_the_fast_and_the_thorough_way_agree() -> None:
    plane = "".join(map(chr, range(0x10000)))
    assert fold(plane) == fold(plane + "😀")[:-1]


def test_every_character_folds_once_and_stays_in_its_plane() -> None:
    assert all(CHARACTERS.get(leader, leader) == leader for leader in CHARACTERS.values())
    assert all(leader < 0x10000 for code, leader in CHARACTERS.items() if code < 0x10000)


def test_case_and_width_are_those_of_unicode() -> None:
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        plain_form = unicodedata.normalize("NFKC", char).lower()
        if unicodedata.name(char, "").startswith(("LATIN CAPITAL LETTER", "FULLWIDTH")) and len(plain_form) == 1:
            assert fold(char) == fold(plain_form), f"U+{code:04X}"


def test_plain_text_has_neither_blanks_nor_punctuation() -> None:
    assert plain("　民政局（縣級）：“三·五”規劃， 3.5万人。 A.B  v1.2.3.\n") == "民政局县级三五规划3.5万人abv1.2.3"
    assert plain("，。 \n") == ""


def test_fingerprints_are_equal_for_the_same_words_only() -> None:
    assert fingerprint(plain("全市養老服務，推進會！")) == fingerprint(plain("全市 养老服务 推进会"))
    assert fingerprint(plain("新增3.5万人")) != fingerprint(plain("新增35万人"))
    assert fingerprint(plain("养老服务")) != fingerprint(plain("养老"))
    assert fingerprint(plain("養老！")) == blake2b("养老".encode(), digest_size=16).hexdigest()
