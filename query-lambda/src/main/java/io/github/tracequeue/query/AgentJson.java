// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.limit.Budget;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.rollup.Measure;
import io.github.tracequeue.store.rollup.Rollup;
import io.github.tracequeue.store.rollup.RollupKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the facts about agents as JSON. */
final class AgentJson {

  private final JsonWriter json;
  private final Period period;
  private final Instant now;

  AgentJson(JsonWriter json, Period period, Instant now) {
    this.json = json;
    this.period = period;
    this.now = now;
  }

  void write(AgentFacts agent) {
    json.startObject();
    writeFields(agent);
    json.end();
  }

  void writeFields(AgentFacts agent) {
    AgentState state = agent.state(now);
    TreeMap<Instant, Rollup> buckets = Sum.buckets(agent.sums(), period);
    json.text("agent_slug", agent.record().agentSlug())
        .text("state", state.name().wireName())
        .text("state_reason", state.reason())
        .time("last_seen_at", agent.lastSeen());
    writeLast(agent.record());
    SumsJson.write(json, "stats", Sum.total(agent.sums(), period));
    SumsJson.writeChange(json, "before", Sum.total(agent.sums(), period.before()));
    agent.months().writeTo(json);
    Trend.of(buckets).ifPresent(trend -> trend.writeTo(json));
    json.time("prompt_changed_at", PromptChange.last(buckets))
        .texts("models", models(agent.sums()))
        .array("limits", agent.limits(), limit -> write(json, limit));
    writeBudget(json, agent.budget());
    json.array(
        "series",
        buckets.entrySet(),
        bucket -> {
          SumsJson.startBucket(json, period.step(), bucket.getKey());
          SumsJson.writeCounts(json, bucket.getValue());
          SumsJson.writePercentiles(json, bucket.getValue().latencies());
          json.end();
        });
  }

  private void writeLast(AgentRecord record) {
    AgentRecord.LastCall call = record.lastCall();
    if (call != null) {
      json.startObject("last_call")
          .time("timestamp", call.timestamp())
          .text("event_id", call.eventId())
          .text("model", call.model())
          .text("status", call.failed() ? "error" : "ok")
          .end();
    }
    AgentRecord.LastRun run = record.lastRun();
    if (run != null) {
      json.startObject("last_run")
          .text("run_id", run.runId())
          .text("status", run.status().wireName())
          .time("timestamp", run.timestamp())
          .end();
    }
    AgentRecord.LastDecision decision = record.lastDecision();
    if (decision != null) {
      json.startObject("last_decision")
          .time("timestamp", decision.timestamp())
          .text("event_id", decision.eventId())
          .text("text", decision.text())
          .end();
    }
  }

  /** The models of the period, the most expensive first. */
  private List<String> models(List<Sum> sums) {
    return mostExpensiveFirst(Sum.by(Sum.during(period, sums), Sum::model)).stream()
        .map(Map.Entry::getKey)
        .toList();
  }

  private static <K> List<Map.Entry<K, Rollup>> mostExpensiveFirst(Map<K, Rollup> groups) {
    return groups.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<K, Rollup>, BigDecimal>comparing(
                    group -> group.getValue().sum(Measure.COST_USD))
                .reversed())
        .toList();
  }

  /** Writes the sums of each bucket, also of those without calls. */
  void writeFullSeries(List<Sum> sums) {
    TreeMap<Instant, Rollup> buckets = Sum.buckets(sums, period);
    json.array(
        "series",
        period.buckets(),
        start -> {
          SumsJson.startBucket(json, period.step(), start);
          SumsJson.writeFields(json, buckets.getOrDefault(start, Rollup.EMPTY));
          json.end();
        });
  }

  /** Writes the calls of each model, the most expensive first. */
  void writeModels(List<Sum> sums) {
    TreeMap<Model, Rollup> models =
        Sum.by(Sum.during(period, sums), sum -> new Model(sum.provider(), sum.model()));
    json.array(
        "models",
        mostExpensiveFirst(models),
        entry -> {
          json.startObject()
              .text("provider", entry.getKey().provider)
              .text("model", entry.getKey().model);
          SumsJson.writeFields(json, entry.getValue());
          json.end();
        });
  }

  private record Model(String provider, String model) implements Comparable<Model> {

    private static final Comparator<Model> ORDER =
        Comparator.comparing(Model::provider).thenComparing(Model::model);

    @Override
    public int compareTo(Model other) {
      return ORDER.compare(this, other);
    }
  }

  /** Writes the prompts of the period by the buckets in which they were used, latest first. */
  void writePrompts(List<Sum> sums) {
    json.array(
        "prompts",
        PromptSpan.of(Sum.buckets(sums, period)),
        span ->
            json.startObject()
                .text("prompt_hash", span.hash())
                .text("prompt_hash_key", span.key())
                .number("count", span.calls())
                .time("first_seen_at", span.first())
                .time("last_seen_at", span.last())
                .end());
  }

  /** Writes the calls of each model in each bucket. */
  void writeByModel(List<Sum> sums) {
    json.array(
        "by_model",
        Sum.buckets(sums, period, Sum::model).entrySet(),
        bucket ->
            SumsJson.writeBucket(
                json, period.step(), bucket.getKey(), bucket.getValue(), SumsJson::writeCounts));
  }

  static void write(JsonWriter json, LimitState limit) {
    json.startObject()
        .text("agent_slug", slug(limit.agentSlug()))
        .text("kind", limit.kind())
        .text("level", limit.level().wireName())
        .time("since", limit.since())
        .text("summary", limit.summary())
        .time("changed_at", limit.changedAt())
        .text("runbook", "docs/operations.md#" + limit.kind())
        .end();
  }

  /** An agent's slug; null for all agents together. */
  static @Nullable String slug(String agentSlug) {
    return agentSlug.equals(RollupKey.ALL_AGENTS) ? null : agentSlug;
  }

  static void writeBudget(JsonWriter json, Budgets.@Nullable Shown shown) {
    if (shown == null) {
      return;
    }
    json.startObject("budget");
    writeBudgetFields(json, shown);
    json.end();
  }

  static void writeBudgetFields(JsonWriter json, Budgets.Shown shown) {
    Budget budget = shown.budget();
    Budgets.LimitOverride override = shown.override();
    json.text("day", budget.day().toString())
        .number(
            "limit_usd", Items.plain(override == null ? budget.limitUsd() : override.limitUsd()))
        .number("spent_usd", Items.plain(budget.spentUsd().stripTrailingZeros()))
        .number("unpriced", budget.unpriced())
        .time("override_until", override == null ? null : override.until());
  }
}
