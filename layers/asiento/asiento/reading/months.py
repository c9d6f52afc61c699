"""The names of months and weekdays in the languages that documents come in, folded: no accents, lower case."""

from itertools import chain

_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "january february march april may june july august september october november december",
    "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "januar februar marz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "janner feber maerz april mai juno julei august setiembre oktober november dezember",
)
_SHORTEST = 3

_WEEKDAYS = (
    "lunes martes miercoles jueves viernes sabado domingo lun mie jue vie sab dom "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "segunda terca quarta quinta sexta feira seg ter qua qui sex "
    "lundi mardi mercredi jeudi vendredi samedi dimanche mer jeu ven sam dim "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lunedi martedi mercoledi giovedi venerdi sabato domenica gio "
    "dilluns dimarts dimecres dijous divendres dissabte diumenge"
)
WEEKDAYS = frozenset(_WEEKDAYS.split())
"""Weekdays and their usual short forms. `mar` is left to March."""


def _prefixes() -> dict[str, set[int]]:
    """Return every beginning of a month's name, at least three letters long, with the months that it may mean."""
    numbered = chain.from_iterable(enumerate(names.split(), start=1) for names in _MONTHS)
    found: dict[str, set[int]] = {}
    for number, name in numbered:
        for length in range(_SHORTEST, len(name) + 1):
            found.setdefault(name[:length], set()).add(number)
    return found


MONTHS: dict[str, int] = {name: min(numbers) for name, numbers in _prefixes().items() if len(numbers) == 1} | {"mrt": 3}
"""Month numbers by name and by every abbreviation that means one month only (`jui` is June or July in French).

Dutch alone has a short form that is no beginning: `mrt`.
"""

_DAYS = (
    "primero dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete "
    "veintiocho veintinueve treinta"
)
DAYS = {name: number for number, name in enumerate(_DAYS.split(), start=1)} | {"uno": 1}
"""Days in Spanish words, as formal papers write them; the 31st is `treinta y uno`."""
