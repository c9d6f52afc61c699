"""Made invoices as UBL 2.1, as EN 16931 and Peppol have them."""

from decimal import Decimal

from made_documents.drawn import Profile
from made_documents.invoices import CREDIT_NOTE, Invoice, Line
from made_documents.parties import Party
from made_documents.style import Style
from made_documents.xml import Element, el, file_of, only, within

PROFILE = Profile()
_URN = "urn:oasis:names:specification:ubl:schema:xsd:"
UNITS = ("C62", "EA", "H87")
CORRECTED = "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"
VAT = within("cac:TaxScheme/cbc:ID", "VAT")


def write(made: Invoice, style: Style) -> bytes:
    """Return the file of *made*."""
    return file_of(_Writer(made, style).root(), _namespaces(made), style)


def _namespaces(made: Invoice) -> dict[str, str]:
    name = "CreditNote" if made.kind == CREDIT_NOTE else "Invoice"
    return {
        "u": f"{_URN}{name}-2",
        "cac": f"{_URN}CommonAggregateComponents-2",
        "cbc": f"{_URN}CommonBasicComponents-2",
    }


class _Writer:
    def __init__(self, made: Invoice, style: Style) -> None:
        self.made, self.style = made, style
        self.credit = made.kind == CREDIT_NOTE
        self.name = "CreditNote" if self.credit else "Invoice"
        self.due_in_terms = self.credit or style.often(20)
        self.taxed_elsewhere = style.often(50) and made.currency != "EUR"

    def money(self, name: str, value: Decimal) -> Element:
        made = self.made
        return el(f"cbc:{name}", self.style.figure(value, made.decimals), currencyID=made.currency)

    def root(self) -> Element:
        made, style = self.made, self.style
        return el(f"u:{self.name}", [
            el("cbc:CustomizationID", "urn:cen.eu:en16931:2017") if style.often(70) else None,
            el("cbc:ID", made.number),
            el("cbc:CopyIndicator", "false") if style.often(20) else None,
            el("cbc:IssueDate", f"{made.issued_on}" + (style.choices.choice(("", "", "Z", "+01:00")))),
            el("cbc:DueDate", f"{made.due_on}") if made.due_on and not self.due_in_terms else None,
            el(f"cbc:{self.name}TypeCode", "381" if self.credit else "380"),
            el("cbc:Note", "Total 999.99 EUR, 2031-01-01") if style.often(20) else None,
            el("cbc:DocumentCurrencyCode", made.currency),
            el("cbc:TaxCurrencyCode", "EUR") if self.taxed_elsewhere else None,
            within(CORRECTED, made.corrects) if made.corrects else None,
            el("cac:AccountingSupplierParty", [self.party(made.supplier)]),
            el("cac:AccountingCustomerParty", [self.party(made.customer)]),
            within("cac:Delivery/cbc:ActualDeliveryDate", f"{made.issued_on}") if style.often(40) else None,
            self.means(),
            *self.feet(),
            *self.taxes(),
            self.totals(),
            *(self.line(at, line) for at, line in enumerate(made.lines, 1)),
        ])  # fmt: skip

    def party(self, party: Party) -> Element:
        style = self.style
        prefix = party.country if style.often(60) else ""
        return el("cac:Party", [
            el("cbc:EndpointID", "9999999", schemeID="0088") if style.often(30) else None,
            within("cac:PartyName/cbc:Name", party.name) if style.often(50) else None,
            el("cac:PostalAddress", [
                el("cbc:StreetName", party.street), el("cbc:CityName", party.town),
                el("cbc:PostalZone", party.postcode),
                within("cac:Country/cbc:IdentificationCode", party.country),
            ]),
            el("cac:PartyTaxScheme", [el("cbc:CompanyID", prefix + party.tax_id), VAT]),
            el("cac:PartyLegalEntity", [
                el("cbc:RegistrationName", party.name), el("cbc:CompanyID", "HRB 4711") if style.often(30) else None,
            ]),
        ])  # fmt: skip

    def means(self) -> Element | None:
        made = self.made
        if not made.iban and not (made.due_on and self.due_in_terms):
            return None
        return el("cac:PaymentMeans", [
            el("cbc:PaymentMeansCode", "30"),
            el("cbc:PaymentDueDate", f"{made.due_on}") if made.due_on and self.due_in_terms else None,
            within("cac:PayeeFinancialAccount/cbc:ID", made.iban) if made.iban else None,
        ])  # fmt: skip

    def feet(self) -> list[Element]:
        return [
            el("cac:AllowanceCharge", [
                el("cbc:ChargeIndicator", "true" if one.amount > 0 else "false"),
                el("cbc:AllowanceChargeReason", "Porte" if one.amount > 0 else "Dto."),
                self.money("Amount", abs(one.amount)),
                el("cac:TaxCategory", self.category(one.rate)),
            ])
            for one in self.made.foot
        ]  # fmt: skip

    def category(self, rate: Decimal) -> list[Element]:
        percent = self.style.figure(rate)
        code = "S" if rate else "Z"
        return [el("cbc:ID", code), el("cbc:Percent", percent), VAT]

    def taxes(self) -> list[Element]:
        made = self.made
        rows = [
            el("cac:TaxSubtotal", [
                self.money("TaxableAmount", row.base), self.money("TaxAmount", row.tax),
                el("cac:TaxCategory", self.category(row.rate)),
            ])
            for row in made.rows
        ]  # fmt: skip
        office = (
            el("cac:TaxTotal", [el("cbc:TaxAmount", self.style.figure(made.tax * 2, 2), currencyID="EUR")])
            if self.taxed_elsewhere
            else None
        )
        own = el("cac:TaxTotal", [self.money("TaxAmount", made.tax), *rows])
        both = [one for one in (own, office) if one is not None]
        return both[::-1] if self.style.often(30) else both

    def totals(self) -> Element:
        made = self.made
        return el("cac:LegalMonetaryTotal", [
            self.money("LineExtensionAmount", made.of_lines),
            self.money("TaxExclusiveAmount", made.net),
            self.money("TaxInclusiveAmount", made.total),
            self.money("AllowanceTotalAmount", made.less) if made.less else None,
            self.money("ChargeTotalAmount", made.more) if made.more else None,
            self.money("PrepaidAmount", made.prepaid) if made.prepaid or self.style.often(20) else None,
            self.money("PayableAmount", made.payable),
        ])  # fmt: skip

    def line(self, at: int, line: Line) -> Element:
        style, quantity = self.style, "CreditedQuantity" if self.credit else "InvoicedQuantity"
        unit = style.choices.choice(UNITS)
        return el(f"cac:{self.name}Line", [
            el("cbc:ID", f"{at}"),
            el(f"cbc:{quantity}", style.figure(line.quantity), unitCode=unit),
            self.money("LineExtensionAmount", line.amount),
            *(
                el("cac:AllowanceCharge", [el("cbc:ChargeIndicator", word), self.money("Amount", value)])
                for word, value in (("false", line.less), ("true", line.more)) if value
            ),
            el("cac:Item", [
                only("cbc:Description", "Más detalles" if style.often(20) else ""),
                el("cbc:Name", line.description), el("cac:ClassifiedTaxCategory", self.category(line.rate)),
            ]),
            el("cac:Price", [
                el("cbc:PriceAmount", style.figure(line.price), currencyID=self.made.currency),
                el("cbc:BaseQuantity", style.figure(line.per), unitCode=unit)
                if line.per != 1 or style.often(20) else None,
            ]),
        ])  # fmt: skip
