// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import io.github.tracequeue.adapter.AdapterOptions;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls that are measured: each framework's own code, with an answer from memory. */
enum FrameworkCall {
  SPRING_AI(SpringAiCalls::create),
  LANGCHAIN4J(LangChain4jCalls::create),
  BEDROCK(BedrockCalls::create),
  OPENTELEMETRY(OpenTelemetryCalls::create),
  ANTHROPIC_SDK(AnthropicCalls::create);

  @SuppressWarnings("ImmutableEnumChecker") // A static method, each of them.
  private final Function<@Nullable AdapterOptions, Runnable> calls;

  FrameworkCall(Function<@Nullable AdapterOptions, Runnable> calls) {
    this.calls = calls;
  }

  /** The call with the adapter, or without it if there are no options. */
  Runnable create(@Nullable AdapterOptions options) {
    return calls.apply(options);
  }
}
