// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.query.PromptHistory.Version;
import io.github.tracequeue.store.AgentActivity;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Lists the prompts of an agent, from a bounded number of calls. */
final class PromptRoute {

  private static final Duration WINDOW = Duration.ofDays(30);
  private static final int MAX_ITEMS = 8_000;

  private final ApiContext context;

  PromptRoute(ApiContext context) {
    this.context = context;
  }

  ApiResponse list(ApiRequest request, String agentSlug) {
    if (!Filters.AGENT_SLUG.matcher(agentSlug).matches()) {
      return Problem.notFound("This is not a valid agent name.").toResponse();
    }
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    TimeRange asked = parameters.range(now);
    int limit = parameters.number("limit", 100, 1, 1_000);
    int maxItems = parameters.number("max_items", MAX_ITEMS, 100, 100_000);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    TimeRange range = asked != null ? asked : lastMonth(now);
    AgentActivity activity = context.queries().activity(agentSlug, range, maxItems);
    Statistics statistics = Statistics.of(activity.calls());
    PromptHistory history = PromptHistory.of(statistics.calls());
    List<Version> shown = history.versions().stream().limit(limit).toList();
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              json.startObject()
                  .text("agent_slug", agentSlug)
                  .number("distinct", (long) history.versions().size())
                  .flag("repeating", history.isTellable())
                  .array("prompts", shown, version -> write(json, version))
                  .array("series", Series.of(statistics.calls()), bucket -> bucket.writeTo(json));
              Coverage.write(json, activity.covered(), activity.complete());
              statistics.writeTo(json, "stats");
              Items.write(json, activity.cost());
              json.end();
            }));
  }

  /** Up to now: what is dated ahead is not what the agent did last. */
  private static TimeRange lastMonth(Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    return new TimeRange(minute.minus(WINDOW), TimeRange.upTo(minute).until());
  }

  private static void write(JsonWriter json, Version version) {
    json.startObject()
        .text("prompt_hash", version.hash)
        .text("prompt_hash_key", version.key)
        .time("first_seen_at", version.firstSeen)
        .time("last_seen_at", version.lastSeen)
        .number("count", version.calls.calls())
        .number("errors", version.calls.errors())
        .number("spend_usd", version.calls.costUsd())
        .number("cost_per_call_usd", version.costPerCallUsd());
    Statistics.writeLatency(json, version.calls);
    StoredTrace decision = version.lastDecision;
    if (decision != null) {
      json.text("last_decision", decision.content().decisionSummary());
    }
    json.end();
  }
}
