// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configurations that the tests synthesize, each once. */
enum Variant {
  /** A new table, a few agents: the example that the project ships. */
  EXAMPLE(Synthesis.exampleConfiguration()),
  MINIMAL(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}}}
      """),
  EXISTING_TABLE(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}},
       "table": {"existing": "team-activity", "has_gsi2": false}}
      """),
  EXISTING_TABLE_WITHOUT_TRACES(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}}, "query_api": true,
       "table": {"existing": "team-activity", "has_gsi2": false}}
      """),
  CUSTOMER_KEY(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}}, "query_api": true,
       "region": "eu-central-1", "security": {"customer_managed_key": true}}
      """),
  EXISTING_TABLE_WITH_KEY(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}}, "query_api": true,
       "table": {"existing": "team-activity",
                 "kms_key_arn": "arn:aws:kms:eu-central-1:123456789012:key/1234"}}
      """),
  SIXTEEN_SHARDS(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}}, "shards": 16, "ttl_days": 90,
       "prompt_key": {"arn": "arn:aws:ssm:eu-central-1:123456789012:parameter/prompts"},
       "sampling": {"rate": 0.25, "agents": {"sre": 1, "cto": 0.5}},
       "account": "123456789012", "region": "eu-central-1", "query_api": true,
       "consumer": {"batch_size": 5, "batch_window_seconds": 0, "timeout_seconds": 60}}
      """),
  EVERY_OPTION(
      """
      {"stage": "test",
       "notify": {
         "page": {"emails": ["a@example.com", "b@example.com"], "https": ["https://example.com/n"],
                  "pagerduty": ["https://events.pagerduty.com/integration/k/enqueue"],
                  "topics": ["arn:aws:sns:eu-central-1:123456789012:oncall"]},
         "notify": {"chat_topics": ["arn:aws:sns:eu-central-1:123456789012:chat"]}},
       "runbook_url": "https://wiki.example.com/tracequeue",
       "viewer_url": "https://traces.example.com/",
       "table": {"name": "traces"}, "query_api": true,
       "metrics": {"detail": "full", "max_agents": 10},
       "prices_file": "src/test/resources/prices/own.csv",
       "prompt_key": {"arn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prompts-AbCdEf",
                      "kms_key_arn": "arn:aws:kms:eu-central-1:123456789012:key/1234"},
       "functions": {"log_retention_days": 90,
                     "vpc": {"subnet_ids": ["subnet-0123456789abcdef0"],
                             "security_group_ids": ["sg-0123456789abcdef0"]}},
       "producer_accounts": ["210987654321"],
       "tags": {"team": "platform", "cost-center": "4711"},
       "security": {"permissions_boundary": "developer-boundary",
                    "code_signing_config_arn":
                        "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0"},
       "limits": {"any_agent": {"spend": {"hour_usd": 1}},
                  "all_agents": {"spend": {"hour_usd": 12.5, "month_usd": 1000}}},
       "cloudwatch_alarms": "per_agent",
       "agents": [
         {"slug": "a.b", "runs": {"daily_in": "Europe/Berlin"}, "slow": {"p95_ms": 100},
          "failing": {"percent": 2.5, "minimum_calls": 7}},
         {"slug": "a-b", "runs": {"every_minutes": 1920}, "spend": {"day_usd": 0.5},
          "failing": null}]}
      """),
  /** A region without Lambda SnapStart, in a partition of its own. */
  WITHOUT_SNAP_START(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}}, "query_api": true,
       "account": "123456789012", "region": "cn-north-1", "snap_start": false}
      """),
  FOUR_HUNDRED_AGENTS(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}},
       "agents": [%s]}
      """
          .formatted(agents(400, ", \"runs\": {\"every_minutes\": 60}"))),
  NINETY_AGENTS_WITH_ALARMS(
      """
      {"stage": "test", "notify": {"page": {"emails": ["a@example.com"]}},
       "cloudwatch_alarms": "per_agent",
       "limits": {"any_agent": {"slow": {"p95_ms": 1000}, "failing": {"percent": 5},
                                "spend": {"hour_usd": 1}}},
       "agents": [%s]}
      """
          .formatted(agents(90, ", \"spend\": {\"day_usd\": 10}")));

  private static final Map<Variant, Templates> SYNTHESIZED = new EnumMap<>(Variant.class);

  private final String configuration;

  Variant(String configuration) {
    this.configuration = configuration;
  }

  private static String agents(int count, String limits) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{\"slug\": \"agent-" + i + "\"" + limits + "}")
        .collect(Collectors.joining(","));
  }

  String configuration() {
    return configuration;
  }

  Templates templates() {
    synchronized (SYNTHESIZED) {
      return SYNTHESIZED.computeIfAbsent(this, it -> Synthesis.of(it.configuration));
    }
  }
}
