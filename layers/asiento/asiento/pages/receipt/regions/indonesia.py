"""Tills of Indonesia."""

from asiento.pages.receipt.regions.region import Region

REGION = Region(
    country="ID",
    currency="IDR",
    signs=r"\brp\.? ?\d|\bidr\b",
    prefixes=("rp",),
    words=r"\bppn\b|\bpb ?1\b|\bjakarta\b|\bkembali\b|\btunai\b|\bindonesia\b|\bpajak\b",
    names="indonesia",
    streets=r"jalan|jln",
    quarters=r"jalan|jln|jl|lorong|lrg|kampung|blok",
    greetings="selamat|terima",
)
