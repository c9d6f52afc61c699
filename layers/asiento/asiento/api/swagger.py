"""Swagger UI as one page that loads nothing from elsewhere but the OpenAPI document beside it."""

from functools import cache
from importlib.resources import files

ASSETS = "aws_lambda_powertools.event_handler.openapi.swagger_ui"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

# The page finds the document by its own address, so it works behind any stage prefix, with or without a last slash.
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Asiento API</title>
<link rel="icon" href="data:,">
<style>{css}</style>
</head>
<body>
<div id="swagger-ui"></div>
<script>{js}</script>
<script>
const base = location.origin + location.pathname.replace(/\\/docs\\/*$/, "");
SwaggerUIBundle({{
  dom_id: "#swagger-ui",
  url: base + "/openapi.json",
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
}});
</script>
</body>
</html>
"""


@cache
def swagger_page() -> str:
    """Return the page, with the script and style that Powertools brings (Swagger UI, Apache-2.0)."""
    assets = files(ASSETS)
    return PAGE.format(
        css=assets.joinpath("swagger-ui.min.css").read_text(encoding="utf-8"),
        js=assets.joinpath("swagger-ui-bundle.min.js").read_text(encoding="utf-8").replace("</script", "<\\/script"),
    )
