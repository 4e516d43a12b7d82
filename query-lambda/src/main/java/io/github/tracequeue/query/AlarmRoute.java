// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import java.util.Optional;

/** Lists the alarms. */
final class AlarmRoute {

  private final AlarmSource source;

  AlarmRoute(AlarmSource source) {
    this.source = source;
  }

  ApiResponse list(ApiRequest request) {
    Optional<Problem> problem = new Parameters(request.query()).problem();
    if (problem.isPresent()) {
      return problem.get().toResponse();
    }
    AlarmReport report = source.current();
    return ApiResponse.json(
        JsonWriter.bytes(
            json ->
                json.startObject()
                    .flag("known", report.known())
                    .text("problem", report.problem())
                    .array(
                        "alarms",
                        report.alarms(),
                        alarm ->
                            json.startObject()
                                .text("name", alarm.name())
                                .text("state", alarm.state().name())
                                .time("since", alarm.since())
                                .text("reason", alarm.reason())
                                .text("agent_slug", alarm.agentSlug())
                                .text("description", alarm.description())
                                .end())
                    .end()));
  }
}
