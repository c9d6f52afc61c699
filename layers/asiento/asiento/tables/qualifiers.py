"""Which figure a title means that no synonym is: with tax or without, of one unit, a tax, a discount, a count.

A title such as `Amount excluding VAT` holds the word of an amount and says that it is another. Words are compared
folded, as synonyms are.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from asiento.lexicon.folding import fold
from asiento.tables.meanings import Meaning
from asiento.tables.synonyms import meanings_by_name


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONEY = _set(
    "total totals totales totalen totaux importe importes amount amounts monto montos valor value values sum suma "
    "summe betrag betrage gesamt gesamtbetrag montant montants importo importi totale totali bedrag bedragen totaal "
    "import imports montante quantia eur euro euros usd gbp chf in en"
)
"""Words of an amount that say nothing of which one it is."""

_TOTAL = _set("total totale totaal gesamt totals")
PRICES = _set("price prices precio precios preco preu prix prezzo preis prijs cost costs coste costes costo custo cout")
"""Words of what one thing or all of them cost."""

TAXES = _set(
    "iva vat gst hst pst tax taxes tva mwst ust mehrwertsteuer umsatzsteuer steuer steuern btw impuesto impuestos "
    "imposto impostos imposte imposta igic ipsi itbis igv moms impost"
)
WITHOUT = _set(
    "s sin sem sense senza sans ohne hors zonder excl excluding exclude excludes exclusive ex exc exkl exklusive "
    "exclusief excluido excluida excluidos excluidas excluded esclusa escluso escluse esclusi exclus exclue exclues "
    "exclos before antes avant vor prima voor without pre"
)
WITH = _set(
    "c con com amb avec mit met incl including include includes inclusive inc inkl inklusive inclusief incluido "
    "incluida incluidos incluidas incluye inclou included inclusa incluso incluse inclusi compresa compreso comprese "
    "compris comprise comprises inclus incluse toutes after despues tras apres nach plus mas with post"
)
_NOT = _set("no non not nicht nao niet")
_ALL = _set("all any todos todas todo toda tutte alle les los the i")
NET = _set("net nett netto neto neta nets nette")
GROSS = _set("gross bruto bruta brutto brut brute lordo lorda")
_EXCL = _set("excl excluding exkl exklusive exclusief exclusive")
_INCL = _set("incl including inkl inklusive inclusief inclusive inc")
_SURCHARGES = _set("re recargo equivalencia cuota")
_ONE = _set(
    "unit unitario unitaria unitarios unitaire unitari unitary einzel stuck stueck each unidad unite unita stuk"
)
_PER = _set("per por par pro je pour")
_PIECES = _set(
    "unit unidad ud persona person personne hora hour heure stunde dia day jour tag noche night nuit nacht km "
    "kilometro mes month mois monat pieza piece stuck item articulo litro liter litre kg kilo head pax ora giorno "
    "notte persona uur dag hoofd"
)
_RATES = _set("hora hour heure stunde hourly diario diaria daily stundensatz")
COUNTED = _set(
    "horas hours hrs hours stunden heures ore uren hores dias days tage jours giorni dagen noches nights nuits notti "
    "nachten meses months mois monate mesi maanden km kms kilometros kilometres kilometers bultos paquetes "
    "parcels packages colis pakete colli unidades units uds piezas pieces stuckzahl personas people persons pax "
    "asistentes comensales attendees guests litros litres liters kg kilos puntos points"
)
_NUMBERS = _set("no n num numero number nr nombre anzahl numbers count cantidad quantity")
_ASIDE = _set(
    "presupuesto presupuestos presupuestado presupuestada previsto prevista budget budgeted budgete planned forecast "
    "estimado estimada estimate estimated geplant preventivo previst prevists limite limit ahorro savings puntos points"
)
DISCOUNTS = _set(
    "descuento descuentos dto dtos bonificacion rebaja discount discounts rebate desconto descontos remise remises "
    "rabais rabatt rabatte skonto sconto sconti korting descompte descomptes"
)
CHARGES = _set(
    "envio envios shipping portes porte freight delivery postage versand versandkosten livraison spedizione "
    "verzending verzendkosten frete enviament ports"
)
SALES = _set(
    "ventas venta vendido sales sold takings revenue turnover umsatze verkaufe verkauf einnahmen ventes vente recettes "
    "vendite vendita incassi ricavi vendas venda receitas verkoop verkopen omzet ingresos ingreso income recaudacion "
    "cobros"
)
INCOME = _set("ingreso ingresos income revenue einnahme einnahmen recette recettes ricavi entrate receita receitas")
"""Words of money that came in; of the first, some are departments as well."""

_FEES = _set("fee fees comision comisiones commission commissions gebuhr gebuhren comissao provision")
_FOREIGN = _set("origen original orig foreign origine originale extranjera extranjero fremdwahrung")
_DAYS = _set("fecha date datum fec")
_DUE = _set("due vencimiento vence venc fallig falligkeit echeance scadenza vervaldatum vencimento")
_OF_DAY = frozenset({Meaning.DATE, Meaning.VALUE_DATE, Meaning.DUE_DATE})
_NAMED_BARE = frozenset({Meaning.TAX, Meaning.WITHHOLDING, Meaning.TIP, Meaning.FEE, Meaning.QUANTITY, Meaning.NET})
_OTHER_PARTS = frozenset({Meaning.PAYABLE, Meaning.OUTSTANDING, Meaning.WITHHOLDING, Meaning.FOREIGN_AMOUNT})

_SINGLE = re.compile(r"\b[a-z](?: [a-z]\b)+")
_ADDED = re.compile(rf"\w\s*\+\s*(?:{'|'.join(sorted(TAXES))})\b")


@cache
def _names_of(*meanings: Meaning) -> tuple[str, ...]:
    """Return the synonyms of *meanings* that are words of their own within a title."""
    return tuple(name for name, meaning in meanings_by_name().items() if meaning in meanings and len(name) > 2)  # noqa: PLR2004 (a word)


def _holds(words: Sequence[str], *meanings: Meaning) -> bool:
    inside = f" {' '.join(words)} "
    return any(f" {name} " in inside for name in _names_of(*meanings))


def joined(folded: str) -> str:
    """Return *folded* with the letters of abbreviations together: `i v a` is `iva`."""
    return _SINGLE.sub(lambda found: found[0].replace(" ", ""), folded).replace("mw st", "mwst")


def qualified(title: str, folded: str) -> tuple[Meaning, bool] | None:
    """Return what *title*, of the words *folded*, means by those around its amount, and whether they say it all.

    None if such words are missing.
    """
    words = joined(folded).split()
    side = _tax_side(title, words)
    if side:
        return _with_side(side, words)
    rest = [word for word in words if word not in MONEY]
    named = meanings_by_name().get(" ".join(rest))
    if named in _NAMED_BARE and rest != words:
        return named, True
    meant = _by_rest(words, rest)
    return (meant, True) if meant else _other_figure(words) or _day(words)


def _by_rest(words: Sequence[str], rest: Sequence[str]) -> Meaning | None:
    """Return the meaning of a title that has nothing but words of an amount and the *rest*."""
    plain, of_amount = set(rest), list(rest) != list(words)
    kinds = (
        (plain <= NET or (of_amount and plain <= _EXCL), Meaning.NET),
        (plain <= GROSS or (of_amount and plain <= _INCL), Meaning.TOTAL),
        (plain <= PRICES and bool(_TOTAL & set(words)), Meaning.TOTAL),
        (plain <= _SURCHARGES and bool(plain & {"re", "recargo"}), Meaning.SURCHARGE),
    )
    return next((meaning for fits, meaning in kinds if plain and fits), None)


def side_named(folded: str) -> Meaning | None:
    """Return the side that a title of the words *folded* names, if they say nothing besides but that it is an amount.

    `Importe débito` is no amount of both sides.
    """
    words = folded.split()
    known = {word: meanings_by_name().get(word) for word in words}
    said = {one for one in known.values() if one in (Meaning.DEBIT, Meaning.CREDIT)}
    rest = (word for word, one in known.items() if one not in said)
    return said.pop() if len(said) == 1 and all(word in MONEY for word in rest) else None


def _with_side(side: Meaning, words: Sequence[str]) -> tuple[Meaning, bool] | None:
    """Return the meaning of a title that says on which *side* of the tax it is."""
    other = _other_figure(words)
    if other and other[0] is not Meaning.FOREIGN_AMOUNT:
        return other
    rest = [word for word in words if word not in TAXES | WITH | WITHOUT | _NOT | _ALL]
    if meanings_by_name().get(" ".join(rest)) is Meaning.UNIT_PRICE or _holds(words, *_OTHER_PARTS):
        return None
    return side, all(word in MONEY for word in rest)


def _tax_side(title: str, words: Sequence[str]) -> Meaning | None:
    """Return whether *words* say `without tax`, the net, or `with tax`, the total; None if they speak of no tax so."""
    lower = fold(title)
    if _ADDED.search(lower):
        return Meaning.TOTAL
    for at, word in enumerate(words):
        if word not in TAXES:
            continue
        before = [one for one in words[:at] if one not in _ALL][-2:]
        after = list(words[at + 1 : at + 3])
        side = _said(before[::-1], lower) or _said(after, lower)
        if side:
            return side
    return None


def _said(near: Sequence[str], lower: str) -> Meaning | None:
    """Return what the two words *near* a tax say of it, the nearer one first: `incl`, `no incluido`, `incluye no`."""
    if not near:
        return None
    marks = [word for word in near if word in _NOT]
    word = next((word for word in near[: 2 if near[0] in _NOT else 1] if word not in _NOT), "")
    if len(word) == 1 and f"{word}/" not in lower:
        return None
    if word in WITHOUT | NET:
        return Meaning.NET
    return None if word not in WITH | GROSS else Meaning.NET if marks else Meaning.TOTAL


def _other_figure(words: Sequence[str]) -> tuple[Meaning, bool] | None:
    """Return the meaning of a title of a unit price, a count, a discount or another figure beside the total."""
    found = set(words)
    if _is_of_one(words):
        return Meaning.UNIT_PRICE, True
    if is_count(words) or found & _ASIDE or _is_aside(words):
        return Meaning.ASIDE, True
    rest = found - MONEY
    if rest and rest != found and rest <= _FEES:
        return Meaning.FEE, True
    if rest and rest != found and rest <= _FOREIGN:
        return Meaning.FOREIGN_AMOUNT, True
    return None


def _is_of_one(words: Sequence[str]) -> bool:
    """Return whether *words* give the price of one: `coste unitario`, `cost per night`."""
    if len(words) > 1 and _ONE & set(words) and not COUNTED & set(words):
        return True
    return any(word in _PER and after in _PIECES for word, after in pairwise(words)) or (
        len(words) > 1 and bool(_RATES & set(words)) and bool({"coste", "cost", "tarifa", "rate"} & set(words))
    )


def is_count(words: Sequence[str]) -> bool:
    """Return whether *words* count something and say nothing else: `total horas`, `nº bultos`."""
    return bool(COUNTED & set(words)) and set(words) <= COUNTED | MONEY | _NUMBERS


def _is_aside(words: Sequence[str]) -> bool:
    """Return whether *words* name a discount or a charge, and not an amount with or after it."""
    places = [at for at, word in enumerate(words) if word in DISCOUNTS | CHARGES]
    return any(not at or words[at - 1] not in WITH for at in places)


def _day(words: Sequence[str]) -> tuple[Meaning, bool] | None:
    """Return the meaning of a title with a word for a day, where a longer one names what it is the day of."""
    if not _DAYS & set(words):
        return None
    if _DUE & set(words):
        return Meaning.DUE_DATE, False
    longer = [name for name in _names_of(*_OF_DAY) if " " in name and f" {name} " in f" {' '.join(words)} "]
    return None if longer else (Meaning.DATE, False)
