"""What companies sell, in the language of the paper."""

GOODS = {
    "es": (
        "Papel A4 80 g", "Revisión anual de caldera", "Tornillo M8 x 40 DIN 933", "Servicio de consultoría marzo",
            "Café molido 1 kg",
        "Alquiler de furgoneta 3 días", "Pintura plástica blanca 15 l", "Cable UTP cat. 6", "Mano de obra",
            "Cuota de mantenimiento",
        "Mesa de oficina 160 x 80", "Transporte", "Aceite de oliva virgen extra", "Licencia de software (12 meses)",
            "Filtro de aire F-220",
        "Diseño de catálogo 24 páginas", "Guantes de nitrilo talla M", "Lámpara LED 18 W",
            "Suscripción 01/2026 - 12/2026", "Limpieza de oficinas",
    ),
    "en": (
        "A4 paper 80 gsm", "Consulting services March", "Hex bolt M8 x 40", "Office desk 160 x 80", "Van hire 3 days",
            "Ground coffee 1 kg",
        "Software licence (12 months)", "Labour", "Delivery", "LED lamp 18 W", "Nitrile gloves size M",
            "Catalogue design 24 pages",
    ),
    "de": (
        "Kopierpapier A4 80 g", "Beratung März", "Sechskantschraube M8 x 40", "Schreibtisch 160 x 80",
            "Arbeitszeit Monteur", "Anfahrt",
        "Softwarelizenz (12 Monate)", "Wandfarbe weiß 15 l", "Netzwerkkabel Cat. 6", "Kaffee gemahlen 1 kg",
            "LED-Lampe 18 W", "Wartung Heizung",
    ),
    "fr": (
        "Papier A4 80 g", "Prestation de conseil mars", "Vis M8 x 40", "Bureau 160 x 80", "Main d'œuvre",
            "Déplacement", "Licence logicielle (12 mois)",
        "Peinture blanche 15 l", "Câble réseau cat. 6", "Café moulu 1 kg", "Lampe LED 18 W", "Entretien chaudière",
    ),
    "it": (
        "Carta A4 80 g", "Consulenza marzo", "Vite M8 x 40", "Scrivania 160 x 80", "Manodopera", "Trasporto",
            "Licenza software (12 mesi)",
        "Pittura bianca 15 l", "Cavo di rete cat. 6", "Caffè macinato 1 kg", "Lampada LED 18 W", "Manutenzione caldaia",
    ),
    "pt": (
        "Papel A4 80 g", "Consultoria março", "Parafuso M8 x 40", "Secretária 160 x 80", "Mão de obra", "Transporte",
            "Licença de software (12 meses)",
        "Tinta branca 15 l", "Cabo de rede cat. 6", "Café moído 1 kg", "Lâmpada LED 18 W", "Manutenção de caldeira",
    ),
    "nl": (
        "Papier A4 80 g", "Advies maart", "Bout M8 x 40", "Bureau 160 x 80", "Arbeidsloon", "Voorrijkosten",
            "Softwarelicentie (12 maanden)",
        "Muurverf wit 15 l", "Netwerkkabel cat. 6", "Koffie gemalen 1 kg", "LED-lamp 18 W", "Onderhoud cv-ketel",
    ),
}  # fmt: skip
