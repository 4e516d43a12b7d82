// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.PromptCapture;
import io.github.tracequeue.client.TraceClient;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties {@code tracequeue.*}. Those that are not set are taken from the environment.
 *
 * @param queueUrl the SQS queue
 * @param agent the agent of calls outside a run
 * @param prompts what is recorded of prompts
 * @param decisions whether the start of an answer is recorded
 */
@ConfigurationProperties("tracequeue")
record TracequeueProperties(
    @Nullable String queueUrl,
    @Nullable String agent,
    @Nullable PromptCapture prompts,
    @Nullable Boolean decisions) {

  /** The settings for a client; the application's name is the agent if no other is known. */
  AdapterOptions options(TraceClient traces, @Nullable String application) {
    AdapterOptions options = AdapterOptions.fromEnvironment().withTraces(traces);
    if (agent != null) {
      options = options.withAgent(agent);
    }
    if (prompts != null) {
      options = options.withPrompts(prompts);
    }
    if (decisions != null) {
      options = options.withDecisions(decisions);
    }
    return options.withAgentIfUnknown(application);
  }
}
