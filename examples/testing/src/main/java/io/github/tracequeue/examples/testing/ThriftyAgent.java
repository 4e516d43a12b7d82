// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.testing;

import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TraceClient;
import java.util.function.UnaryOperator;

/** An agent that asks a large model only if a small one does not know the answer. */
public final class ThriftyAgent {
  private static final String UNKNOWN = "I do not know.";

  private final TraceClient traces;
  private final UnaryOperator<String> model;

  /** An agent with this client and a model that maps the model's name to its answer. */
  public ThriftyAgent(TraceClient traces, UnaryOperator<String> model) {
    this.traces = traces;
    this.model = model;
  }

  /** The answer. */
  public String answer() throws Exception {
    try (Run run = traces.startRun("thrifty-agent")) {
      String answer = ask(run, "claude-haiku-4-5");
      if (answer.equals(UNKNOWN)) {
        answer = ask(run, "claude-opus-4-5");
      }
      run.succeed(answer);
      return answer;
    }
  }

  private String ask(Run run, String name) throws Exception {
    return run.call(
        name,
        () -> model.apply(name),
        (event, answer) -> event.provider("anthropic").inputTokens(1000).outputTokens(100));
  }
}
