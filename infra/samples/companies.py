"""The made-up companies of the samples: the one place for names, tax ids and accounts. Knows nothing of documents.

The tax ids pass their check digits; the IBANs are valid but of banks that do not exist.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A party to a document. *tax_id* is compact; *address* is street, then town; *iban* is compact."""

    name: str
    tax_id: str
    country: str = "ES"
    currency: str = "EUR"
    trade: str = ""
    address: tuple[str, str] = ("", "")
    contact: str = ""
    registry: str = ""
    iban: str = ""


TENANT = Company(
    name="Talleres Iruña Demo S.L.",
    tax_id="B31950421",
    trade="Mecanizado y mantenimiento industrial",
    address=("Polígono Landaben, calle E, 14", "31012 Pamplona (Navarra)"),
    contact="administracion@iruna-demo.example",
    iban="ES6688200147970201847365",
)
TENANT_IN_ECUADOR = replace(
    TENANT,
    tax_id="1793184510001",
    country="EC",
    currency="USD",
    address=("Av. de los Shyris N36-120 y Naciones Unidas", "Quito"),
    contact="quito@iruna-demo.example",
    iban="",
)
TENANT_TAX_IDS = (TENANT.tax_id, TENANT_IN_ECUADOR.tax_id)

LANDSCAPER = Company(
    name="Leire Oroz Garde",
    tax_id="72814365E",
    trade="Paisajista",
    address=("Calle Descalzos, 31, 2.º B", "31001 Pamplona (Navarra)"),
    contact="Tel. 948 01 23 45 · leire@orozpaisaje.example",
    iban="ES9288315520280100284719",
)
IMPORTER = Company(
    name="Importadora Quilotoa Cía. Ltda.",
    tax_id="0993427616001",
    country="EC",
    currency="USD",
    trade="Repuestos y herramientas",
    address=("Av. Juan Tanca Marengo km 4,5", "Guayaquil"),
    contact="ventas@quilotoa.example",
)
CAFE = Company(
    name="Cafetería Zubiberri S.L.",
    tax_id="B31902174",
    address=("Calle del Río, 14", "31001 Pamplona"),
    contact="Tel. 948 01 67 89",
)
TOOL_SHOP = Company(
    name="Suministros Ultzama S.L.",
    tax_id="B31873169",
    trade="Suministro industrial y herramienta de corte",
    address=("Polígono Plazaola, manzana D, nave 9", "31195 Aizoáin (Navarra)"),
    contact="Tel. 948 01 30 30 · facturas@ultzama.example",
    registry="Inscrita en el Registro Mercantil de Navarra, tomo 1812, folio 44, hoja NA-35107",
    iban="ES7388470310180633019284",
)
STEELWORKS = Company(
    name="Aceros Sakana S.A.",
    tax_id="A31762487",
    trade="Almacén de aceros y corte a medida",
    address=("Carretera de Irurtzun, km 3", "31860 Irurtzun (Navarra)"),
    contact="Tel. 948 01 55 12 · administracion@sakana.example",
    registry="Inscrita en el Registro Mercantil de Navarra, tomo 977, folio 102, hoja NA-20418",
    iban="ES6288200092950000751146",
)
ELECTRICIAN = Company(
    name="Instalaciones Eléctricas Erro S.L.",
    tax_id="B31798655",
    trade="Instalaciones y mantenimiento eléctrico",
    address=("Calle San Cosme, 7", "31620 Huarte (Navarra)"),
    contact="Tel. 948 01 82 20 · oficina@electricaserro.example",
    registry="Inscrita en el Registro Mercantil de Navarra, tomo 1455, folio 8, hoja NA-29960",
    iban="ES2688314406150577120039",
)
WRONG_TAX_ID = Company(
    name="Transportes Belate S.L.",
    tax_id="B31811293",  # its control digit would be 2
    trade="Transporte y logística",
    address=("Ciudad del Transporte, nave 22", "31119 Imárcoain (Navarra)"),
    contact="Tel. 948 01 44 70 · trafico@belate.example",
    registry="Inscrita en el Registro Mercantil de Navarra, tomo 1620, folio 71, hoja NA-32254",
    iban="ES5688310271310300417722",
)
CUSTOMER = Company(name="Envases Aralar S.L.", tax_id="B20964185")

FUEL = Company(name="Estación de Servicio Noáin S.L.", tax_id="B31833403")
STATIONER = Company(name="Papelería Arrieta S.L.", tax_id="B31927544")
POWER = Company(name="Energía Baztán Comercializadora S.A.", tax_id="A01993419")
PHONE = Company(name="Telefonía Ebro S.L.", tax_id="B50877232")
INSURER = Company(name="Seguros Monte Perdido S.A.", tax_id="A50441286")
HOTEL = Company(name="Hostal Puerta de Aragón S.L.", tax_id="B99610370")
CLEANER = Company(name="Limpiezas Sadar S.L.", tax_id="B31884729")
SOFTWARE = Company(name="Nube Levante Software S.L.", tax_id="B48961502")
ADVISER = Company(name="Iñaki Beloki Sanz", tax_id="44639128S")
COURIER = Company(name="Mensajería Carlos III S.Coop.", tax_id="F31944069")
