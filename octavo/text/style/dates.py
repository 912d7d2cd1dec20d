"""The names of months and days, as texts write them in the middle of a sentence."""

from __future__ import annotations

import re
from functools import cache

ENGLISH = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thurs Fri Sat "
    "Sun"
)
"""Names of English, which texts in other languages have too, in titles and references."""
_NAMES = {
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre "
    "dilluns dimarts dimecres dijous divendres dissabte diumenge",
    "cs": "leden ledna únor února březen března duben dubna květen května červen června červenec "
    "července srpen srpna září říjen října listopad listopadu prosinec prosince "
    "pondělí úterý středa čtvrtek pátek sobota neděle po út st čt pá so ne",
    "da": "januar februar marts april maj juni juli august september oktober november december "
    "jan feb mar apr jun jul aug sept sep okt nov dec "
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "de": "Januar Jänner Februar März April Mai Juni Juli August September Oktober November "
    "Dezember Jan Feb Mär Apr Jun Jul Aug Sept Sep Okt Nov Dez "
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Mo Di Mi Do Fr Sa So",
    "el": "Ιανουάριος Ιανουαρίου Φεβρουάριος Φεβρουαρίου Μάρτιος Μαρτίου Απρίλιος Απριλίου Μάιος "
    "Μαΐου Ιούνιος Ιουνίου Ιούλιος Ιουλίου Αύγουστος Αυγούστου Σεπτέμβριος Σεπτεμβρίου Οκτώβριος "
    "Οκτωβρίου Νοέμβριος Νοεμβρίου Δεκέμβριος Δεκεμβρίου Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή "
    "Σάββατο Κυριακή",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre "
    "noviembre diciembre lunes martes miércoles jueves viernes sábado domingo",
    "fi": "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu "
    "marraskuu joulukuu tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta "
    "heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta maanantai tiistai "
    "keskiviikko torstai perjantai lauantai sunnuntai ma ti ke to pe la su",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "janv févr avr juil sept oct nov déc lundi mardi mercredi jeudi vendredi samedi dimanche",
    "hu": "január február március április május június július augusztus szeptember október "
    "november december hétfő kedd szerda csütörtök péntek szombat vasárnap",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nb": "januar februar mars april mai juni juli august september oktober november desember "
    "jan feb mar apr jun jul aug sept sep okt nov des "
    "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december "
    "jan feb mrt apr jun jul aug sept sep okt nov dec "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "pl": "styczeń stycznia luty lutego marzec marca kwiecień kwietnia maj maja czerwiec czerwca "
    "lipiec lipca sierpień sierpnia wrzesień września październik października listopad listopada "
    "grudzień grudnia poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt "
    "sob ndz",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro jan fev abr mai jun jul ago set out nov dez segunda terça quarta quinta sexta sábado "
    "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie "
    "decembrie luni marți miercuri joi vineri sâmbătă duminică",
    "ru": "январь января февраль февраля март марта апрель апреля май мая июнь июня июль июля "
    "август августа сентябрь сентября октябрь октября ноябрь ноября декабрь декабря понедельник "
    "вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december "
    "jan feb apr jun jul aug sept sep okt nov dec "
    "måndag tisdag onsdag torsdag fredag lördag söndag",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık Pazartesi "
    "Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    "uk": "січень січня лютий лютого березень березня квітень квітня травень травня червень червня "
    "липень липня серпень серпня вересень вересня жовтень жовтня листопад листопада грудень грудня "
    "понеділок вівторок середа четвер п’ятниця субота неділя",
}
_SAME = {"no": "nb", "nn": "nb", "gl": "es", "be": "ru", "sk": "cs"}


@cache
def names(language: str) -> str:
    """Give a pattern for the months and days of a language, and those of English.

    >>> bool(re.fullmatch(names("es"), "Lunes")), bool(re.fullmatch(names("es"), "may"))
    (True, False)
    """
    own = _NAMES.get(_SAME.get(language, language), "").split()
    both = {*own, *(name[:1].upper() + name[1:] for name in own), *ENGLISH.split()}
    return "|".join(re.escape(name) for name in sorted(both, key=lambda name: (-len(name), name)))
