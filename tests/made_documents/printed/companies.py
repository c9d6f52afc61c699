"""Made-up companies by the hundred: names, addresses and tax ids of a country, as its papers print them."""

from random import Random

from made_documents.parties import Party, make_tax_id

PLACES = {
    "ES": (("C/ Mayor", "Avda. de la Constitución", "Polígono Industrial El Cabezo, nave", "Plaza del Carmen",
        "Ctra. N-340 km"), (("16004", "Cuenca"), ("24001", "León"), ("31008", "Pamplona"), ("46010", "Valencia"),
        ("08029", "Barcelona"), ("41013", "Sevilla"))),
    "EC": (("Av. 10 de Agosto N34-", "Calle Bolívar", "Av. Amazonas N21-", "García Moreno"), (("170515", "Quito"),
        ("090313", "Guayaquil"), ("010107", "Cuenca"), ("180150", "Ambato"))),
    "AR": (("Av. Rivadavia", "Calle San Martín", "Bv. Oroño", "Lavalle", "Av. Corrientes"), (("C1033AAJ", "CABA"),
        ("S2000", "Rosario"), ("X5000", "Córdoba"), ("5500", "Mendoza"))),
    "CO": (("Calle 72 # 10-", "Carrera 7 No. 45-", "Av. El Dorado # 68-", "Cra. 43A # 1-"), (("110231",
        "Bogotá D.C."), ("050021", "Medellín"), ("760042", "Cali"))),
    "CL": (("Av. Providencia", "Los Leones", "Av. Libertador B. O'Higgins", "Camino Lo Boza"), (("7500000",
        "Santiago"), ("2340000", "Valparaíso"), ("4030000", "Concepción"))),
    "PE": (("Av. Arequipa", "Jr. de la Unión", "Av. Javier Prado Este", "Calle Las Begonias"), (("15046",
        "Lima - Lima - Lince"), ("04001", "Arequipa"), ("13001", "Trujillo"))),
    "MX": (("Av. Insurgentes Sur", "Calle Reforma", "Blvd. Díaz Ordaz", "Calzada de Tlalpan"), (("03100",
        "Ciudad de México"), ("64000", "Monterrey, N.L."), ("44100", "Guadalajara, Jal."))),
    "PT": (("Rua das Flores", "Avenida da Liberdade", "Travessa do Moinho", "Rua Nova"), (("4000-123", "Porto"),
        ("1250-096", "Lisboa"), ("3000-214", "Coimbra"))),
    "FR": (("rue de la Paix", "avenue Jean Jaurès", "ZA des Grands Champs, lot", "place du Marché"), (("03200",
        "Vichy"), ("75011", "Paris"), ("69003", "Lyon"), ("35000", "Rennes"))),
    "IT": (("Via Roma", "Corso Garibaldi", "Viale della Libertà", "Piazza San Marco"), (("55100", "Lucca (LU)"),
        ("20121", "Milano"), ("40126", "Bologna BO"))),
    "DE": (("Hauptstraße", "Am Alten Hafen", "Bahnhofstr.", "Lindenallee"), (("34117", "Kassel"), ("20457",
        "Hamburg"), ("56130", "Bad Ems"), ("80331", "München"))),
    "AT": (("Mariahilfer Straße", "Ringstraße", "Am Graben"), (("1060", "Wien"), ("8010", "Graz"), ("5020",
        "Salzburg"))),
    "NL": (("Keizersgracht", "Stationsweg", "Industrieweg", "Nieuwe Dijk"), (("1016 EK", "Amsterdam"), ("3511 AD",
        "Utrecht"), ("5611 AZ", "Eindhoven"))),
    "GB": (("Quay Street", "High Street", "Station Road", "Old Mill Lane"), (("BS1 4DJ", "Bristol"), ("M2 5DB",
        "Manchester"), ("EC2A 3LT", "London"))),
}  # fmt: skip
"""Streets, and towns with their codes. In Spanish America, Italy, Germany and the Netherlands the number follows."""

SPANISH = (
    "Suministros Ultzama", "Hermanos Ibáñez", "Talleres Mendiola", "Ferretería El Roble", "Distribuciones Guadalope",
    "Transportes Lobera", "Clínica Veterinaria Sanabria", "Gráficas Turia", "Electricidad Bidasoa",
        "Panadería La Espiga",
    "Cárnicas del Esla", "Bodegas Peñalba", "Asesoría Ordesa", "Limpiezas Norte 2000", "Construcciones Ebro",
    "Hotel Mirador del Puerto", "Viajes Alcor", "Informática Zarapito", "Jardinería Azahar", "Seguridad Atalaya",
    "Comercial Quilotoa", "Importadora Cóndor Azul", "Librería Macondo", "Repuestos El Gaucho", "Agrícola Valle Verde",
    "Servicios Integrales Tepeyac", "Laboratorios Inti", "Muebles Caupolicán", "Textiles Ñandutí",
        "Editorial Tres Ríos",
)  # fmt: skip
STEMS = {
    "pt": ("Construções Leça", "Papelaria São Bento", "Irmãos Gonçalves", "Padaria Flor do Minho",
        "Transportes Tâmega", "Oficina do Carmo", "Gráfica Ribeira", "Clínica Boavista"),
    "fr": ("Atelier de l'Étang", "Société Boréale", "Dupré & Fils", "Menuiserie Lacombe", "Imprimerie du Vieux Port",
        "Transports Kerguélen", "Garage Rivoire", "Boulangerie Tisserand"),
    "it": ("Officina Città", "D'Amico & Figli", "Studio Perrè", "Tipografia Serchio", "Trasporti Valtellina",
        "Ferramenta Olivieri", "Pasticceria Etrusca", "Vivai Montecchio"),
    "de": ("Müller & Söhne", "Nordlicht", "Büro-Bedarf Weiß", "Elektro Brinkmann", "Gärtnerei Sonnenhang",
        "Spedition Weserblick", "Druckhaus Altmark", "Bäckerei Hufnagel"),
    "nl": ("Bakkerij De Gouden Aar", "Van der Meulen Techniek", "Drukkerij Waalzicht", "Bouwbedrijf Hoekstra",
        "Kantoorhandel Zuidas", "Transport Jansma"),
    "en": ("Harbour & Finch", "Kestrel Tools", "Thornbury Supplies", "Oakfield Joinery", "Pennine Freight",
        "Bluebell Catering", "Marlowe & Sons", "Ashdown Print"),
}  # fmt: skip
FORMS = {
    "ES": (", S.L.", ", S.A.", ", S.L.U.", " S.L.", " SL", " SLU", ", S. Coop.", " SA"),
    "EC": (" Cía. Ltda.", " S.A.", " CIA. LTDA.", " S.A.S.", ""), "AR": (" S.A.", " S.R.L.", " SRL", " S.A.S.", " SA"),
    "CO": (" S.A.S.", " SAS", " LTDA", " S.A."), "CL": (" SpA", " Ltda.", " S.A.", " E.I.R.L.", " SPA"),
    "PE": (" S.A.C.", " E.I.R.L.", " S.R.L.", " SAC", " S.A."), "MX": (" S.A. de C.V.", " SA DE CV",
        " S. de R.L. de C.V.", ""),
    "PT": (", Lda.", ", S.A.", " Lda", ", Unipessoal Lda"), "FR": (" SARL", " SAS", " EURL", ""),
    "IT": (" S.r.l.", " S.p.A.", " srl", " S.n.c.", ""), "DE": (" GmbH", " AG", " KG", " e.K.", " GmbH & Co. KG"),
    "AT": (" GmbH", " KG", " OG"), "NL": (" B.V.", " BV", " V.O.F.", ""), "GB": (" Ltd", " Limited", " plc", " LLP"),
}  # fmt: skip
PEOPLE = ("María Lozano Pérez", "Javier Ortuño Vidal", "Lucía Ferrándiz Gil", "Andrés Quispe Rojas", "Carla Bustos Rey")
CAPITALS, PERSON = 0.25, 0.08
BEFORE, MAY_STAND_BEFORE = frozenset({"DE", "AT", "FR", "NL"}), frozenset({"ES", "IT", "GB", "PT"})
"""Countries that stand before a tax id, always or on some papers."""
FIRST_THE_NUMBER = frozenset({"FR", "GB"})


def make_company(rng: Random, country: str, language: str) -> Party:
    """Return a company of *country*, or now and then a person who speaks Spanish, as its own papers name it."""
    streets, towns = PLACES[country]
    code, town = rng.choice(towns)
    street, number = rng.choice(streets), rng.randrange(1, 120)
    name = rng.choice(STEMS.get(language, SPANISH)) + rng.choice(FORMS[country])
    if language == "es" and rng.random() < PERSON:
        name = rng.choice(PEOPLE)
    return Party(
        name=name.upper() if rng.random() < CAPITALS else name,
        tax_id=make_tax_id(rng, country),
        country=country,
        street=f"{number} {street}" if country in FIRST_THE_NUMBER else f"{street} {number}".replace("- ", "-"),
        postcode=code,
        town=town,
    )


def written_tax_id(seed: str, one: Party) -> str:
    """Return the tax id of *one* as the program *seed* writes it: with the signs of its country, or with none."""
    rng, text = Random(f"{seed}:{one.country}"), one.tax_id
    if one.country in BEFORE or (one.country in MAY_STAND_BEFORE and rng.random() < 0.25):
        return one.country + text
    plain = rng.random() < 0.3
    match one.country:
        case "AR" if not plain:
            text = f"{text[:2]}-{text[2:-1]}-{text[-1]}"
        case "CL" | "CO":
            text = f"{int(text[:-1]):,}".replace(",", "" if plain else ".") + f"-{text[-1]}"
        case "ES" if plain:
            text = f"{text[0]}-{text[1:]}"
        case "PT" if plain:
            text = f"{text[:3]} {text[3:6]} {text[6:]}"
    return text
