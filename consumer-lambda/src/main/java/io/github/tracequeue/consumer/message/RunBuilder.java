// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredRun.Event;
import io.github.tracequeue.store.StoredRun.Status;
import io.github.tracequeue.store.StoredRun.Summary;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates a run event from its fields. */
final class RunBuilder {

  private RunBuilder() {}

  /** A run event of fields that include the required ones. */
  static ParsedEvent build(EventFields fields, String eventId, Instant timestamp) {
    String word = fields.required(Field.STATUS);
    Status status = status(word);
    if (status == null) {
      return new RejectedEvent(
          new Rejection(Reason.BAD_VALUE, Field.STATUS.wireName, "running, succeeded or failed"));
    }
    if (!status.wireName().equals(word)) {
      fields.repair(Field.STATUS);
    }
    Instant start = fields.time(Field.STARTED_AT);
    Instant end = fields.time(Field.ENDED_AT);
    if (start != null && end != null && end.isBefore(start)) {
      fields.repair(Field.ENDED_AT);
      end = null;
    }
    Event event = new Event(status, timestamp, eventId);
    String summary = fields.text(Field.SUMMARY);
    return new ParsedRun(
        new StoredRun(
            fields.required(Field.RUN_ID),
            fields.required(Field.AGENT_SLUG),
            event,
            start,
            end,
            summary == null ? null : new Summary(event, summary),
            fields.text(Field.TRACE_ID),
            fields.text(Field.PARENT_RUN_ID),
            Set.of(eventId),
            fields.repaired(field -> field.inRun)));
  }

  private static @Nullable Status status(String word) {
    return switch (word) {
      case "running" -> Status.RUNNING;
      case "succeeded", "success", "ok" -> Status.SUCCEEDED;
      case "failed", "failure", "error" -> Status.FAILED;
      default -> null;
    };
  }
}
