"""Spain's dated tax rates: IVA, recargo de equivalencia, IGIC, IRPF withheld. Data only, one row a rate and period.

IPSI (Ceuta, Melilla) is left out: its rates are local, any is accepted.
"""

from asiento.validate.rates import Rate, table

GOBL = "https://github.com/invopop/gobl/blob/main/regimes/es/tax_categories.go"
FOOD = "https://www.deloitte.com/es/es/services/legal/blogs/reduccion-temporal-tipos-impositivos-real-decreto-ley.html"
FOOD_2024 = "https://www.centralborne.com/es/actualizacion-iva-de-los-alimentos-octubre-a-diciembre-2024/"
POWER = "https://www.iberley.es/noticias/rebaja-iva-luz-prorroga-bonificacion-carburantes-medidas-fiscales-31742"
RDL_20_2022 = "https://www.boe.es/buscar/act.php?id=BOE-A-2022-22685"
LIVA = "https://www.boe.es/buscar/act.php?id=BOE-A-1992-28740"
RIRPF = "https://www.boe.es/buscar/act.php?id=BOE-A-2007-6820"
RDL_4_2024 = "https://www.boe.es/buscar/act.php?id=BOE-A-2024-12944"
OCA_IGIC = "https://github.com/OCA/l10n-spain/tree/17.0/l10n_es_igic"
IGIC = "https://supercontable.com/informacion/IVA_Impuesto_valor_a%C3%B1adido/Tipo_IGIC_Canarias.html"
IGIC_1994 = "https://papelea.com/es/leyes/real-decreto-2538-1994-impuesto-general-indirecto-canario-y-arbitrio"
AEAT = (
    "https://www3.agenciatributaria.gob.es/Sede/ayuda/manuales-videos-folletos/manuales-practicos/"
    "folleto-actividades-economicas/7-otras-obligaciones-fiscales-retenciones/"
    "7_1-cuadro-relacion-tipos-retencion-porcentaje.html"
)
IRPF_2015 = "https://studylib.es/doc/7155635/retenciones-e-ingresos-a-cuenta-del-irpf-2%C2%BA-semestre-2015"
IRPF_JULY_2015 = "https://asesoriagabahe.com/reduccion-en-las-retenciones-e-ingresos-a-cuenta-del-irpf"
IRPF_2014 = "https://tgasesores.blogspot.com/2015/01/v-behaviorurldefaultvmlo.html"
RENT_2012 = "https://asaasesoriatorrejon.com/?p=2451"

_DAY = "2026-11-23"

SPAIN_RATES: tuple[Rate, ...] = table(
    (
        ("IVA", "21", "2012-09-01", "", "standard", GOBL, _DAY),
        ("IVA", "18", "2010-07-01", "2012-08-31", "standard", GOBL, _DAY),
        ("IVA", "16", "1995-01-01", "2010-06-30", "standard", GOBL, _DAY),
        ("IVA", "15", "1993-01-01", "1994-12-31", "standard", GOBL, _DAY),
        ("IVA", "10", "2012-09-01", "", "reduced", GOBL, _DAY),
        ("IVA", "8", "2010-07-01", "2012-08-31", "reduced", GOBL, _DAY),
        ("IVA", "7", "1995-01-01", "2010-06-30", "reduced", GOBL, _DAY),
        ("IVA", "6", "1993-01-01", "1994-12-31", "reduced", GOBL, _DAY),
        ("IVA", "4", "1995-01-01", "", "super-reduced", GOBL, _DAY),
        ("IVA", "3", "1993-01-01", "1994-12-31", "super-reduced", GOBL, _DAY),
        ("IVA", "0", "", "", "exempt, exported, reverse charge; basic food 2023-01-01 to 2024-09-30", GOBL, _DAY),
        ("IVA", "5", "2022-07-01", "2023-12-31", "electricity; gas, pellets, firewood; from 2023 food", POWER, _DAY),
        ("IVA", "5", "2024-01-01", "2024-09-30", "pasta, seed oils; olive oil until 2024-06-30", FOOD_2024, _DAY),
        ("IVA", "2", "2024-10-01", "2024-12-31", "basic food, olive oil", FOOD_2024, _DAY),
        ("IVA", "7.5", "2024-10-01", "2024-12-31", "pasta, seed oils", FOOD_2024, _DAY),
        ("RE", "5.2", "2012-09-01", "", "with IVA 21", GOBL, _DAY),
        ("RE", "4", "2010-07-01", "2012-08-31", "with IVA 18", GOBL, _DAY),
        ("RE", "1.4", "2012-09-01", "", "with IVA 10", GOBL, _DAY),
        ("RE", "1", "2010-07-01", "2012-08-31", "with IVA 8", GOBL, _DAY),
        ("RE", "0.5", "1995-01-01", "", "with IVA 4", GOBL, _DAY),
        ("RE", "1.75", "", "", "tobacco", LIVA, ""),
        ("RE", "0", "", "", "with IVA 0", RDL_20_2022, ""),
        ("RE", "0.625", "2023-01-01", "2023-12-31", "with IVA 5 on pellets and firewood", FOOD, _DAY),
        ("RE", "0.62", "2023-01-01", "2024-09-30", "with IVA 5 on food", RDL_20_2022, ""),
        ("RE", "0.26", "2024-10-01", "2024-12-31", "with IVA 2", RDL_4_2024, ""),
        ("RE", "1", "2024-10-01", "2024-12-31", "with IVA 7.5", RDL_4_2024, ""),
        ("IGIC", "7", "2012-07-01", "", "general", IGIC, _DAY),
        ("IGIC", "5", "", "2012-06-30", "general", IGIC_1994, _DAY),
        ("IGIC", "5", "2012-07-01", "", "reduced, dates not found", OCA_IGIC, _DAY),
        ("IGIC", "0", "", "", "zero and exempt", IGIC, _DAY),
        ("IGIC", "1", "", "", "dates not found", OCA_IGIC, _DAY),
        ("IGIC", "3", "2012-07-01", "", "reduced", IGIC, _DAY),
        ("IGIC", "2.75", "2012-01-01", "2015-12-31", "first home", IGIC, _DAY),
        ("IGIC", "9.5", "", "", "increased, dates not found", IGIC, _DAY),
        ("IGIC", "15", "", "", "increased, dates not found", IGIC, _DAY),
        ("IGIC", "20", "", "", "special, dates not found", IGIC, _DAY),
        ("IRPF", "15", "2007-01-01", "2012-08-31", "professionals", GOBL, _DAY),
        ("IRPF", "21", "2012-09-01", "2014-12-31", "professionals", GOBL, _DAY),
        ("IRPF", "15", "2014-07-04", "2015-07-11", "professionals of small income", IRPF_JULY_2015, _DAY),
        ("IRPF", "19", "2015-01-01", "2015-07-11", "professionals", GOBL, _DAY),
        ("IRPF", "15", "2015-07-12", "", "professionals", GOBL, _DAY),
        ("IRPF", "7", "2007-01-01", "", "new professionals; some activities", GOBL, _DAY),
        ("IRPF", "9", "2012-09-01", "2015-07-11", "new professionals", IRPF_JULY_2015, _DAY),
        ("IRPF", "19", "2007-01-01", "2011-12-31", "rent", GOBL, _DAY),
        ("IRPF", "18", "2007-01-01", "2009-12-31", "rent", RIRPF, ""),
        ("IRPF", "21", "2012-01-01", "2014-12-31", "rent, capital", RENT_2012, _DAY),
        ("IRPF", "20", "2015-01-01", "2015-07-11", "rent, capital", IRPF_2014, _DAY),
        ("IRPF", "19.5", "2015-07-12", "2015-12-31", "rent, capital", IRPF_2015, _DAY),
        ("IRPF", "19", "2016-01-01", "", "rent, capital, directors of small companies", AEAT, _DAY),
        ("IRPF", "1", "", "", "modules, fattening of pigs and poultry", AEAT, _DAY),
        ("IRPF", "2", "", "", "farming, forestry", AEAT, _DAY),
        ("IRPF", "24", "", "", "non-residents, image rights", AEAT, _DAY),
        ("IRPF", "42", "2012-01-01", "2014-12-31", "directors", IRPF_2014, _DAY),
        ("IRPF", "37", "2015-01-01", "2015-12-31", "directors", IRPF_2015, _DAY),
        ("IRPF", "35", "2016-01-01", "", "directors", AEAT, _DAY),
        ("IRPF", "47", "", "", "posted workers above 600,000 EUR", AEAT, _DAY),
    )
)
