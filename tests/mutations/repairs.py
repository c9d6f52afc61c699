"""What made-up e-invoices have wrong, put right: numbers of accounts, of companies and of Ecuador's tax office."""

import re

from lxml import etree
from stdnum import iban

from asiento.einvoices.sri_answers import unwrapped
from asiento.fiscal_codes.access_key import check_digit
from asiento.reading.xml_files import XmlFormat, find, find_all, local, text_at

SIGNATURES = "Signature|UBLExtensions"
IBAN, NIFS, RUC = "ES9121000418450200051332", ("A58818501", "B12345674"), "1790011674001"
IBAN_FORM = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")
BUYERS = frozenset({"identificacionComprador", "identificacionSujetoRetenido"})


def repaired(root: etree._Element, form: XmlFormat) -> etree._Element:
    """Return *root*, out of the tax office's answer if it came in one, without signatures and with valid numbers."""
    root = unwrapped(root) if form is XmlFormat.SRI else root
    for signature in find_all(root, SIGNATURES):
        root.remove(signature)
    for element in root.iter(etree.Element):
        text = "".join((element.text or "").split())
        if IBAN_FORM.fullmatch(text) and not iban.is_valid(text):
            element.text = IBAN
    if form is XmlFormat.FACTURAE:
        for place, element in enumerate(one for one in root.iter() if local(one) == "TaxIdentificationNumber"):
            element.text = NIFS[place % len(NIFS)]
    if form is XmlFormat.SRI:
        _repair_ecuadorian(root)
    return root


def _repair_ecuadorian(root: etree._Element) -> None:
    """Give *root* a RUC, the environment of real documents, and the access key that follows from what it says."""
    for element in root.iter(etree.Element):
        name = local(element)
        if name == "ruc" or name in BUYERS:
            element.text = RUC
        elif name == "ambiente":
            element.text = "2"
        elif name == "tipoIdentificacionComprador":
            element.text = "04"
    issuer, key = find(root, "infoTributaria"), find(root, "infoTributaria/claveAcceso")
    day = next(("".join(re.findall(r"\d", one.text or "")) for one in root.iter() if local(one) == "fechaEmision"), "")
    if issuer is None or key is None:
        return
    names = ("codDoc", "ruc", "ambiente", "estab", "ptoEmi", "secuencial")
    first = f"{day}{''.join(text_at(issuer, name) or '' for name in names)}123456781"
    key.text = first + check_digit(first)
