// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.Concurrently;
import io.github.tracequeue.store.agent.AgentRecord;
import io.github.tracequeue.store.limit.Budgets;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitStates;
import io.github.tracequeue.store.limit.LimitStates.Event;
import io.github.tracequeue.store.rollup.RollupKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists the limits that the watch function evaluated, the budgets, and what happened. */
final class LimitRoute {

  private static final int MAX_EVENTS = 200;

  private static final Comparator<LimitState> WORST_FIRST =
      Comparator.comparing(LimitState::level)
          .reversed()
          .thenComparing(LimitState::agentSlug)
          .thenComparing(LimitState::kind);

  private final ApiContext context;

  LimitRoute(ApiContext context) {
    this.context = context;
  }

  private record Found(
      String agentSlug,
      List<LimitState> limits,
      List<Event> events,
      Optional<Budgets.Shown> budget) {}

  ApiResponse list(ApiRequest request) {
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    String agent = Filters.agent(parameters);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    SumReader sums = new SumReader(context, now);
    List<Found> found =
        Concurrently.map(agents(agent, sums), slug -> read(slug, sums, now), context.executor());
    List<LimitState> limits =
        found.stream()
            .flatMap(one -> one.limits.stream())
            // The first state of a limit that was never breached says nothing.
            .filter(limit -> limit.isOpen() || limit.version() > 1)
            .sorted(WORST_FIRST)
            .toList();
    List<Event> events =
        found.stream()
            .flatMap(one -> one.events.stream())
            .sorted(Comparator.comparing(Event::at).reversed().thenComparing(Event::agentSlug))
            .limit(MAX_EVENTS)
            .toList();
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              json.startObject()
                  .flag("known", sums.freshness().hasRun())
                  .time("as_of", sums.freshness().progress().asOf())
                  .array("limits", limits, limit -> AgentJson.write(json, limit))
                  .array(
                      "budgets",
                      found.stream().filter(one -> one.budget.isPresent()).toList(),
                      one -> {
                        json.startObject().text("agent_slug", one.agentSlug);
                        AgentJson.writeBudgetFields(json, one.budget.orElseThrow());
                        json.end();
                      })
                  .array("history", events, event -> write(json, event));
              Items.write(json, sums.cost());
              json.end();
            }));
  }

  private static List<String> agents(@Nullable String agent, SumReader sums) {
    if (agent != null) {
      return List.of(agent);
    }
    List<String> agents = new ArrayList<>(List.of(RollupKey.ALL_AGENTS));
    sums.agents().stream().map(AgentRecord::agentSlug).forEach(agents::add);
    return agents;
  }

  private Found read(String agentSlug, SumReader sums, Instant now) {
    LimitStates states = LimitStates.create(sums.reads(), context.tableName());
    Budgets budgets = Budgets.create(sums.reads(), context.tableName());
    return new Found(
        agentSlug,
        List.copyOf(states.of(agentSlug).values()),
        states.events(agentSlug, now.minus(Period.LONGEST), MAX_EVENTS),
        budgets.show(agentSlug, now));
  }

  static void write(JsonWriter json, Event event) {
    json.startObject()
        .text("agent_slug", AgentJson.slug(event.agentSlug()))
        .text("kind", event.kind())
        .text("level", event.level().wireName())
        .time("at", event.at())
        .text("summary", event.summary())
        .end();
  }
}
