# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Optional

import pytest

from tracequeue._queue_address import parse
from tracequeue._sqs import SqsSender


@pytest.mark.parametrize(
    ("host", "region", "formed", "fips", "dualstack"),
    [
        ("sqs.eu-west-1.amazonaws.com", "eu-west-1", True, False, False),
        ("sqs.cn-north-1.amazonaws.com.cn", "cn-north-1", True, False, False),
        ("eu-west-1.queue.amazonaws.com", "eu-west-1", True, False, False),
        ("queue.amazonaws.com", "us-east-1", True, False, False),
        ("sqs-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1", True, True, False),
        ("sqs.eu-west-1.api.aws", "eu-west-1", True, False, True),
        ("sqs-fips.us-west-2.api.aws", "us-west-2", True, True, True),
        ("sqs.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", True, False, False),
        ("sqs.us-iso-east-1.c2s.ic.gov", "us-iso-east-1", True, False, False),
        ("sqs.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1", True, False, False),
        ("vpce-0123-abc.sqs.eu-central-1.vpce.amazonaws.com", "eu-central-1", False, False, False),
        ("localhost:9324", None, False, False, False),
        ("[::1]:9324", None, False, False, False),
        ("sqs.eu-west-1.amazonaws.com.example.org", None, False, False, False),
    ],
)
def test_parse_host_of_any_kind_finds_region_and_endpoint(
    host: str, region: Optional[str], formed: bool, fips: bool, dualstack: bool
) -> None:
    address = parse(f"https://{host}/123456789012/tracequeue-events")
    assert address.region == region
    assert (address.endpoint is None) == formed
    assert (address.fips, address.dualstack) == (fips, dualstack)


@pytest.mark.parametrize("variable", ["", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT"])
@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("https://sqs.eu-west-1.amazonaws.com/1/q", "https://sqs.eu-west-1.amazonaws.com"),
        ("https://sqs-fips.us-west-2.amazonaws.com/1/q", "https://sqs-fips.us-west-2.amazonaws.com"),
        ("https://sqs.eu-west-1.api.aws/1/q", "https://sqs.eu-west-1.api.aws"),
        ("https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com/1/q", "https://vpce-1.sqs.eu-west-1.vpce.amazonaws.com"),
        ("http://127.0.0.1:9324/1/q", "http://127.0.0.1:9324"),
    ],
)
def test_client_of_any_host_can_be_made_whatever_the_environment_asks(
    url: str, endpoint: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("botocore", reason="boto3 is not installed")
    if variable:
        monkeypatch.setenv(variable, "true")
    client = SqsSender(parse(url), 3, None)._create()
    if not variable:
        assert client.meta.endpoint_url == endpoint
    # The endpoint of the request is found at the first request, where a contradiction would raise.
    request = client._resolve_endpoint_ruleset(
        client.meta.service_model.operation_model("SendMessageBatch"),
        {},
        {
            "client_region": client.meta.region_name,
            "client_config": client.meta.config,
            "has_streaming_input": False,
            "auth_type": None,
        },
    )
    assert request[0]


@pytest.mark.parametrize(
    "url",
    ["", "queue", "arn:aws:sqs:eu-west-1:1:q", "https://sqs.eu-west-1.amazonaws.com", "ftp://host/1/q", "http://[/"],
)
def test_parse_no_url_of_a_queue_names_the_cause(url: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(url)
