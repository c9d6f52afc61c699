"""Tills of Spain. Their simplified invoices name NIF and IVA (RD 1619/2012, art. 7)."""

from asiento.pages.receipt.regions import euro
from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="ES",
    currency="EUR",
    signs=euro.SIGNS,
    words=r"\biva\b|\bn\.?i\.?f\b|\bc\.i\.f\b|\bs\.l\.|\bigic\b",
    names="spain espana",
    trades=(
        "panaderia farmacia ferreteria bodega mercado supermercado tienda libreria taberna cerveceria papeleria "
        "carniceria pescaderia fruteria peluqueria gasolinera panificadora cafeteria restaurante meson estanco "
        "forn carnisseria llibreria"
    ),
    greetings="gracias|le atendio|le atendió",
)
