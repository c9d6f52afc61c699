"""Names that stand on other people's papers: banks, makers of card terminals, card brands, market places, tax offices.

Whoever issued a paper may be one of them, which its reader then has to ask: what is known of them is that their name
says nothing by itself. Names as the companies write them, folded; the list is not complete and need not be.
"""

from asiento.lexicon.folding import plain

NAMES = frozenset(
    (
        # Banks.
        *("abanca", "bancamiga", "bancolombia", "banesco", "bankinter", "bbva", "caixabank", "davivienda", "ibercaja"),
        *("kutxabank", "mercantil", "produbanco", "provincial", "sabadell", "santander", "unicaja", "bancoguayaquil"),
        *("bancopichincha", "bancodevenezuela", "bancodelpacifico", "bancosabadell", "bancosantander", "banorte"),
        # Terminals and processors of cards.
        *("addonpayments", "comercia", "datafast", "getnet", "izettle", "izipay", "lapos", "medianet", "mercadopago"),
        *(
            "niubiz",
            "pagseguro",
            "payphone",
            "posnet",
            "redebanmulticolor",
            "credibanco",
            "redsys",
            "servired",
            "square",
        ),
        *("square", "sumup", "transbank", "paytef", "worldline", "stripe", "paypal", "bizum", "klarna"),
        # Brands of cards.
        *("visa", "mastercard", "maestro", "americanexpress", "amex", "dinersclub", "discover"),
        # Tax offices.
        *("agenciatributaria", "aeat", "afip", "arca", "dian", "sat", "seniat", "sii", "sri", "sunat"),
        *("administracionfederal", "administracionfederaldeingresospublicos", "serviciodeimpuestosinternos"),
        *("serviciodeadministraciontributaria", "servicioderentasinternas"),
        # Market places.
        *("aliexpress", "amazon", "ebay", "etsy", "mercadolibre", "rappi", "glovo", "justeat", "ubereats"),
    )
)


BEGINNINGS = ("banco", "sii")
"""First words of banks, and of Chile's tax office with its branch: `S.I.I. - SANTIAGO ORIENTE`."""


def is_go_between(name: str) -> bool:
    """Return whether *name* is one of them and nothing else, or says that it is a bank: `Banco Universal`."""
    words = [plain(word) for word in name.split()]
    return "".join(words) in NAMES or (len(words) > 1 and words[0] in BEGINNINGS)
