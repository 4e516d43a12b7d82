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
      {"stage": "test", "alarm_emails": ["a@example.com"]}
      """),
  EXISTING_TABLE(
      """
      {"stage": "test", "alarm_emails": ["a@example.com"],
       "table": {"existing": "team-activity", "has_gsi2": false}}
      """),
  EXISTING_TABLE_WITHOUT_TRACES(
      """
      {"stage": "test", "alarm_emails": ["a@example.com"], "query_api": true,
       "table": {"existing": "team-activity", "has_gsi2": false}}
      """),
  CUSTOMER_KEY(
      """
      {"stage": "test", "alarm_emails": ["a@example.com"], "query_api": true,
       "region": "eu-central-1", "security": {"customer_managed_key": true}}
      """),
  EXISTING_TABLE_WITH_KEY(
      """
      {"stage": "test", "alarm_emails": ["a@example.com"], "query_api": true,
       "table": {"existing": "team-activity",
                 "kms_key_arn": "arn:aws:kms:eu-central-1:123456789012:key/1234"}}
      """),
  SIXTEEN_SHARDS(
      """
      {"stage": "test", "alarm_emails": ["a@example.com"], "shards": 16, "ttl_days": 90,
       "prompt_key": {"arn": "arn:aws:ssm:eu-central-1:123456789012:parameter/prompts"},
       "sampling": {"rate": 0.25, "agents": {"sre": 1, "cto": 0.5}},
       "account": "123456789012", "region": "eu-central-1", "query_api": true,
       "consumer": {"batch_size": 5, "batch_window_seconds": 0, "timeout_seconds": 60}}
      """),
  EVERY_OPTION(
      """
      {"stage": "test", "alarm_emails": ["a@example.com", "b@example.com"],
       "notify_emails": [], "runbook_url": "https://wiki.example.com/tracequeue",
       "table": {"name": "traces"}, "heartbeat_minutes": 90, "query_api": true,
       "spending": {"per_hour_usd": 12.5, "anomaly": true},
       "prices_file": "src/test/resources/prices/own.csv",
       "prompt_key": {"arn": "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prompts-AbCdEf",
                      "kms_key_arn": "arn:aws:kms:eu-central-1:123456789012:key/1234"},
       "any_agent": {"cost_per_hour_usd": 1, "errors_per_hour": 3},
       "security": {"permissions_boundary": "developer-boundary",
                    "code_signing_config_arn":
                        "arn:aws:lambda:eu-central-1:123456789012:code-signing-config:csc-0123456789abcdef0"},
       "agents": [
         {"slug": "a.b", "runs": {"daily_in": "Europe/Berlin"}, "latency_p95_ms": 100,
          "error_rate": {"percent": 2.5, "minimum_calls": 7, "window_minutes": 60}},
         {"slug": "a-b", "runs": {"every_minutes": 1920}, "budget_24h_usd": 0.5,
          "prompt_changed": true}]}
      """),
  /** A region without Lambda SnapStart, in a partition of its own. */
  WITHOUT_SNAP_START(
      """
      {"stage": "test", "alarm_emails": ["a@example.com"], "query_api": true,
       "account": "123456789012", "region": "cn-north-1", "snap_start": false}
      """),
  TWO_HUNDRED_AGENTS(
      """
      {"stage": "test", "alarm_emails": ["a@example.com"],
       "agent_defaults": {"latency_p95_ms": 1000, "error_rate": {"percent": 5},
                          "cost_per_hour_usd": 1, "budget_24h_usd": 10,
                          "runs": {"every_minutes": 60}},
       "agents": [%s]}
      """
          .formatted(
              IntStream.range(0, 200)
                  .mapToObj("{\"slug\": \"agent-%s\"}"::formatted)
                  .collect(Collectors.joining(","))));

  private static final Map<Variant, Templates> SYNTHESIZED = new EnumMap<>(Variant.class);

  private final String configuration;

  Variant(String configuration) {
    this.configuration = configuration;
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
