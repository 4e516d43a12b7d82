# SPDX-License-Identifier: Apache-2.0
"""Sends messages to SQS with boto3's client, which is imported when there is something to send. It is made by botocore,
the part of boto3 that has all clients: the rest takes as long to import, and cannot be imported while the interpreter
ends."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Any, Callable, Optional

from ._failure import Failure, Kind, SendError, of_entry, of_request
from ._queue_address import QueueAddress
from ._version import VERSION

_NO_ANSWER = Failure(Kind.TRANSIENT, "SQS answered nothing for the message")
# Held while botocore is imported. A fork waits for it, as a child would find modules half imported for ever.
import_lock = threading.Lock()


class SqsSender:
    """Sends with its own client, which is created for the first request. For one thread at a time."""

    def __init__(self, address: QueueAddress, request_timeout: float, supplier: Optional[Callable[[], Any]]) -> None:
        self._address = address
        self._request_timeout = request_timeout
        self._supplier = supplier
        self._client: Any = None

    def send(self, bodies: Sequence[str]) -> Sequence[Optional[Failure]]:
        """Sends one request; returns the failure of each message or None, or raises :class:`SendError`."""
        entries = [{"Id": str(index), "MessageBody": body} for index, body in enumerate(bodies)]
        answer = self._request(entries)
        failures: list[Optional[Failure]] = [_NO_ANSWER] * len(bodies)
        for entry in answer.get("Successful") or ():
            failures[int(entry["Id"])] = None
        for entry in answer.get("Failed") or ():
            failures[int(entry["Id"])] = of_entry(entry)
        return failures

    def renew(self) -> None:
        """Closes the connections and reads the credentials again, because the process was suspended."""
        self.close()

    def close(self) -> None:
        client, self._client = self._client, None
        if client is not None and self._supplier is None:
            client.close()

    def _request(self, entries: list[dict[str, str]]) -> Any:
        with import_lock:
            import encodings.idna  # noqa: F401 - the first connection would import it, without the lock

            import botocore.client
            import botocore.exceptions as errors
            import botocore.httpsession
            import botocore.session  # noqa: F401 - all that a request needs, while the lock is held
        try:
            if self._client is None:
                self._client = self._supplier() if self._supplier else self._create()
            return self._client.send_message_batch(QueueUrl=self._address.url, Entries=entries)
        except errors.ClientError as e:
            error = e.response.get("Error", {})
            status = e.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
            code, message = str(error.get("Code", "")), str(error.get("Message", ""))
            raise SendError(of_request(code, message, status)) from e
        except (errors.NoCredentialsError, errors.PartialCredentialsError, errors.TokenRetrievalError) as e:
            raise SendError(Failure(Kind.UNAUTHORIZED, f"{type(e).__name__}: {e}")) from e
        except errors.BotoCoreError as e:
            raise SendError(Failure(Kind.TRANSIENT, f"{type(e).__name__}: {e}")) from e

    def _create(self) -> Any:
        from botocore.config import Config
        from botocore.session import Session

        address = self._address
        settings: dict[str, Any] = {}
        if address.endpoint is not None or address.fips:
            settings["use_fips_endpoint"] = address.fips  # AWS's SDK refuses it together with an endpoint
        if address.endpoint is not None or address.dualstack:
            settings["use_dualstack_endpoint"] = address.dualstack
        redirections = [os.environ.get(name) for name in ("AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL")]
        if "" in (redirection.strip() for redirection in redirections if redirection is not None):
            settings["ignore_configured_endpoint_urls"] = True  # set but blank is not set
        session = Session()
        return session.create_client(
            "sqs",
            region_name=address.region or session.get_config_variable("region") or "us-east-1",
            endpoint_url=next(filter(None, redirections), address.endpoint),
            config=Config(
                connect_timeout=self._request_timeout,
                read_timeout=self._request_timeout,
                # The dispatcher has one deadline for all attempts, and knows which messages are left.
                retries={"total_max_attempts": 1, "mode": "standard"},
                max_pool_connections=1,
                parameter_validation=False,
                user_agent_extra=f"tracequeue/{VERSION}",
                **settings,
            ),
        )
