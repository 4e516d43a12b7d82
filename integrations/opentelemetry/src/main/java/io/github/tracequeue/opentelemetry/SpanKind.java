// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a span represents. */
enum SpanKind {
  /** A call of a model. */
  CALL,
  /** An agent or a workflow, whose usage is the sum of the calls below it. */
  ROLL_UP,
  /** Anything else. */
  OTHER;

  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> OPENLLMETRY =
      AttributeKey.stringKey("llm.request.type");
  private static final AttributeKey<String> OPENINFERENCE =
      AttributeKey.stringKey("openinference.span.kind");

  private static final Set<String> CALLS =
      Set.of(
          "chat",
          "text_completion",
          "completion",
          "generate_content",
          "embeddings",
          "embedding",
          "llm");
  private static final Set<String> ROLL_UPS =
      Set.of("invoke_agent", "invoke_workflow", "agent", "chain");

  /** The kind of a span, as far as its attributes say now. */
  static SpanKind of(ReadableSpan span) {
    String operation = first(span, OPERATION, OPENLLMETRY, OPENINFERENCE);
    if (operation == null) {
      return OTHER;
    }
    String name = operation.toLowerCase(Locale.ROOT);
    if (CALLS.contains(name)) {
      return CALL;
    }
    return ROLL_UPS.contains(name) ? ROLL_UP : OTHER;
  }

  @SafeVarargs
  private static @Nullable String first(ReadableSpan span, AttributeKey<String>... keys) {
    for (AttributeKey<String> key : keys) {
      String value = span.getAttribute(key);
      if (value != null) {
        return value;
      }
    }
    return null;
  }
}
