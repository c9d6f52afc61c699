"""Made invoices as UN/CEFACT's Cross Industry Invoice, as Factur-X and XRechnung have it."""

from datetime import date
from decimal import Decimal

from made_documents.drawn import Profile
from made_documents.invoices import CREDIT_NOTE, Invoice, Line
from made_documents.parties import Party
from made_documents.style import Style
from made_documents.xml import Element, el, file_of, within

PROFILE = Profile()
_URN = "urn:un:unece:uncefact:data:standard:"
NAMESPACES = {
    "rsm": f"{_URN}CrossIndustryInvoice:100",
    "ram": f"{_URN}ReusableAggregateBusinessInformationEntity:100",
    "udt": f"{_URN}UnqualifiedDataType:100",
}
GUIDELINE = "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID"


def write(made: Invoice, style: Style) -> bytes:
    """Return the file of *made*."""
    return file_of(_Writer(made, style).root(), NAMESPACES, style)


class _Writer:
    def __init__(self, made: Invoice, style: Style) -> None:
        self.made, self.style = made, style
        self.credit = made.kind == CREDIT_NOTE

    def money(self, name: str, value: Decimal) -> Element:
        return el(f"ram:{name}", self.style.figure(value, self.made.decimals))

    def day(self, name: str, day: date) -> Element:
        return el(f"ram:{name}", [el("udt:DateTimeString", f"{day:%Y%m%d}", format="102")])

    def root(self) -> Element:
        made, style = self.made, self.style
        return el("rsm:CrossIndustryInvoice", [
            el("rsm:ExchangedDocumentContext", [
                within("ram:TestIndicator/udt:Indicator", "false") if style.often(20) else None,
                within(GUIDELINE, style.choices.choice(("urn:cen.eu:en16931:2017", "urn:factur-x.eu:1p0:extended"))),
            ]),
            el("rsm:ExchangedDocument", [
                el("ram:ID", made.number),
                el("ram:TypeCode", "381" if self.credit else "380"),
                self.day("IssueDateTime", made.issued_on),
                within("ram:IncludedNote/ram:Content", "Total 999.99 EUR") if style.often(20) else None,
            ]),
            el("rsm:SupplyChainTradeTransaction", [
                *(self.line(at, line) for at, line in enumerate(made.lines, 1)),
                el("ram:ApplicableHeaderTradeAgreement", [
                    el("ram:SellerTradeParty", self.party(made.supplier)),
                    el("ram:BuyerTradeParty", self.party(made.customer)),
                ]),
                el("ram:ApplicableHeaderTradeDelivery", [
                    el("ram:ActualDeliverySupplyChainEvent", [self.day("OccurrenceDateTime", made.issued_on)])
                    if style.often(50) else None,
                ]),
                self.settlement(),
            ]),
        ])  # fmt: skip

    def party(self, party: Party) -> list[Element | None]:
        style = self.style
        other = el("ram:SpecifiedTaxRegistration", [el("ram:ID", "201/113/40209", schemeID="FC")])
        own = (party.country if style.often(60) else "") + party.tax_id
        return [
            el("ram:Name", party.name),
            el("ram:PostalTradeAddress", [
                el("ram:PostcodeCode", party.postcode), el("ram:LineOne", party.street),
                el("ram:CityName", party.town), el("ram:CountryID", party.country),
            ]),
            other if style.often(20) else None,
            el("ram:SpecifiedTaxRegistration", [el("ram:ID", own, schemeID="VA")]),
        ]  # fmt: skip

    def settlement(self) -> Element:
        made = self.made
        return el("ram:ApplicableHeaderTradeSettlement", [
            el("ram:InvoiceCurrencyCode", made.currency),
            el("ram:SpecifiedTradeSettlementPaymentMeans", [
                el("ram:TypeCode", "58"), within("ram:PayeePartyCreditorFinancialAccount/ram:IBANID", made.iban),
            ]) if made.iban else None,
            *(
                el("ram:ApplicableTradeTax", [
                    self.money("CalculatedAmount", row.tax), el("ram:TypeCode", "VAT"),
                    self.money("BasisAmount", row.base), *self.category(row.rate),
                ])
                for row in made.rows
            ),
            *(
                el("ram:SpecifiedTradeAllowanceCharge", [
                    within("ram:ChargeIndicator/udt:Indicator", "true" if one.amount > 0 else "false"),
                    self.money("ActualAmount", abs(one.amount)),
                    el("ram:CategoryTradeTax", [el("ram:TypeCode", "VAT"), *self.category(one.rate)]),
                ])
                for one in made.foot
            ),
            el("ram:SpecifiedTradePaymentTerms", [self.day("DueDateDateTime", made.due_on)]) if made.due_on else None,
            self.sums(),
            within("ram:InvoiceReferencedDocument/ram:IssuerAssignedID", made.corrects) if made.corrects else None,
        ])  # fmt: skip

    def sums(self) -> Element:
        made, style = self.made, self.style
        tax = el("ram:TaxTotalAmount", style.figure(made.tax, made.decimals), currencyID=made.currency)
        office = el("ram:TaxTotalAmount", style.figure(made.tax * 2, 2), currencyID="EUR")
        return el("ram:SpecifiedTradeSettlementHeaderMonetarySummation", [
            self.money("LineTotalAmount", made.of_lines),
            self.money("ChargeTotalAmount", made.more) if made.more or style.often(30) else None,
            self.money("AllowanceTotalAmount", made.less) if made.less or style.often(30) else None,
            self.money("TaxBasisTotalAmount", made.net),
            tax,
            office if made.currency != "EUR" and style.often(50) else None,
            self.money("GrandTotalAmount", made.total),
            self.money("TotalPrepaidAmount", made.prepaid) if made.prepaid or style.often(30) else None,
            self.money("DuePayableAmount", made.payable),
        ])  # fmt: skip

    def category(self, rate: Decimal) -> list[Element]:
        return [el("ram:CategoryCode", "S" if rate else "Z"), el("ram:RateApplicablePercent", self.style.figure(rate))]

    def line(self, at: int, line: Line) -> Element:
        style = self.style
        unit = style.choices.choice(("C62", "HUR", "KGM"))
        return el("ram:IncludedSupplyChainTradeLineItem", [
            within("ram:AssociatedDocumentLineDocument/ram:LineID", f"{at}"),
            el("ram:SpecifiedTradeProduct", [
                el("ram:SellerAssignedID", f"A-{at}") if style.often(30) else None, el("ram:Name", line.description),
            ]),
            el("ram:SpecifiedLineTradeAgreement", [
                el("ram:NetPriceProductTradePrice", [
                    el("ram:ChargeAmount", style.figure(line.price)),
                    el("ram:BasisQuantity", style.figure(line.per), unitCode=unit)
                    if line.per != 1 or style.often(20) else None,
                ]),
            ]),
            el("ram:SpecifiedLineTradeDelivery", [
                el("ram:BilledQuantity", style.figure(line.quantity), unitCode=unit),
            ]),
            el("ram:SpecifiedLineTradeSettlement", [
                el("ram:ApplicableTradeTax", [el("ram:TypeCode", "VAT"), *self.category(line.rate)]),
                *(
                    el("ram:SpecifiedTradeAllowanceCharge", [
                        within("ram:ChargeIndicator/udt:Indicator", word), self.money("ActualAmount", value),
                    ])
                    for word, value in (("false", line.less), ("true", line.more)) if value
                ),
                within("ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
                       style.figure(line.amount, self.made.decimals)),
            ]),
        ])  # fmt: skip
