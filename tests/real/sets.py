"""Which data sets there are, and where they stand."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from . import (
    cloudfoundry,
    cncf,
    dpdk,
    govuk,
    janus_idp,
    kubernetes,
    moj_modernisation_platform,
    openstack,
    otel_semconv,
    raci_tables,
    roadie,
    rust_team,
    sod_sap,
)
from .measure import Case

READERS: dict[str, Callable[[Path], Iterator[Case]]] = {
    "raci-tables": raci_tables.cases,
    "kubernetes": kubernetes.cases,
    "rust-team": rust_team.cases,
    "cloudfoundry": cloudfoundry.cases,
    "moj-modernisation-platform": moj_modernisation_platform.cases,
    "sod-sap": sod_sap.cases,
    "openstack": openstack.cases,
    "govuk": govuk.cases,
    "cncf": cncf.cases,
    "dpdk": dpdk.cases,
    "otel-semconv": otel_semconv.cases,
    "janus-idp": janus_idp.cases,
    "roadie": roadie.cases,
}
"""By the name of its folder, what reads a data set."""

DATA = Path(os.environ.get("RACI_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
"""The folder of the data sets, which are not part of the project; it may be absent."""


def read(name: str, data: Path = DATA) -> list[Case]:
    """Give the organisations of a data set."""
    return list(READERS[name](data / name))
