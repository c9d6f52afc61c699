"""Amounts and days as a style writes them. Exact: every digit of the truth is in the text."""

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
    dash = style.separator if style.day_form.startswith("dmy") or style.separator != "." else "/"
    d, m = (f"{day.day:02}", f"{day.month:02}") if style.pad else (str(day.day), str(day.month))
    clock = clock_of(day)
    match style.day_form:
        case "iso":
            return f"{day}"
        case "ymd":
            return f"{day:%Y/%m/%d}" if style.separator != "." else f"{day:%Y.%m.%d}"
        case "compact":
            return f"{day:%Y%m%d}"
        case "long":
            return _long(day, style)
        case "mon":
            months = SHORT_MONTHS[style.language if style.language in SHORT_MONTHS else "en"].split()
            return f"{day.day:02}-{months[day.month - 1]}-{day:%y}"
        case "serial":
            return str((day - EPOCH).days)
        case "weekday":
            names = WEEKDAYS[style.language if style.language in WEEKDAYS else "en"].split()
            return f"{names[day.weekday()]} {d}{dash}{m}{dash}{day.year}"
        case "iso_time":
            return f"{day} {clock:%H:%M}"
        case "iso_t":
            return f"{day}T{clock:%H:%M:%S}"
    first, second = (m, d) if style.day_form.startswith("mdy") else (d, m)
    year = f"{day:%y}" if style.day_form.endswith("2") else day.year
    text = f"{first}{dash}{second}{dash}{year}"
    return f"{text} {clock:%H:%M}" if style.day_form.endswith("time") else text


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
            return f"{day.day} {'d’' if month[0] in 'ao' else 'de '}{month} de {day.year}"
        case "de":
            return f"{day.day}. {month} {day.year}"
    return f"{day.day} {month} {day.year}"
