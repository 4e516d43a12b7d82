// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates a call from its fields, and repairs contradictory fields. */
final class CallBuilder {

  private final EventFields fields;
  private final PromptHasher hasher;

  /** A builder of fields that include the required ones. */
  CallBuilder(EventFields fields, PromptHasher hasher) {
    this.fields = fields;
    this.hasher = hasher;
  }

  ParsedTrace build(String eventId, Instant timestamp) {
    Call call = call();
    Tokens tokens = TokenFields.of(fields);
    BigDecimal cost = cost(tokens);
    Content content = content();
    return new ParsedTrace(
        eventId,
        timestamp,
        fields.required(Field.AGENT_SLUG),
        call,
        tokens,
        cost,
        new TraceLinks(
            fields.text(Field.RUN_ID),
            fields.text(Field.TRACE_ID),
            fields.text(Field.SPAN_ID),
            fields.text(Field.PARENT_SPAN_ID),
            fields.text(Field.SESSION_ID)),
        content,
        fields.repaired(field -> field.inCall));
  }

  private Call call() {
    boolean failed = isFailed();
    return new Call(
        fields.text(Field.PROVIDER),
        fields.required(Field.MODEL),
        fields.text(Field.OPERATION),
        fields.numberOrZero(Field.LATENCY_MS),
        fields.number(Field.TIME_TO_FIRST_TOKEN_MS),
        failed,
        fields.text(Field.ERROR_TYPE),
        failed ? fields.text(Field.ERROR_MESSAGE) : null,
        fields.text(Field.FINISH_REASON),
        fields.text(Field.SERVICE_TIER),
        fields.flag(Field.BATCH),
        fields.text(Field.INFERENCE_GEO),
        fields.text(Field.RESPONSE_ID),
        fields.entries(Field.TOOL_REQUESTS));
  }

  private boolean isFailed() {
    String status = fields.text(Field.STATUS);
    if (status == null) {
      return fields.has(Field.ERROR_TYPE);
    }
    if (!status.equals("ok") && !status.equals("error")) {
      fields.repair(Field.STATUS);
    }
    return switch (status) {
      case "ok", "success", "succeeded" -> false;
      case "error", "failure", "failed" -> true;
      default -> fields.has(Field.ERROR_TYPE);
    };
  }

  /** The cost that the provider reported; zero for a call with tokens is ignored. */
  private @Nullable BigDecimal cost(Tokens tokens) {
    BigDecimal cost = fields.money(Field.COST_USD);
    boolean hasTokens = tokens.input() + tokens.output() + TokenFields.cached(tokens) > 0;
    if (cost != null && cost.signum() == 0 && hasTokens) {
      fields.repair(Field.COST_USD);
      return null;
    }
    return cost;
  }

  private Content content() {
    String preview = fields.text(Field.PROMPT_PREVIEW);
    String hash = fields.text(Field.PROMPT_HASH);
    if (preview != null && hash != null) {
      boolean hashStays = preview.isEmpty();
      fields.repair(hashStays ? Field.PROMPT_PREVIEW : Field.PROMPT_HASH);
      preview = hashStays ? null : preview;
    }
    boolean isKeyed = preview != null && !preview.isEmpty();
    return new Content(
        preview == null ? hash : hasher.hash(preview),
        isKeyed ? hasher.keyId() : null,
        fields.text(Field.DECISION_SUMMARY),
        fields.flag(Field.DEGRADED),
        fields.entries(Field.TAGS));
  }
}
