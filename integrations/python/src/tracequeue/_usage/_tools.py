# SPDX-License-Identifier: Apache-2.0
"""Requests of server-side tools that a provider bills by the request."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from ._parts import count, items, part, word

# xAI's names of tools, with ours.
_XAI = {
    "web_search_calls": "web_search",
    "x_search_calls": "x_search",
    "code_interpreter_calls": "code_execution",
    "file_search_calls": "file_search",
    "attachment_search_calls": "attachment_search",
}
_XAI_SDK = {
    "SERVER_SIDE_TOOL_WEB_SEARCH": "web_search",
    "SERVER_SIDE_TOOL_X_SEARCH": "x_search",
    "SERVER_SIDE_TOOL_CODE_EXECUTION": "code_execution",
    "SERVER_SIDE_TOOL_COLLECTIONS_SEARCH": "file_search",
    "SERVER_SIDE_TOOL_ATTACHMENT_SEARCH": "attachment_search",
}


def server_tool_use(usage: Any) -> dict[str, int]:
    """Anthropic's ``server_tool_use``."""
    requests = {}
    for tool in ("web_search", "web_fetch", "code_execution"):
        requests[tool] = count(usage, "server_tool_use", f"{tool}_requests") or 0
    return {tool: number for tool, number in requests.items() if number}


def of_openai(usage: Any, response: Any) -> dict[str, int]:
    """Those in OpenAI's format: its own in the output, and what xAI, Perplexity and LiteLLM add."""
    requests: Counter[str] = Counter(server_tool_use(usage))
    # Where xAI counts the billed calls, the output has those that were attempted.
    counts_billed = part(usage, "server_side_tool_usage_details") is not None
    for output in [] if counts_billed else items(response, "output"):
        kind = word(output, "type")
        if kind == "file_search_call":
            requests["file_search"] += 1
        elif kind == "web_search_call" and word(output, "action", "type") in (None, "search"):
            requests["web_search"] += 1
    requests |= _billed_by_xai(usage)
    requests["web_search"] += count(usage, "num_search_queries") or 0
    return dict(+requests)


def _billed_by_xai(usage: Any) -> Counter[str]:
    details = Counter({tool: count(usage, "server_side_tool_usage_details", name) or 0 for name, tool in _XAI.items()})
    used = Counter(_XAI_SDK.get(str(name), "") for name in items(usage, "server_side_tools_used"))
    del used[""]
    return details | used


def of_gemini(response: Any) -> dict[str, int]:
    """Google's grounding: up to Gemini 2.5 the grounded prompt is billed, from Gemini 3 on each unique query."""
    queries = {
        query
        for candidate in items(response, "candidates")
        for query in items(candidate, "groundingMetadata", "webSearchQueries")
        if query
    }
    if not queries:
        return {}
    version = re.search(r"gemini-(\d+)", word(response, "modelVersion") or "")
    by_query = version is not None and int(version.group(1)) >= 3
    return {"google_search": len(queries) if by_query else 1}


def of_interactions(usage: Any) -> dict[str, int]:
    """Google's Interactions."""
    requests: Counter[str] = Counter()
    for tool in items(usage, "grounding_tool_count"):
        if word(tool, "type") == "google_search":
            requests["google_search"] += count(tool, "count") or 0
    return dict(+requests)
