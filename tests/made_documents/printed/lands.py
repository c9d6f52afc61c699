"""How companies of a country name and number themselves and their invoices, and write money. Data only."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """*marks*: between groups and before decimals. *numbers*: of invoices, `|` between two parts.

    *registry*: at the foot of letters. `{y}` is the year, `{n}` a counter, `{s}` a small number, `{a}` a letter.
    """

    language: str
    currency: str
    signs: tuple[str, ...]
    marks: tuple[str, ...]
    tax_ids: tuple[str, ...]
    numbers: tuple[str, ...]
    registry: tuple[str, ...]
    heads: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()


EURO = ("€", "€", "€", "EUR", "Euro")
LANDS: Mapping[str, Land] = {
    "ES": Land(
        language="es", currency="EUR", signs=EURO, marks=(".,", ".,", ".,", ",", " ,"),
        tax_ids=("NIF", "CIF", "N.I.F.", "C.I.F.", "NIF/CIF", "CIF/NIF", "DNI/CIF", "NIF/CIF/DNI"),
        numbers=(
            "{n}", "F-{n:04}", "{y}/{n}", "{y}-{n:04}", "{a}|{n}", "{a}{y2}|{n:05}", "FV{y2}/{n:06}", "F{y}{n:04}",
            "{n:03}/{y}", "{y2}{n:05}", "{a}-{y}-{n:03}", "FAC-{n:06}", "{s}|{n:06}",
        ),
        registry=(
            "Inscrita en el Registro Mercantil de {town}, Tomo 2.114, Folio 87, Hoja {a}-31.402, Inscripción 1ª",
            "R.M. {town} T. 881 L. 0 F. 145 S. 8 H. {a}-20417 I/A 3 (12.05.2014)",
            "Reg. Merc. {town}, tomo {s}, libro 0, hoja nº {n5}, CIF {id}",
        ),
        withheld=("15", "7", "19"),
    ),
    "EC": Land(
        language="es", currency="USD", signs=("$", "$", "USD", "US$"), marks=(",.", ".", ".,", "."),
        tax_ids=("R.U.C.", "RUC", "R.U.C"), numbers=("{s:03}-{s:03}-{n:09}", "{s:03}-{s:03}-{n:09}",
            "{s:03}|{s:03}|{n:09}"),
        registry=("Contribuyente Régimen RIMPE", "OBLIGADO A LLEVAR CONTABILIDAD: SI",
            "Agente de Retención Resolución Nro. {s}"),
        heads=("sri", "sri"),
    ),
    "AR": Land(
        language="es", currency="ARS", signs=("$", "$", "$", "ARS", "AR$"), marks=(".,", ".,", ",", ",."),
        tax_ids=("CUIT", "C.U.I.T.", "CUIT Nº", "C.U.I.T. Nro"),
        numbers=("{s:05}|{n:08}", "{s:04}|{n:08}", "{s:05}-{n:08}", "{s:04}-{n:08}", "A|{s:05}|{n:08}"),
        registry=("Ingresos Brutos: {n5}-{s:02}", "Fecha de Inicio de Actividades: 01/0{d}/2014",
            "IIBB CM 901-{n5}-{d}"),
        heads=("afip", "afip"),
    ),
    "CO": Land(
        language="es", currency="COP", signs=("$", "$", "COP", "COP $"), marks=(".,", ",.", ".,"),
        tax_ids=("NIT", "Nit", "NIT.", "N.I.T."),
        numbers=("FE|{n}", "{a}FE|{n}", "SETP|{n:09}", "FV-{n}", "{n}", "FEV{n}", "{a}{a}-{s}-{n}"),
        registry=(
            "Resolución DIAN No. 1876400{n5} de 2025-02-1{d} Prefijo FE desde 1 hasta 5000 vigencia 24 meses",
            "Responsable de IVA - Actividad económica CIIU 4669", "No somos grandes contribuyentes ni autorretenedores",
        ),
        heads=("dian",),
    ),
    "CL": Land(
        language="es", currency="CLP", signs=("$", "$", "$", "CLP"), marks=(".,", ".,", ".,"),
        tax_ids=("R.U.T.", "RUT", "R.U.T", "Rut"), numbers=("{n}", "{n}", "{n:06}"),
        registry=("GIRO: VENTA AL POR MAYOR DE OTROS PRODUCTOS N.C.P.",
            "Res. 80 de 2014 - Verifique documento: www.sii.cl"),
        heads=("sii", "sii"),
    ),
    "PE": Land(
        language="es", currency="PEN", signs=("S/", "S/", "S/.", "PEN"), marks=(",.", ",.", "."),
        tax_ids=("RUC", "R.U.C.", "RUC N°", "R.U.C. N°"),
        numbers=("F{s:03}-{n:08}", "F{s:03}-{n}", "E{s:03}-{n}", "F{s:03}|{n:08}"),
        registry=("Autorizado mediante Resolución de Intendencia N° 034-005-000{n5}",
            "Representación impresa de la factura electrónica"),
        heads=("sunat", "sunat"),
    ),
    "MX": Land(
        language="es", currency="MXN", signs=("$", "$", "$", "MXN", "MN$"), marks=(",.", ",.", "."),
        tax_ids=("RFC", "R.F.C.", "RFC Emisor"),
        numbers=("{a}|{n}", "{n}", "{a}-{n}", "FAC|{n}", "{a}{n:05}", "{a}{a}|{n:06}"),
        registry=("Régimen fiscal: 601 General de Ley Personas Morales", "Lugar de expedición: {code}",
            "No. de serie del CSD: 0000100000050{n5}"),
        heads=("sat",),
    ),
    "PT": Land(
        language="pt", currency="EUR", signs=EURO, marks=(".,", " ,", ",", ".,"),
        tax_ids=("NIF", "NIPC", "Contribuinte n.º", "Contribuinte", "N.º Contribuinte", "NIF/VAT"),
        numbers=("FT {y}/{n}", "FT {a}/{n}", "FT {y}{a}/{n}", "{n}/{y}", "FAT {y2}{a}{s}/{n}"),
        registry=("Capital social 5.000,00 EUR - Matriculada na C.R.C. de {town} sob o n.º {id}",
            "Processado por programa certificado n.º {s}/AT"),
    ),
    "FR": Land(
        language="fr", currency="EUR", signs=EURO, marks=(" ,", "\u00a0,", ",", ".,"),
        tax_ids=("N° TVA intracommunautaire", "TVA intracom.", "N° TVA", "TVA Intra", "N° de TVA", "TVA"),
        numbers=("FA{y}-{n:04}", "F{y}{n:04}", "{y}-{n:03}", "FAC{n:05}", "{n}", "F-{y}-{n:03}", "FC {n:05}"),
        registry=(
            "SARL au capital de 7 500,00 € - RCS {town} 408 221 335 - APE 4669B",
                "SIRET 408 221 335 000{s:02} - Code NAF 6201Z",
            "SAS au capital de 10 000 € - RCS {town} B 512 334 891",
        ),
    ),
    "IT": Land(
        language="it", currency="EUR", signs=EURO, marks=(".,", ".,", ","),
        tax_ids=("P.IVA", "Partita IVA", "P. IVA", "P.I.", "C.F. e P.IVA", "Part. IVA"),
        numbers=("{n}", "{n}/{a}", "{y}/{n}", "{n}/{y}", "FT{n:05}", "{n:04}/{y2}", "{a}|{n}"),
        registry=("Capitale sociale € 10.000,00 i.v. - REA {a}{a}-18{n5} - Registro Imprese di {town}",
            "REA {town} {n5} - Cod. univoco M5UXCR1"),
    ),
    "DE": Land(
        language="de", currency="EUR", signs=EURO, marks=(".,", ".,", ","),
        tax_ids=("USt-IdNr.", "USt-ID", "USt-Id-Nr.", "Ust-IdNr", "Umsatzsteuer-ID", "USt.-ID-Nr."),
        numbers=("RE-{y}-{n:04}", "{y}{n:04}", "R{n:05}", "{n}", "RE{n:06}", "{y}-{n:03}", "{s}-{n:05}"),
        registry=(
            "Geschäftsführer: Uta Lindner · Amtsgericht {town} HRB {n5} · Stammkapital 25.000,00 EUR",
            "Steuernummer 21/815/0{n5} · HRB {n5} Amtsgericht {town}", "Inhaber: Jens Wolters · St.-Nr. 057/123/{n5}",
        ),
    ),
    "AT": Land(
        language="de", currency="EUR", signs=EURO, marks=(".,", " ,", ","), tax_ids=("UID-Nr.", "UID", "UID-Nummer",
            "ATU-Nr."),
        numbers=("RE-{y}-{n:04}", "{y}{n:04}", "AR{n:05}", "{n}"),
        registry=("FN {n5}x · Handelsgericht {town} · DVR 00{n5}",),
    ),
    "NL": Land(
        language="nl", currency="EUR", signs=EURO, marks=(".,", ".,", ","),
        tax_ids=("BTW-nummer", "BTW-nr.", "BTW nr", "btw-id", "BTW", "BTW-identificatienummer"),
        numbers=("{y}-{n:04}", "{y}{n:04}", "F{n:05}", "{n}", "VF{y2}{n:05}", "{y}.{n:03}"),
        registry=("KvK {town} {n5}412", "KvK-nummer: 58{n5}1 · Algemene voorwaarden gedeponeerd bij de KvK"),
    ),
    "GB": Land(
        language="en", currency="GBP", signs=("£", "£", "£", "GBP"), marks=(",.", ",.", "."),
        tax_ids=("VAT No.", "VAT Reg. No.", "VAT number", "VAT Registration No", "VAT ID", "VAT No"),
        numbers=("INV-{n:04}", "INV{n:05}", "{n}", "SI-{n:06}", "{y}{n:03}", "{a}{a}-{n:04}", "I{n:06}"),
        registry=("Registered in England and Wales No. 072{n5}. Registered office: 4 Quay Street, {town}",
            "Company Reg. No. 08{n5}1"),
    ),
}  # fmt: skip
