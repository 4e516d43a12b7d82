# SPDX-License-Identifier: Apache-2.0
"""A server on this machine that answers as the providers of models do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

from json_server import JsonHandler, JsonServer

ANTHROPIC = {
    "id": "msg_01",
    "type": "message",
    "role": "assistant",
    "model": "claude-sonnet-5-5",
    "content": [{"type": "text", "text": "Scale down."}],
    "stop_reason": "end_turn",
    "stop_sequence": None,
    "usage": {
        "input_tokens": 9,
        "output_tokens": 8,
        "cache_read_input_tokens": 17102,
        "cache_creation_input_tokens": 0,
        "service_tier": "standard",
    },
}
ANTHROPIC_STREAM = [
    {
        "type": "message_start",
        "message": {
            **ANTHROPIC,
            "content": [],
            "stop_reason": None,
            "usage": {**ANTHROPIC["usage"], "output_tokens": 1},
        },
    },
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Scale "}},
    {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "down."}},
    {"type": "content_block_stop", "index": 0},
    {
        "type": "message_delta",
        "delta": {"stop_reason": "end_turn", "stop_sequence": None},
        "usage": {"output_tokens": 8},
    },
    {"type": "message_stop"},
]
CHAT_USAGE = {
    "prompt_tokens": 2006,
    "completion_tokens": 300,
    "total_tokens": 2306,
    "prompt_tokens_details": {"cached_tokens": 1920, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 64, "audio_tokens": 0},
}
CHAT = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1795413604,
    "model": "gpt-5-2025-08-07",
    "choices": [
        {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": "Scale down."},
            "logprobs": None,
        }
    ],
    "usage": CHAT_USAGE,
    "service_tier": "default",
}
RESPONSE = {
    "id": "resp_1",
    "object": "response",
    "created_at": 1795413604,
    "model": "gpt-5-2025-08-07",
    "status": "completed",
    "error": None,
    "incomplete_details": None,
    "instructions": None,
    "metadata": {},
    "parallel_tool_calls": True,
    "temperature": 1.0,
    "tool_choice": "auto",
    "tools": [],
    "top_p": 1.0,
    "output": [
        {
            "type": "message",
            "id": "msg_1",
            "status": "completed",
            "role": "assistant",
            "content": [{"type": "output_text", "text": "Scale down.", "annotations": []}],
        }
    ],
    "usage": {
        "input_tokens": 75,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens": 1186,
        "output_tokens_details": {"reasoning_tokens": 1024},
        "total_tokens": 1261,
    },
}
EMBEDDINGS = {
    "object": "list",
    "model": "text-embedding-3-small",
    "data": [{"object": "embedding", "index": 0, "embedding": [0.1, 0.2]}],
    "usage": {"prompt_tokens": 8, "total_tokens": 8},
}
GEMINI = {
    "candidates": [
        {"content": {"parts": [{"text": "Scale down."}], "role": "model"}, "finishReason": "STOP", "index": 0}
    ],
    "usageMetadata": {
        "promptTokenCount": 55021,
        "candidatesTokenCount": 923,
        "thoughtsTokenCount": 785,
        "totalTokenCount": 56729,
    },
    "modelVersion": "gemini-2.5-pro",
    "responseId": "gem-1",
}


class Providers:
    """Answers each request by its path; ``fail`` makes the next ones fail with a status."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.fail: int = 0
        self.chunks_before_break: int = 10**9
        self._server = JsonServer(_handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return self._server.url

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _chat_stream(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1795413604, "model": "gpt-5-2025-08-07"}
    for text in ("Scale ", "down."):
        yield {
            **head,
            "choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}],
        }
    yield {**head, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    if (request.get("stream_options") or {}).get("include_usage"):
        yield {**head, "choices": [], "usage": CHAT_USAGE}


def _response_stream() -> Iterator[dict[str, Any]]:
    yield {
        "type": "response.created",
        "sequence_number": 0,
        "response": {**RESPONSE, "status": "in_progress", "output": [], "usage": None},
    }
    yield {
        "type": "response.output_item.added",
        "sequence_number": 1,
        "output_index": 0,
        "item": {**RESPONSE["output"][0], "content": [], "status": "in_progress"},
    }
    part = {"type": "output_text", "text": "", "annotations": []}
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    yield {"type": "response.content_part.added", "sequence_number": 2, **place, "part": part}
    yield {"type": "response.output_text.delta", "sequence_number": 3, **place, "delta": "Scale down.", "logprobs": []}
    yield {"type": "response.completed", "sequence_number": 4, "response": RESPONSE}


def _handler(providers: Providers) -> type[JsonHandler]:
    class Handler(JsonHandler):
        def do_POST(self) -> None:
            request = self.read_json()
            providers.requests.append(request)
            if providers.fail:
                self.reply(
                    providers.fail, {"type": "error", "error": {"type": "overloaded_error", "message": "CANARY"}}
                )
                return
            path, stream = self.path.split("?")[0], request.get("stream")
            if path.endswith("/messages"):
                self._either(stream, ANTHROPIC, ANTHROPIC_STREAM, named=True)
            elif path.endswith("/chat/completions"):
                self._either(stream, CHAT, _chat_stream(request), named=False)
            elif path.endswith("/responses"):
                self._either(stream, RESPONSE, _response_stream(), named=True)
            elif path.endswith("/embeddings"):
                self.reply(200, EMBEDDINGS)
            elif path.endswith(":generateContent"):
                self.reply(200, GEMINI)
            else:
                self.reply(404, {"error": {"message": path}})

        def _either(self, stream: Any, answer: Any, events: Any, named: bool) -> None:
            if not stream:
                self.reply(200, answer)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Connection", "close")
            self.end_headers()
            for place, event in enumerate(events):
                if place >= providers.chunks_before_break:
                    self.close_connection = True
                    return
                name = f"event: {event['type']}\n" if named else ""
                self.wfile.write(f"{name}data: {json.dumps(event)}\n\n".encode())
            if not named:
                self.wfile.write(b"data: [DONE]\n\n")
            self.close_connection = True

    return Handler
