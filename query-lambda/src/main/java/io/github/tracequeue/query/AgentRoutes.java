// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.query.AgentReader.Found;
import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitStates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Routes for agents: an overview of all agents, and one agent over time. */
final class AgentRoutes {

  private static final int MAX_EVENTS = 200;

  private final ApiContext context;

  AgentRoutes(ApiContext context) {
    this.context = context;
  }

  ApiResponse overview(ApiRequest request) {
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    Period period = Period.of(parameters, now);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    SumReader sums = new SumReader(context, now);
    AgentReader reader = new AgentReader(context, sums, period, now);
    Found found = reader.all();
    List<LimitState> limits = reader.limitsOfAll();
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              AgentJson agents = new AgentJson(json, period, now);
              json.startObject();
              found.covered().writeTo(json);
              json.text("step", period.step().wireName()).flag("all_agents", found.allAgents());
              SumsJson.write(json, "total", found.covered().total());
              SumsJson.writeChange(json, "total_before", found.covered().totalBefore());
              found.agents().stream()
                  .map(AgentFacts::months)
                  .reduce(Months.NONE, Months::plus)
                  .writeTo(json);
              json.flag("months_complete", found.monthsComplete())
                  .array("limits", limits, limit -> AgentJson.write(json, limit))
                  .array("agents", found.agents(), agents::write);
              agents.writeByModel(found.covered().sums());
              Items.write(json, sums.cost());
              json.end();
            }));
  }

  ApiResponse one(ApiRequest request, String agentSlug) {
    if (!Filters.AGENT_SLUG.matcher(agentSlug).matches()) {
      return Problem.notFound("This is not a valid agent name.").toResponse();
    }
    Instant now = context.clock().instant();
    Parameters parameters = new Parameters(request.query());
    Period period = Period.of(parameters, now);
    Optional<Problem> problem = parameters.problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    SumReader sums = new SumReader(context, now);
    Found found = new AgentReader(context, sums, period, now).one(agentSlug);
    if (found.agents().isEmpty()
        || (found.agents().get(0).lastSeen() == null
            && found.agents().get(0).record().breached().isEmpty()
            && found.covered().sums().isEmpty())) {
      return Problem.notFound("No call or run of this agent is known.").toResponse();
    }
    AgentFacts agent = found.agents().get(0);
    List<LimitStates.Event> events =
        LimitStates.create(sums.reads(), context.tableName())
            .events(agentSlug, period.from(), MAX_EVENTS);
    return ApiResponse.json(
        JsonWriter.bytes(
            json -> {
              AgentJson agents = new AgentJson(json, period, now);
              json.startObject();
              found.covered().writeTo(json);
              json.text("step", period.step().wireName())
                  .flag("months_complete", found.monthsComplete())
                  .startObject("agent");
              agents.writeFields(agent);
              json.end();
              agents.writeModels(agent.sums());
              agents.writeFullSeries(agent.sums());
              agents.writeByModel(agent.sums());
              agents.writePrompts(agent.sums());
              json.array("history", events, event -> LimitRoute.write(json, event));
              Items.write(json, sums.cost());
              json.end();
            }));
  }
}
