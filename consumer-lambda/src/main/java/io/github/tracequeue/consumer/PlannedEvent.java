// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteOutcome;
import io.github.tracequeue.store.WriteToken;
import org.jspecify.annotations.Nullable;

/** One event of a batch and its fate, which is set by the thread of the invocation. */
final class PlannedEvent {

  private final String messageId;
  private final @Nullable StoredTrace trace;
  private final @Nullable StoredRun run;
  private final @Nullable PlannedEvent first;
  private EventFate fate = EventFate.FAILED;

  private PlannedEvent(
      String messageId,
      @Nullable StoredTrace trace,
      @Nullable StoredRun run,
      @Nullable PlannedEvent first) {
    this.messageId = messageId;
    this.trace = trace;
    this.run = run;
    this.first = first;
  }

  static PlannedEvent of(String messageId, StoredTrace trace, @Nullable PlannedEvent first) {
    return new PlannedEvent(messageId, trace, null, first);
  }

  static PlannedEvent of(String messageId, StoredRun run, @Nullable PlannedEvent first) {
    return new PlannedEvent(messageId, null, run, first);
  }

  String messageId() {
    return messageId;
  }

  @Nullable StoredTrace trace() {
    return trace;
  }

  void fate(EventFate fate) {
    this.fate = fate;
  }

  EventFate fate() {
    if (first == null) {
      return fate;
    }
    // Nothing may be acknowledged before its first copy is safe.
    if (first.fate() == EventFate.FAILED) {
      return EventFate.FAILED;
    }
    return isSameAs(first) ? EventFate.DUPLICATE : EventFate.CONFLICT;
  }

  WriteOutcome write(TraceStore store, String attempt) {
    WriteToken token = new WriteToken(messageId, attempt);
    if (trace != null) {
      return store.put(trace, token);
    }
    if (run != null) {
      return store.put(run, token);
    }
    throw new IllegalStateException("an event is a trace or a run");
  }

  private boolean isSameAs(PlannedEvent other) {
    if (trace != null && other.trace != null) {
      return trace.isSameEventAs(other.trace);
    }
    return run != null && run.equals(other.run);
  }
}
