"""A book with a page in each of ten scripts: alphabets, names, numbers and short sentences."""

from __future__ import annotations

from pathlib import Path

from tests.running import make_book

PAGES = {
    "Hebrew": (
        "he",
        "האלפבית העברי: א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת. אותיות סופיות: ך ם ן ף ץ.",
        "בְּרֵאשִׁית עם ניקוד, ובלי ניקוד: ספר בן 120 עמודים (מהדורה 2), מאת Jane Roe.",
    ),
    "Arabic": (
        "ar",
        "الحروف العربية: ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي.",
        "هذا كتابٌ قصيرٌ في ١٢٠ صفحة، طُبع سنة 2026 في القاهرة (الطبعة 2).",
    ),
    "Hindi": (
        "hi",
        "वर्णमाला: अ आ इ ई उ ऊ ऋ ए ऐ ओ औ, क ख ग घ ङ, च छ ज झ ञ, ट ठ ड ढ ण, त थ द ध न।",
        "यह किताब हिन्दी में है; इसमें १२० पृष्ठ हैं। क्षत्रिय, ज्ञान, श्री, प्रार्थना, द्वार।",
    ),
    "Sanskrit": (
        "sa",
        "संस्कृतम्: कृष्णः, धर्मः, अग्निः, ऋषिः, ॐ, सन्धिः, वाङ्मयम्, उज्ज्वलम्, स्वस्ति॥",
        "saṃskṛtam, kṛṣṇaḥ, jñāna, Ṛgveda, ḹ, m̐, Pāṇini, Aṣṭādhyāyī.",
    ),
    "Chinese": (
        "zh-Hans",
        "这本书有一百二十页，二〇二六年印于上海。作者问：“字在哪里？”",
        "天地人，日月水火木金土，东南西北，春夏秋冬；甲乙丙丁戊己庚辛壬癸。",
    ),
    "Japanese": (
        "ja",
        "この本は百二十ページで、二〇二六年に東京で印刷されました。「字」は漢字です。",
        "あいうえお、かきくけこ、アイウエオ、ガギグゲゴ、ｱｲｳ、ー、々、〆。",
    ),
    "Greek": (
        "grc",
        "ἄλφα βῆτα γάμμα δέλτα ἒ ψιλόν· ὦ Ἀθηναῖοι, ᾧ, ᾅδης, Ὠκεανός, ῥυθμός, ΐ, ῗ, ᾽.",
        "Τὸ βιβλίον τοῦτο ἔχει σελίδας ρκʹ· ϛʹ, ϟʹ, ϡʹ; (καὶ τόδε).",
    ),
    "IPA": (
        "en",
        "[ˈfəʊnɪm], [ˌɪntəˈnæʃənəl], /θɹuː/, [ʔ], [ŋ], [ʃ], [ʒ], [ɬ], [ǃ], [ɓ], [ʘ], [tʃ͡].",
        "Marks: x̄, n̂, ɛ̃, ɔ̃ː, d̪, t̚, kʷ, a̰, l̩, ˥˩, ā́.",
    ),
    "Emoji": ("en", "Signs: 😀 🎉 📚 ❤ ☀ ☎ ✈ 🐈 🍎 🚀.", "Joined: 👩‍🚀 👍🏽 🇬🇧 1️⃣."),
    "Music": (
        "en",
        "Signs of music: ♩ ♪ ♫ ♭ ♮ ♯, in B♭ and F♯.",
        "In words: a flat (♭) lowers, a sharp (♯) raises, a natural (♮) takes both back.",
    ),
}  # fmt: skip
"""Of each script the tag of its language, and two paragraphs."""


def make_scripts_book(folder: Path, outputs: str = "html, epub, docx, pdf") -> Path:
    """Make the book: a chapter of each script, whose heading has its first word too."""
    make_book(folder, outputs)
    for path in (folder / "source").iterdir():
        path.unlink()
    for number, (name, (lang, *paragraphs)) in enumerate(PAGES.items(), 1):
        word = paragraphs[0].split()[0].strip(":,，;。")
        text = f"# {name}\n\n::: {{lang={lang}}}\n" + "\n\n".join(paragraphs)
        text += f"\n\n*{word}*, **{word}**, [{word}]{{.smallcaps}}\n:::\n"
        (folder / "source" / f"{number:02}-{name.lower()}.md").write_text(text, encoding="utf-8")
    return folder
