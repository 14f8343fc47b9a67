"""Sites rendered from the sample centres, which stand beside this file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from esim_help.model.centre import Centre
from esim_help.site.plan import SitePlan, plan_site
from esim_help.site.theme import Theme, load_theme

sys.path.insert(0, str(Path(__file__).parent))
from site_samples import Pages, full_centre


@pytest.fixture(scope="session")
def theme() -> Theme:
    return load_theme()


@pytest.fixture(scope="session")
def plan_of(theme: Theme) -> Callable[..., SitePlan]:
    def plan(centre: Centre, files: Mapping[str, bytes] | None = None) -> SitePlan:
        return plan_site(centre, theme, "search/1a2b3c4d/", files)

    return plan


@pytest.fixture(scope="session")
def rendered(plan_of: Callable[..., SitePlan]) -> Callable[..., Pages]:
    def render(centre: Centre, files: Mapping[str, bytes] | None = None) -> Pages:
        return {path: make().decode() for path, make in plan_of(centre, files).pages.items()}

    return render


@pytest.fixture(scope="session")
def pages(rendered: Callable[..., Pages]) -> Pages:
    """Every page of the full centre; one image is there, one is missing."""
    return rendered(full_centre(), {"zh/pay/screen.png": b"png"})
