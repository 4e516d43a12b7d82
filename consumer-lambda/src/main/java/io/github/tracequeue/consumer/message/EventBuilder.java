// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.consumer.message.Field.Presence;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Event;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredRun.Summary;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Lineage;
import io.github.tracequeue.store.StoredTrace.Tokens;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes an event of the fields that were read, once its type and so its rules are known. */
final class EventBuilder {

  private static final long TRACE_REQUIRED = required(field -> field.inTrace == Presence.REQUIRED);
  private static final long RUN_REQUIRED = required(field -> field.inRun == Presence.REQUIRED);

  private final EventReader fields;
  private final @Nullable String promptHashKey;

  EventBuilder(EventReader fields, @Nullable String promptHashKey) {
    this.fields = fields;
    this.promptHashKey = promptHashKey;
  }

  ParsedEvent build() {
    Rejection ofType = fields.ofType();
    if (ofType != null) {
      return new RejectedEvent(ofType);
    }
    String type = fields.text(Field.TYPE);
    if (type == null || type.equals("llm_trace")) {
      Rejection rejection = fault(false);
      return rejection == null ? trace() : new RejectedEvent(rejection);
    }
    if (type.equals("run")) {
      Rejection rejection = fault(true);
      return rejection == null ? run() : new RejectedEvent(rejection);
    }
    return rejected(Reason.UNKNOWN_TYPE, Field.TYPE, "llm_trace or run");
  }

  private @Nullable Rejection fault(boolean run) {
    Rejection rejection = fields.of(run);
    long required = run ? RUN_REQUIRED : TRACE_REQUIRED;
    if (rejection != null || fields.hasAll(required)) {
      return rejection;
    }
    for (Field field : Field.values()) {
      if ((required & field.bit) != 0 && !fields.has(field)) {
        return new Rejection(Reason.MISSING_FIELD, field.wireName, "");
      }
    }
    return null;
  }

  private ParsedEvent trace() {
    String status = fields.text(Field.STATUS);
    if (status != null && !status.equals("ok") && !status.equals("error")) {
      return rejected(Reason.BAD_VALUE, Field.STATUS, "ok or error");
    }
    String convention = fields.text(Field.USAGE_CONVENTION);
    boolean exclusive = "exclusive".equals(convention);
    if (convention != null && !exclusive && !convention.equals("inclusive")) {
      return rejected(Reason.BAD_VALUE, Field.USAGE_CONVENTION, "inclusive or exclusive");
    }
    Tokens tokens =
        new Tokens(
            fields.number(Field.INPUT_TOKENS),
            fields.number(Field.OUTPUT_TOKENS),
            fields.number(Field.CACHE_READ_TOKENS),
            fields.number(Field.CACHE_WRITE_5M_TOKENS),
            fields.number(Field.CACHE_WRITE_1H_TOKENS),
            fields.number(Field.REASONING_TOKENS),
            !exclusive);
    long cached = tokens.cacheRead() + tokens.cacheWrite5m() + tokens.cacheWrite1h();
    if (!exclusive && cached > tokens.input()) {
      return rejected(
          Reason.INCONSISTENT, Field.INPUT_TOKENS, "inclusive, but less than the cached tokens");
    }
    if (tokens.reasoning() > tokens.output()) {
      return rejected(Reason.INCONSISTENT, Field.REASONING_TOKENS, "at most output_tokens");
    }
    if (fields.has(Field.PROMPT_PREVIEW) && fields.has(Field.PROMPT_HASH)) {
      return rejected(Reason.INCONSISTENT, Field.PROMPT_HASH, "not beside prompt_preview");
    }
    return new ParsedTrace(
        eventId(),
        time(Field.TIMESTAMP),
        required(Field.AGENT_SLUG),
        call("error".equals(status)),
        tokens,
        fields.cost(),
        new Lineage(
            fields.text(Field.RUN_ID),
            fields.text(Field.TRACE_ID),
            fields.text(Field.SPAN_ID),
            fields.text(Field.PARENT_SPAN_ID),
            fields.text(Field.SESSION_ID)),
        content());
  }

  private Call call(boolean failed) {
    return new Call(
        fields.text(Field.PROVIDER),
        required(Field.MODEL),
        fields.text(Field.OPERATION),
        fields.number(Field.LATENCY_MS),
        fields.has(Field.TIME_TO_FIRST_TOKEN_MS)
            ? (Long) fields.number(Field.TIME_TO_FIRST_TOKEN_MS)
            : null,
        failed,
        fields.text(Field.ERROR_TYPE),
        fields.text(Field.FINISH_REASON),
        fields.text(Field.SERVICE_TIER),
        fields.flag(Field.BATCH),
        fields.text(Field.RESPONSE_ID));
  }

  private Content content() {
    String ownHash = fields.text(Field.PROMPT_PREVIEW);
    boolean keyed = ownHash != null && !ownHash.isEmpty();
    return new Content(
        ownHash == null ? fields.text(Field.PROMPT_HASH) : ownHash,
        keyed ? promptHashKey : null,
        fields.text(Field.DECISION_SUMMARY),
        fields.flag(Field.DEGRADED),
        fields.tags());
  }

  private ParsedEvent run() {
    Status status = status(required(Field.STATUS));
    if (status == null) {
      return rejected(Reason.BAD_VALUE, Field.STATUS, "running, succeeded or failed");
    }
    boolean timed = fields.has(Field.STARTED_AT) && fields.has(Field.ENDED_AT);
    if (timed && fields.number(Field.ENDED_AT) < fields.number(Field.STARTED_AT)) {
      return rejected(Reason.INCONSISTENT, Field.ENDED_AT, "not before started_at");
    }
    String eventId = eventId();
    Event event = new Event(status, time(Field.TIMESTAMP), eventId);
    String summary = fields.text(Field.SUMMARY);
    return new ParsedRun(
        new StoredRun(
            required(Field.RUN_ID),
            required(Field.AGENT_SLUG),
            event,
            fields.has(Field.STARTED_AT) ? time(Field.STARTED_AT) : null,
            fields.has(Field.ENDED_AT) ? time(Field.ENDED_AT) : null,
            summary == null ? null : new Summary(event, summary),
            fields.text(Field.TRACE_ID),
            fields.text(Field.PARENT_RUN_ID),
            Set.of(eventId)));
  }

  private static @Nullable Status status(String name) {
    for (Status status : Status.values()) {
      if (status.wireName().equals(name)) {
        return status;
      }
    }
    return null;
  }

  private String eventId() {
    return required(Field.EVENT_ID).toLowerCase(Locale.ROOT);
  }

  private Instant time(Field field) {
    return Instant.ofEpochMilli(fields.number(field));
  }

  private String required(Field field) {
    String text = fields.text(field);
    if (text == null) {
      throw new IllegalStateException(field + " was checked to be there");
    }
    return text;
  }

  private static ParsedEvent rejected(Reason reason, Field field, String detail) {
    return new RejectedEvent(new Rejection(reason, field.wireName, detail));
  }

  private static long required(Predicate<Field> filter) {
    long fields = 0;
    for (Field field : Field.values()) {
      fields |= filter.test(field) ? field.bit : 0;
    }
    return fields;
  }
}
