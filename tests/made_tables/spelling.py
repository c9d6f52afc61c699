"""Amounts and days as a style writes them. Exact: every digit of the truth is in the text."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from zlib import crc32

from made_tables.style import Style
from made_tables.words import MONTHS, SHORT_MONTHS, WEEKDAYS

EPOCH = date(1899, 12, 30)
UNICODE_MINUS = "\u2212"


def amount_text(amount: Decimal, style: Style, *, mark: bool = True, balance: bool = False) -> str:
    """Return *amount* as *style* writes it, with its currency mark if *mark*."""
    figure = _figure(abs(amount), style)
    if mark and style.mark:
        before = style.mark.endswith(" ") or style.mark in ("$", "£")
        figure = f"{style.mark}{figure}" if before else f"{figure}{style.mark}"
    return _signed(figure, amount < 0, "lead" if balance and style.sign == "crdr" else style.sign)


def _figure(amount: Decimal, style: Style) -> str:
    decimals = max(2, -int(amount.normalize().as_tuple().exponent))
    whole, fraction = f"{amount:.{decimals}f}".split(".")
    if style.places == "short":
        fraction = fraction.rstrip("0")
    elif style.places == "dash" and not int(fraction):
        return f"{_grouped(whole, style)}{style.decimal}-"
    if style.bare_point and whole == "0" and fraction:
        whole = ""
    elif style.zeros and not style.group:
        whole = f"00{whole}"
    return _grouped(whole, style) + (f"{style.decimal}{fraction}" if fraction else "")


def _grouped(whole: str, style: Style) -> str:
    return f"{int(whole):,}".replace(",", style.group) if style.group and whole else whole


def _signed(figure: str, negative: bool, form: str) -> str:
    if form == "crdr":
        return f"{figure} {'DR' if negative else 'CR'}"
    if not negative:
        return figure
    forms = {"lead": f"-{figure}", "unicode": f"{UNICODE_MINUS}{figure}", "trail": f"{figure}-", "paren": f"({figure})"}
    return forms[form]


def day_text(day: date, style: Style) -> str:
    """Return *day* as *style* writes it."""
    forms: Mapping[str, Callable[[], str]] = {
        "iso": lambda: f"{day}",
        "ymd": lambda: f"{day:%Y.%m.%d}" if style.separator == "." else f"{day:%Y/%m/%d}",
        "compact": lambda: f"{day:%Y%m%d}",
        "long": lambda: _long(day, style),
        "mon": lambda: f"{day.day:02}-{_in_language(SHORT_MONTHS, style)[day.month - 1]}-{day:%y}",
        "serial": lambda: str((day - EPOCH).days),
        "weekday": lambda: f"{_in_language(WEEKDAYS, style)[day.weekday()]} {_numbers(day, style)}",
        "iso_time": lambda: f"{day} {clock_of(day):%H:%M}",
        "iso_t": lambda: f"{day}T{clock_of(day):%H:%M:%S}",
        "dmy_time": lambda: f"{_numbers(day, style)} {clock_of(day):%H:%M}",
        "mdy_time": lambda: f"{_numbers(day, style)} {clock_of(day):%H:%M}",
    }
    return forms.get(style.day_form, lambda: _numbers(day, style))()


def _numbers(day: date, style: Style) -> str:
    month_first = style.day_form.startswith("mdy")
    dash = "/" if month_first and style.separator == "." else style.separator
    d, m = (f"{day.day:02}", f"{day.month:02}") if style.pad else (str(day.day), str(day.month))
    first, second = (m, d) if month_first else (d, m)
    return f"{first}{dash}{second}{dash}{f'{day:%y}' if style.day_form.endswith('2') else day.year}"


def _in_language(names: Mapping[str, str], style: Style) -> list[str]:
    return names.get(style.language, names["en"]).split()


def clock_of(day: date) -> time:
    """Return a time of *day*, always the same."""
    minutes = crc32(str(day).encode()) % 1440
    return time(minutes // 60, minutes % 60)


def moment_of(day: date) -> datetime:
    """Return *day* with a time."""
    return datetime.combine(day, clock_of(day))


def _long(day: date, style: Style) -> str:
    month = MONTHS[style.language].split()[day.month - 1]
    match style.language:
        case "en":
            return f"{month} {day.day}, {day.year}"
        case "es" | "pt":
            return f"{day.day} de {month} de {day.year}"
        case "ca":
            return f"{day.day} {'d\u2019' if month[0] in 'ao' else 'de '}{month} de {day.year}"
        case "de":
            return f"{day.day}. {month} {day.year}"
    return f"{day.day} {month} {day.year}"
