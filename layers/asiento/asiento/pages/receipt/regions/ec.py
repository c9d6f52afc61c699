"""Tills of Ecuador: RUC, IVA and the dollar (Reglamento de Comprobantes de Venta, art. 18; money since 2000)."""

from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="EC",
    currency="USD",
    signs=r"\$ ?\d+\.\d\d|\bus\$|\busd\b",
    taxes=r"\br\.?u\.?c\b\.?:? ?\d|\bclave de acceso\b|\bconsumidor final\b|\baut(?:orizaci[oó]n)?\.? ?sri\b",
    places=r"\becuador\b|\bquito\b|\bguayaquil\b|\bcuenca\b|\bambato\b|\bmanta\b|\bmachala\b|\bloja\b",
    words=r"\biva ?(?:12|15|0) ?%|\bsubtotal ?(?:12|15|0) ?%",
    names="ecuador",
    trades=(
        "panaderia farmacia ferreteria bodega supermercado restaurante cafeteria comisariato micromercado picanteria"
    ),
    greetings="gracias",
)
