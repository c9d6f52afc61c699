"""Made invoices as Facturae 3.2.x, Spain's format for the public sector."""

from decimal import Decimal

from made_documents.drawn import Profile
from made_documents.invoices import CREDIT_NOTE, Invoice, Line, Row, rounded
from made_documents.parties import Party
from made_documents.style import Style
from made_documents.xml import Element, el, file_of, only, within

PROFILE = Profile(
    countries=("ES",), currencies=("EUR", "EUR", "EUR", "USD"), packs=False, withheld=("15", "7", "19"),
    credit_is_negative=True, paid_with_due=True,
)  # fmt: skip
VERSIONS = {
    "3.2": "http://www.facturae.es/Facturae/2009/v3.2/Facturae",
    "3.2.1": "http://www.facturae.es/Facturae/2014/v3.2.1/Facturae",
    "3.2.2": "http://www.facturae.gob.es/formato/Versiones/Facturaev3_2_2.xml",
}
IVA, IRPF = "01", "04"


def write(made: Invoice, style: Style) -> bytes:
    """Return the file of *made*."""
    version = style.choices.choice(list(VERSIONS))
    spaces = {"fe": VERSIONS[version], "ds": "http://www.w3.org/2000/09/xmldsig#"}
    return file_of(_Writer(made, style).root(version), spaces, style)


class _Writer:
    def __init__(self, made: Invoice, style: Style) -> None:
        self.made, self.style = made, style
        self.places = style.choices.choice((2, 2, 4, 6, 8))

    def money(self, name: str, value: Decimal) -> Element:
        return el(name, self.style.figure(value, 2))

    def root(self, version: str) -> Element:
        made = self.made
        return el("fe:Facturae", [
            el("FileHeader", [
                el("SchemaVersion", version), el("Modality", "I"), el("InvoiceIssuerType", "EM"),
                el("Batch", [
                    el("BatchIdentifier", made.number), el("InvoicesCount", "1"),
                    *(
                        within(f"{name}/TotalAmount", f"{value:.2f}")
                        for name, value in (
                            ("TotalInvoicesAmount", made.total - made.withheld),
                            ("TotalOutstandingAmount", made.total - made.withheld),
                            ("TotalExecutableAmount", made.payable),
                        )
                    ),
                    el("InvoiceCurrencyCode", made.currency),
                ]),
            ]),
            el("Parties", [self.party("SellerParty", made.supplier), self.party("BuyerParty", made.customer)]),
            within("Invoices/Invoice", self.invoice()),
        ])  # fmt: skip

    def party(self, role: str, party: Party) -> Element:
        place = el("AddressInSpain", [
            el("Address", party.street), el("PostCode", party.postcode), el("Town", party.town),
            el("Province", "Cuenca"), el("CountryCode", "ESP"),
        ])  # fmt: skip
        number = ("ES" if self.style.often(20) else "") + party.tax_id
        return el(role, [
            el("TaxIdentification", [
                el("PersonTypeCode", "J"), el("ResidenceTypeCode", "R"), el("TaxIdentificationNumber", number),
            ]),
            el("LegalEntity", [el("CorporateName", party.name), place]),
        ])  # fmt: skip

    def invoice(self) -> list[Element | None]:
        made, style = self.made, self.style
        split = style.often(50) and len(made.number) > 2
        series, number = (made.number[:1], made.number[1:]) if split else ("", made.number)
        corrects = el("Corrective", [
            el("InvoiceNumber", made.corrects), el("ReasonCode", "01"), el("CorrectionMethod", "02"),
        ])  # fmt: skip
        return [
            el("InvoiceHeader", [
                el("InvoiceNumber", number), only("InvoiceSeriesCode", series), el("InvoiceDocumentType", "FC"),
                el("InvoiceClass", "OR" if made.kind == CREDIT_NOTE else "OO"),
                corrects if made.kind == CREDIT_NOTE else None,
            ]),
            el("InvoiceIssueData", [
                el("IssueDate", f"{made.issued_on}"),
                el("OperationDate", f"{made.issued_on}") if style.often(40) else None,
                el("InvoiceCurrencyCode", made.currency), el("TaxCurrencyCode", made.currency),
                el("LanguageName", "es"),
            ]),
            el("TaxesOutputs", [self.tax(IVA, row) for row in made.rows]),
            el("TaxesWithheld", [self.tax(IRPF, Row(rate=made.withheld_rate, base=made.net, tax=made.withheld))])
            if made.withheld_rate else None,
            self.totals(),
            el("Items", [self.line(line) for line in made.lines]),
            self.payment(),
        ]  # fmt: skip

    def tax(self, code: str, row: Row) -> Element:
        return el("Tax", [
            el("TaxTypeCode", code), el("TaxRate", self.style.figure(row.rate, 2)),
            within("TaxableBase/TotalAmount", self.style.figure(row.base, 2)),
            within("TaxAmount/TotalAmount", self.style.figure(row.tax, 2)),
        ])  # fmt: skip

    def totals(self) -> Element:
        made, after = self.made, self.made.total - self.made.withheld
        return el("InvoiceTotals", [
            self.money("TotalGrossAmount", made.of_lines),
            *(self.foot("GeneralDiscounts/Discount", "Discount", -1) if made.less else ()),
            *(self.foot("GeneralSurcharges/Charge", "Charge", 1) if made.more else ()),
            self.money("TotalGeneralDiscounts", made.less) if made.less or self.style.often(30) else None,
            self.money("TotalGeneralSurcharges", made.more) if made.more or self.style.often(30) else None,
            self.money("TotalGrossAmountBeforeTaxes", made.net),
            self.money("TotalTaxOutputs", made.tax),
            self.money("TotalTaxesWithheld", made.withheld),
            self.money("InvoiceTotal", after),
            el("PaymentsOnAccount", [
                el("PaymentOnAccount", [
                    el("PaymentOnAccountDate", f"{made.issued_on}"),
                    self.money("PaymentOnAccountAmount", made.prepaid),
                ]),
            ]) if made.prepaid else None,
            self.money("TotalOutstandingAmount", made.payable),
            self.money("TotalPaymentsOnAccount", made.prepaid) if made.prepaid or self.style.often(30) else None,
            self.money("TotalExecutableAmount", made.payable),
        ])  # fmt: skip

    def foot(self, path: str, name: str, sign: int) -> list[Element]:
        outer, inner = path.split("/")
        rows = [
            el(inner, [el(f"{name}Reason", "Dto."), self.money(f"{name}Amount", abs(one.amount))])
            for one in self.made.foot
            if one.amount * sign > 0
        ]
        return [el(outer, rows)]

    def line(self, line: Line) -> Element:
        style, cost = self.style, line.amount + line.less - line.more
        row = Row(rate=line.rate, base=line.amount, tax=rounded(line.amount * line.rate / 100, 2))
        return el("InvoiceLine", [
            el("ItemDescription", line.description),
            el("Quantity", style.figure(line.quantity)), el("UnitOfMeasure", "01"),
            el("UnitPriceWithoutTax", style.figure(line.price, self.places)),
            el("TotalCost", style.figure(cost, self.places)),
            within("DiscountsAndRebates/Discount", [
                el("DiscountReason", "Dto."), el("DiscountAmount", style.figure(line.less, self.places)),
            ]) if line.less else None,
            within("Charges/Charge", [
                el("ChargeReason", "Porte"), el("ChargeAmount", style.figure(line.more, self.places)),
            ]) if line.more else None,
            el("GrossAmount", style.figure(line.amount, self.places)),
            el("TaxesOutputs", [self.tax(IVA, row)]),
        ])  # fmt: skip

    def payment(self) -> Element | None:
        made = self.made
        if not made.due_on:
            return None
        return within("PaymentDetails/Installment", [
            el("InstallmentDueDate", f"{made.due_on}"), self.money("InstallmentAmount", made.payable),
            el("PaymentMeans", "04"), within("AccountToBeCredited/IBAN", made.iban) if made.iban else None,
        ])  # fmt: skip
