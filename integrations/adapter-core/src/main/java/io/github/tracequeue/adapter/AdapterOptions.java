// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.TraceClient;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The settings that all adapters share. Immutable. */
public final class AdapterOptions {
  /** The environment variable with the agent of calls outside a run. */
  public static final String AGENT_VARIABLE = "TRACEQUEUE_AGENT";

  /** The environment variable with a {@link PromptCapture}. */
  public static final String PROMPTS_VARIABLE = "TRACEQUEUE_PROMPTS";

  /** The environment variable that, if {@code true}, records the start of answers as decisions. */
  public static final String DECISIONS_VARIABLE = "TRACEQUEUE_DECISIONS";

  private static final String UNKNOWN_AGENT = "unknown";
  private static final String[] AGENT_VARIABLES = {
    AGENT_VARIABLE, "OTEL_SERVICE_NAME", "AWS_LAMBDA_FUNCTION_NAME"
  };

  private final Supplier<TraceClient> traces;
  private final String agent;
  private final PromptCapture prompts;
  private final boolean decisions;

  private AdapterOptions(
      Supplier<TraceClient> traces, String agent, PromptCapture prompts, boolean decisions) {
    this.traces = traces;
    this.agent = agent;
    this.prompts = prompts;
    this.decisions = decisions;
  }

  /**
   * The settings of the environment, with {@link SharedTraceClient}. The agent is {@value
   * #AGENT_VARIABLE}, else OpenTelemetry's service name, else the name of the Lambda function, else
   * {@code unknown}.
   */
  public static AdapterOptions fromEnvironment() {
    return from(System.getenv(), CallRecorder::warn);
  }

  static AdapterOptions from(Map<String, String> environment, Consumer<String> warnings) {
    AdapterOptions options =
        new AdapterOptions(
            SharedTraceClient::get,
            UNKNOWN_AGENT,
            prompts(environment.get(PROMPTS_VARIABLE), warnings),
            Boolean.parseBoolean(environment.getOrDefault(DECISIONS_VARIABLE, "").strip()));
    for (String variable : AGENT_VARIABLES) {
      String agent = environment.get(variable);
      if (agent != null && !AgentSlug.of(agent).isEmpty()) {
        return options.withAgent(agent);
      }
    }
    return options;
  }

  private static PromptCapture prompts(@Nullable String name, Consumer<String> warnings) {
    if (name == null || name.isBlank()) {
      return PromptCapture.NONE;
    }
    return PromptCapture.of(name)
        .orElseGet(
            () -> {
              warnings.accept(
                  PROMPTS_VARIABLE + " must be none, hash or text: prompts are not recorded");
              return PromptCapture.NONE;
            });
  }

  /** The settings with this client. It stays open when the adapter is closed. */
  public AdapterOptions withTraces(TraceClient client) {
    return new AdapterOptions(() -> client, agent, prompts, decisions);
  }

  /** The settings with this agent for calls outside a run, converted to a valid slug. */
  public AdapterOptions withAgent(String name) {
    String slug = AgentSlug.of(name);
    return new AdapterOptions(traces, slug.isEmpty() ? UNKNOWN_AGENT : slug, prompts, decisions);
  }

  /** The settings with this agent if none is known yet. */
  public AdapterOptions withAgentIfUnknown(@Nullable String name) {
    return name == null || !agent.equals(UNKNOWN_AGENT) ? this : withAgent(name);
  }

  /** What is recorded of prompts; nothing by default. */
  public AdapterOptions withPrompts(PromptCapture capture) {
    return new AdapterOptions(traces, agent, capture, decisions);
  }

  /** Whether the start of an answer is recorded as the decision; not by default. */
  public AdapterOptions withDecisions(boolean recorded) {
    return new AdapterOptions(traces, agent, prompts, recorded);
  }

  /** The client that the adapter records with. */
  public TraceClient traces() {
    return traces.get();
  }

  /** The agent of calls outside a run. */
  public String agent() {
    return agent;
  }

  /** What is recorded of prompts. */
  public PromptCapture prompts() {
    return prompts;
  }

  /** Whether the start of an answer is recorded. */
  public boolean decisions() {
    return decisions;
  }
}
