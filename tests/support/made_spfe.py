"""Spain's e-invoices in UBL 2.5 with the tax office's extension, that tests make as they need them; all made up."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")
SELLER, BUYER = "B85563666", "B12345674"
QR = (
    "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif={nif}&numserie={number}&fecha=05-10-2027"
    "&importe={total}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spfe:
    """One invoice: *lines* of quantity, price, rate and category, the *tax* that is levied, the key of its *regime*.

    *withheld* in percent of the net, *surcharges* the recargo by the rate of its IVA. *corrects*: the modality of a
    corrective one, and the number of the first. *collected*: what is paid for others beside it. *coded*: with
    the fiscal code of VeriFactu.
    """

    lines: Sequence[tuple[str, str, str, str]] = (("2", "300.00", "21", "S"), ("4", "10.00", "10", "S"))
    tax: str = "IVA"
    regime: str = "01"
    withheld: str = "15"
    surcharges: Sequence[tuple[str, str]] = ()
    corrects: tuple[str, str] | None = None
    collected: str = "0"
    coded: bool = True
    number: str = "A-2027-118"

    @property
    def sums(self) -> list[tuple[str, str, Decimal]]:
        """Return category, rate and base of each rate of the lines."""
        bases: dict[tuple[str, str], Decimal] = {}
        for quantity, price, rate, category in self.lines:
            bases[category, rate] = bases.get((category, rate), Decimal(0)) + Decimal(quantity) * Decimal(price)
        return [(category, rate, base) for (category, rate), base in bases.items()]

    @property
    def net(self) -> Decimal:
        """Return the sum before taxes."""
        return sum((base for _, _, base in self.sums), Decimal(0))

    @property
    def taxes(self) -> list[tuple[str, str, Decimal, Decimal]]:
        """Return category, rate, base and amount of each tax, the recargo among them."""
        rows = [(category, rate, base, part(base, rate)) for category, rate, base in self.sums]
        extra = dict(self.surcharges)
        return rows + [("S", extra[rate], base, part(base, extra[rate])) for _, rate, base, _ in rows if rate in extra]

    @property
    def total(self) -> Decimal:
        """Return the sum with taxes."""
        return self.net + sum((amount for _, _, _, amount in self.taxes), Decimal(0))

    @property
    def retained(self) -> Decimal:
        """Return what is withheld."""
        return part(self.net, self.withheld)

    def xml(self) -> str:
        """Return the file."""
        kind = "384" if self.corrects else "380"
        address = QR.format(nif=SELLER, number=self.number, total=self.total).replace("&", "&amp;")
        code = reference("QR", f"<UUID>{address}</UUID>") if self.coded else ""
        return (
            '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
            "<CustomizationID>urn:cen.eu:en16931:2026#conformant#urn:aeat.es:spfe:1.0.0:extended</CustomizationID>"
            f"<ProfileID>urn:aeat:names:specification:ubl:schema:profile:B2B</ProfileID><ID>{self.number}</ID>"
            "<CopyIndicator>false</CopyIndicator><IssueDate>2027-10-05</IssueDate><DueDate>2027-11-04</DueDate>"
            f"<InvoiceTypeCode>{kind}</InvoiceTypeCode><DocumentCurrencyCode>EUR</DocumentCurrencyCode>"
            f"{self._corrects()}{code}"
            f"<AccountingSupplierParty>{party('Tejados Ejemplo, S.L.', SELLER)}</AccountingSupplierParty>"
            f"<AccountingCustomerParty>{party('Ferretería Ejemplo, S.L.', BUYER)}</AccountingCustomerParty>"
            f"{self._taxes()}{self._withheld()}{self._totals()}{self._collected()}{self._lines()}</Invoice>"
        )

    def _corrects(self) -> str:
        if self.corrects is None:
            return ""
        how, first = self.corrects
        codes = (("RECT:TIPO", "R1"), ("RECT:MODALIDAD", how))
        return (
            f"<BillingReference><InvoiceDocumentReference><ID>{first}</ID></InvoiceDocumentReference></BillingReference>"
            + "".join(reference(name, f"<DocumentTypeCode>{code}</DocumentTypeCode>") for name, code in codes)
        )

    def _taxes(self) -> str:
        rows = "".join(subtotal(base, amount, rate, category, "VAT") for category, rate, base, amount in self.taxes)
        return f"<TaxTotal>{money('TaxAmount', self.total - self.net)}{rows}</TaxTotal>"

    def _withheld(self) -> str:
        if not self.retained:
            return ""
        row = subtotal(self.net, self.retained, self.withheld, "01", "WTH")
        return f"<WithholdingTaxTotal>{money('TaxAmount', self.retained)}{row}</WithholdingTaxTotal>"

    def _totals(self) -> str:
        payable = self.total - self.retained + Decimal(self.collected)
        return (
            f"<LegalMonetaryTotal>{money('LineExtensionAmount', self.net)}{money('TaxExclusiveAmount', self.net)}"
            f"{money('TaxInclusiveAmount', self.total)}{money('PayableAmount', payable)}</LegalMonetaryTotal>"
        )

    def _collected(self) -> str:
        lines = [("RETE", "Retención IRPF", -self.retained)] if self.retained else []
        if Decimal(self.collected):
            lines.append(("SUPL", "Tasa municipal", Decimal(self.collected)))
        return "".join(
            f"<CollectionInvoiceLine><ID>{at}</ID>{money('TaxInclusiveLineExtensionAmount', amount)}<Item>"
            f"<Description>{text}</Description><SellersItemIdentification><ID>{code}</ID></SellersItemIdentification>"
            "</Item></CollectionInvoiceLine>"
            for at, (code, text, amount) in enumerate(lines, 1)
        )

    def _lines(self) -> str:
        return "".join(
            f"<InvoiceLine><ID>{at}</ID><InvoicedQuantity>{quantity}</InvoicedQuantity>"
            f"{money('LineExtensionAmount', Decimal(quantity) * Decimal(price))}<Item><Name>Piece {at}</Name>"
            f"<ClassifiedTaxCategory><ID>{category}</ID><Percent>{rate}</Percent></ClassifiedTaxCategory>"
            f"<AdditionalItemProperty><Name>REGI</Name><Value>{self.regime}</Value>"
            f"<ValueQualifier>{self.tax}</ValueQualifier></AdditionalItemProperty></Item>"
            f"<Price>{money('PriceAmount', Decimal(price))}</Price></InvoiceLine>"
            for at, (quantity, price, rate, category) in enumerate(self.lines, 1)
        )


def part(base: Decimal, rate: str) -> Decimal:
    """Return *rate* percent of *base*, to the cent."""
    return (base * Decimal(rate) / 100).quantize(CENT)


def money(name: str, amount: Decimal) -> str:
    """Return an amount in euros."""
    return f'<{name} currencyID="EUR">{amount.quantize(CENT)}</{name}>'


def subtotal(base: Decimal, amount: Decimal, rate: str, category: str, scheme: str) -> str:
    """Return a row of taxes."""
    return (
        f"<TaxSubtotal>{money('TaxableAmount', base)}{money('TaxAmount', amount)}<TaxCategory><ID>{category}</ID>"
        f"<Percent>{rate}</Percent><TaxScheme><ID>{scheme}</ID></TaxScheme></TaxCategory></TaxSubtotal>"
    )


def reference(name: str, content: str) -> str:
    """Return a document that the invoice refers to."""
    return f"<AdditionalDocumentReference><ID>{name}</ID>{content}</AdditionalDocumentReference>"


def party(name: str, nif: str) -> str:
    """Return a party of Madrid with its NIF, as the annex has it."""
    place = (
        "<PostalAddress><StreetName>Calle Mayor 1</StreetName><CityName>Madrid</CityName><PostalZone>28013</PostalZone>"
        "<Country><IdentificationCode>ES</IdentificationCode></Country></PostalAddress>"
    )
    number = f'<CompanyID schemeID="FC">{nif}</CompanyID>'
    scheme = f"<PartyTaxScheme>{number}<TaxScheme><ID>LOC</ID></TaxScheme></PartyTaxScheme>"
    legal = f"<PartyLegalEntity><RegistrationName>{name}</RegistrationName></PartyLegalEntity>"
    return f"<Party>{place}{scheme}{legal}</Party>"
