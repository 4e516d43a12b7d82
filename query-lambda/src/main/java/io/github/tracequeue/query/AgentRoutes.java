// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.query.PromptHistory.Version;
import io.github.tracequeue.store.AgentActivity;
import io.github.tracequeue.store.AgentList;
import io.github.tracequeue.store.ReadCost;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Routes for agents: an overview of all agents, and the prompts of one agent. */
final class AgentRoutes {

  private static final Duration WINDOW = Duration.ofDays(30);
  // About 3,000 read units for items of 1 KB: an index read takes half a unit for each 4 KB.
  private static final int ITEMS_OF_ALL = 24_000;
  private static final int LEAST_ITEMS_OF_ONE = 100;
  private static final int MOST_ITEMS_OF_ONE = 8_000;
  private static final int ITEMS_OF_A_QUIET_ONE = 200;

  private final ApiContext context;

  AgentRoutes(ApiContext context) {
    this.context = context;
  }

  private record Found(AgentSummary summary, ReadCost cost) {}

  ApiResponse overview(ApiRequest request) {
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    TimeRange asked = parameters.range(now);
    int maxItems = parameters.number("max_items", ITEMS_OF_ALL, 1_000, 1_000_000);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    TimeRange range = asked != null ? asked : lastMonth(now);
    AgentList agents = context.queries().agents();
    int share = maxItems / Math.max(1, agents.slugs().size());
    int each = Math.max(LEAST_ITEMS_OF_ONE, Math.min(MOST_ITEMS_OF_ONE, share));
    List<Found> found = readAll(agents.slugs(), range, each, now);
    return ApiResponse.json(JsonWriter.bytes(json -> writeOverview(json, agents, found, range)));
  }

  ApiResponse prompts(ApiRequest request, String agentSlug) {
    if (!Filters.AGENT_SLUG.matcher(agentSlug).matches()) {
      return Problem.notFound("This is not a valid agent name.").toResponse();
    }
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    TimeRange asked = parameters.range(now);
    int limit = parameters.number("limit", 100, 1, 1_000);
    int maxItems = parameters.number("max_items", MOST_ITEMS_OF_ONE, 100, 100_000);
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

  private List<Found> readAll(List<String> slugs, TimeRange range, int maxItems, Instant now) {
    List<CompletableFuture<Found>> reads = new ArrayList<>();
    for (String slug : slugs) {
      reads.add(
          CompletableFuture.supplyAsync(
              () -> read(slug, range, maxItems, now), context.executor()));
    }
    try {
      return reads.stream()
          .map(CompletableFuture::join)
          .filter(found -> found.summary.lastSeen() != null)
          .toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Found read(String slug, TimeRange range, int maxItems, Instant now) {
    AgentActivity activity = context.queries().activity(slug, range, maxItems);
    if (!activity.calls().isEmpty() || !activity.complete()) {
      return new Found(new AgentSummary(slug, activity, false, now), activity.cost());
    }
    AgentActivity last =
        context.queries().activity(slug, TimeRange.upTo(now), ITEMS_OF_A_QUIET_ONE);
    return new Found(new AgentSummary(slug, last, true, now), activity.cost().plus(last.cost()));
  }

  private static void writeOverview(
      JsonWriter json, AgentList agents, List<Found> found, TimeRange range) {
    boolean complete = agents.complete();
    ReadCost cost = agents.cost();
    List<StoredTrace> calls = new ArrayList<>();
    for (Found one : found) {
      cost = cost.plus(one.cost());
      if (!one.summary().isQuiet()) {
        complete &= one.summary().isComplete();
        calls.addAll(one.summary().statistics().calls());
      }
    }
    json.startObject()
        .array("agents", found, one -> one.summary().writeTo(json))
        .flag("all_agents", agents.complete());
    Coverage.write(json, range, complete);
    Statistics.of(calls).writeTo(json, "stats");
    Items.write(json, cost);
    json.end();
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
