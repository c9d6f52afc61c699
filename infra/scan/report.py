"""How a scan ended: clean, with findings, or not done for want of a network."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the scan *name* found, in *summary* in a sentence; *findings* are for people, each with what to do."""

    name: str
    summary: str
    findings: tuple[str, ...] = field(default=())
