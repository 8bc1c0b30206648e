"""The description of the API, as OpenAPI 3.1 has it, made from the code that answers."""

from functools import cache
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator

from newsroom.api.problems import CONTENT_TYPE

ABOUT = """\
Everything that the pages of the archive show, for programs, to be read only.

A place in a text is half-open, in characters (Unicode code points) from the start of the article's `text`: for every
part of a quote, `text[start:end]` is the quoted words, unless `source_changed` says that the article has lost them.
`review` is what editors said, `found` how the machine found it; `machine` in the one means that nobody has looked.
"""
_ERROR = {
    "type": "object",
    "required": ["field", "message", "candidates"],
    "properties": {
        "field": {"type": "string", "description": "The parameter."},
        "message": {"type": "string"},
        "candidates": {
            "type": "array",
            "description": "What it may mean, where it may mean several.",
            "items": {
                "type": "object",
                "required": ["value", "label"],
                "properties": {"value": {"type": "string"}, "label": {"type": "string"}},
            },
        },
    },
}
PROBLEM = {
    "type": "object",
    "description": "What is wrong with a request (RFC 9457).",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {"type": "array", "items": _ERROR},
    },
}
# What every address may answer beside what it is asked for.
REFUSALS = {
    "400": "A parameter is not as described here.",
    "401": "No token, or one that opens nothing.",
    "404": "There is no such row; or a parameter names what the archive does not know.",
    "405": "Nothing can be changed here.",
    "406": "Only JSON is served.",
    "409": "A parameter names several: `candidates` says which.",
    "414": "The address is longer than the server takes: some 8,000 characters.",
    "429": "The token has spent its requests of this minute.",
}
HEADERS = {
    "401": {"WWW-Authenticate": {"schema": {"type": "string"}}},
    "405": {"Allow": {"schema": {"type": "string"}}},
    "429": {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}},
}

MERGED = {
    "description": "Merged by an editor: this is the one that it is.",
    "headers": {"Location": {"schema": {"type": "string", "format": "uri-reference"}}},
}


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "newsroom.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A token from your page of tokens."}


class SignedInScheme(OpenApiAuthenticationExtension):
    target_class = "newsroom.api.authentication.SignedIn"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "Signed in, in a browser."}


@cache
def description() -> dict[str, Any]:
    """The whole description: it is the same for everybody, and until the code changes."""
    return SchemaGenerator().get_schema(request=None, public=True)


def complete(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Say what the whole is about, and once what can go wrong everywhere."""
    result["info"]["description"] = ABOUT
    components = result["components"]
    components["schemas"]["Problem"] = PROBLEM
    content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    components["responses"] = {
        status: {"description": words, "content": content, "headers": HEADERS.get(status, {})}
        for status, words in REFUSALS.items()
    }
    del components["responses"]["414"]["content"]  # the web server says so, not the archive
    refusals = {status: {"$ref": f"#/components/responses/{status}"} for status in REFUSALS}
    for path, operations in result["paths"].items():
        merged = {"302": MERGED} if path.endswith("{slug}/") else {}
        operations["get"]["responses"] |= merged | refusals
    return result


def drop_read_only(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Everything is only read: to say so of every property is noise."""

    def clean(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: clean(value) for key, value in node.items() if not (key == "readOnly" and value is True)}
        return [clean(value) for value in node] if isinstance(node, list) else node

    return clean(result)
