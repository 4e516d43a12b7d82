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
          startBucket(bucket.getKey());
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
    List<Sum> current = sums.stream().filter(sum -> period.contains(sum.start())).toList();
    return Sum.by(current, Sum::model).entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Rollup>, BigDecimal>comparing(
                    entry -> entry.getValue().sum(Measure.COST_USD))
                .reversed())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Writes the sums of each bucket, also of those without calls. */
  void writeFullSeries(List<Sum> sums) {
    TreeMap<Instant, Rollup> buckets = Sum.buckets(sums, period);
    json.array(
        "series",
        period.buckets(),
        start -> {
          startBucket(start);
          SumsJson.writeFields(json, buckets.getOrDefault(start, Rollup.EMPTY));
          json.end();
        });
  }

  /** Writes the calls of each model, the most expensive first. */
  void writeModels(List<Sum> sums) {
    List<Sum> current = sums.stream().filter(sum -> period.contains(sum.start())).toList();
    json.array(
        "models",
        Sum.by(current, sum -> new Model(sum.provider(), sum.model())).entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<Model, Rollup>, BigDecimal>comparing(
                        entry -> entry.getValue().sum(Measure.COST_USD))
                    .reversed())
            .toList(),
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
    List<Sum> current = sums.stream().filter(sum -> period.contains(sum.start())).toList();
    Map<Instant, TreeMap<String, Rollup>> buckets = new TreeMap<>();
    Sum.by(current, sum -> new BucketModel(period.step().floor(sum.start()), sum.model()))
        .forEach(
            (key, rollup) ->
                buckets
                    .computeIfAbsent(key.start, start -> new TreeMap<>())
                    .put(key.model, rollup));
    json.array(
        "by_model",
        buckets.entrySet(),
        bucket -> {
          startBucket(bucket.getKey());
          json.startObject("groups");
          bucket
              .getValue()
              .forEach(
                  (model, rollup) -> {
                    json.startObject(model);
                    SumsJson.writeCounts(json, rollup);
                    json.end();
                  });
          json.end().end();
        });
  }

  private record BucketModel(Instant start, String model) implements Comparable<BucketModel> {

    private static final Comparator<BucketModel> ORDER =
        Comparator.comparing(BucketModel::start).thenComparing(BucketModel::model);

    @Override
    public int compareTo(BucketModel other) {
      return ORDER.compare(this, other);
    }
  }

  private void startBucket(Instant start) {
    json.startObject().time("start", start).number("seconds", period.step().width().toSeconds());
  }

  static void write(JsonWriter json, LimitState limit) {
    json.startObject()
        .text(
            "agent_slug", limit.agentSlug().equals(RollupKey.ALL_AGENTS) ? null : limit.agentSlug())
        .text("kind", limit.kind())
        .text("level", limit.level().wireName())
        .time("since", limit.since())
        .text("summary", limit.summary())
        .time("changed_at", limit.changedAt())
        .text("runbook", "docs/operations.md#" + limit.kind())
        .end();
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
