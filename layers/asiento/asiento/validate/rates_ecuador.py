"""Ecuador's dated IVA rates. Data only, one row a rate and period. ICE and IRBPNR are not IVA and not here.

The 8 % for tourism holds on decreed days only; a day that is missing here sends a document to review, no further. On
2026-11-29 no decree was found for a day after carnival 2026.
"""

from asiento.validate.rates import Rate, table

SOLIDARITY = "https://progresohispanonews.com/2016/05/21/ley-de-solidaridad-por-terremoto-fue-publicada-en-ro"
BACK_TO_12 = "https://www.elcomercio.com/actualidad/expectativa-consumidores-reduccion-iva-ecuador.html"
DECRETO_198 = "https://elmercurio.com.ec/2024/03/15/noboa-decreta-alza-del-iva-al-15/"
CONSTRUCTION = "https://www.lahora.com.ec/pais/conozca-18-materiales-construccion-iva-reducido-1-abril/"
DECRETO_339 = "https://bvgnoticias.com/?p=58073"
NOVEMBER_2025 = (
    "https://www.teleamazonas.com/actualidad/noticias/ecuador/servicios-iva-8-imbabura-carchi-feriado-105562/"
)
CARNIVAL_2023 = "https://radioelite997.com/nacionales/feriado-de-carnaval-el-primero-en-aplicar-reduccion-del-iva/"
NOVEMBER_2023 = (
    "https://www.eluniverso.com/noticias/economia/iva-se-reducira-al-8-durante-el-feriado-de-noviembre-conoce-donde-"
    "aplica-nota/"
)
CARNIVAL_2025 = (
    "https://ecuavisa.com/noticias/economia/iva-sera-del-8-durante-cuatro-dias-feriado-carnaval-2025-DF8869566"
)
EASTER_2025 = (
    "https://www.eluniverso.com/noticias/economia/iva-8-feriado-semana-santa-turismo-ecuador-hoteles-que-cobran-iva-"
    "reducido-nota"
)
NEW_YEAR_2026 = (
    "https://www.teleamazonas.com/actualidad/noticias/economia/iva-ecuador-baja-8-feriado-ano-nuevo-2026-servicios-"
    "turisticos-108605/"
)
CARNIVAL_2026 = (
    "https://www.teleamazonas.com/actualidad/noticias/ecuador/gobierno-reduce-iva-actividades-turisticas-feriado-14-17"
    "-febrero-110643/"
)

_DAY = "2026-11-23"

ECUADOR_RATES: tuple[Rate, ...] = table(
    (
        ("IVA", "12", "", "2016-05-31", "general", SOLIDARITY, _DAY),
        ("IVA", "14", "2016-06-01", "2017-05-31", "general, for one year", SOLIDARITY, _DAY),
        ("IVA", "12", "2017-06-01", "2024-03-31", "general", BACK_TO_12, _DAY),
        ("IVA", "15", "2024-04-01", "", "general, Decreto 198", DECRETO_198, _DAY),
        ("IVA", "5", "2024-04-01", "", "construction materials", CONSTRUCTION, _DAY),
        ("IVA", "0", "", "", "zero, exempt, not subject", CONSTRUCTION, _DAY),
        ("IVA", "8", "2022-02-26", "2022-03-01", "tourism, carnival, Decreto 339", DECRETO_339, _DAY),
        ("IVA", "8", "2022-04-15", "2022-04-17", "tourism, Easter, Decreto 339", DECRETO_339, _DAY),
        ("IVA", "8", "2023-02-18", "2023-02-21", "tourism, carnival, Decreto 644", CARNIVAL_2023, _DAY),
        ("IVA", "8", "2023-04-07", "2023-04-09", "tourism, Easter, Decreto 644", NOVEMBER_2023, _DAY),
        ("IVA", "8", "2023-11-02", "2023-11-05", "tourism, Decreto 644", NOVEMBER_2023, _DAY),
        ("IVA", "8", "2024-03-29", "2024-03-31", "tourism, Easter", DECRETO_198, _DAY),
        ("IVA", "8", "2025-01-01", "2025-01-05", "tourism, New Year", CARNIVAL_2025, _DAY),
        ("IVA", "8", "2025-03-01", "2025-03-04", "tourism, carnival, Decreto 542", CARNIVAL_2025, _DAY),
        ("IVA", "8", "2025-04-18", "2025-04-20", "tourism, Easter, Decreto 594", EASTER_2025, _DAY),
        ("IVA", "8", "2025-11-01", "2025-11-04", "tourism in the north, Decreto 196", NOVEMBER_2025, _DAY),
        ("IVA", "8", "2026-01-01", "2026-01-04", "tourism, New Year, Decreto 271", NEW_YEAR_2026, _DAY),
        ("IVA", "8", "2026-02-14", "2026-02-17", "tourism, carnival, Decreto 304", CARNIVAL_2026, _DAY),
    )
)
