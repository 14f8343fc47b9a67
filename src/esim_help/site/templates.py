"""The one module that knows jinja2: templates compiled once, every value escaped unless a template says otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError, TemplateSyntaxError

from esim_help.errors import ProjectError
from esim_help.site.theme import Theme, filled

FOLDER = "templates/"


class Templates:
    """The theme's templates, ready to render. Rendering the same values gives the same bytes."""

    def __init__(self, theme: Theme) -> None:
        sources = {name.removeprefix(FOLDER): _source(name, theme[name]) for name in theme if name.startswith(FOLDER)}
        self._environment = Environment(
            loader=DictLoader(sources),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            cache_size=-1,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters["fill"] = filled

    def render(self, name: str, values: Mapping[str, object]) -> bytes:
        """The template ``name`` filled with ``values``, in UTF-8. A fault in a template is a :class:`ProjectError`."""
        try:
            return self._environment.get_template(name).render(values).encode()
        except TemplateSyntaxError as error:
            raise ProjectError(f"theme/{FOLDER}{error.name}:{error.lineno}: {error.message}") from error
        except TemplateError as error:
            raise ProjectError(f"theme/{FOLDER}{name}: {error.message}") from error


def _source(name: str, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ProjectError(f"theme/{name}: not UTF-8 (byte {error.start})") from error
