// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteOutcome;
import io.github.tracequeue.store.WriteToken;
import org.jspecify.annotations.Nullable;

/** One event of a batch and its fate, which is set by the thread of the invocation. */
abstract sealed class PlannedEvent {

  private final String messageId;
  private final @Nullable PlannedEvent first;
  private EventFate fate = EventFate.FAILED;

  /** An event of a message, and the event of the batch that it is a copy of, if it is one. */
  private PlannedEvent(String messageId, @Nullable PlannedEvent first) {
    this.messageId = messageId;
    this.first = first;
  }

  String messageId() {
    return messageId;
  }

  void fate(EventFate fate) {
    this.fate = fate;
  }

  /** Its fate; failed until another one is set. */
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

  /** Whether the event was stored before this batch came. */
  boolean isKnownToTheTable() {
    EventFate written = first == null ? fate : first.fate;
    return written == EventFate.REDELIVERED || written == EventFate.DUPLICATE;
  }

  /** Whether another message of the batch brought the event before. */
  boolean isCopyOfAnotherMessage() {
    return first != null && !first.messageId.equals(messageId);
  }

  WriteOutcome write(TraceStore store, String attempt) {
    return write(store, new WriteToken(messageId, attempt));
  }

  abstract WriteOutcome write(TraceStore store, WriteToken token);

  abstract boolean isSameAs(PlannedEvent other);

  /** A call of a model. */
  static final class OfTrace extends PlannedEvent {

    private final StoredTrace trace;

    OfTrace(String messageId, StoredTrace trace, @Nullable PlannedEvent first) {
      super(messageId, first);
      this.trace = trace;
    }

    StoredTrace trace() {
      return trace;
    }

    @Override
    WriteOutcome write(TraceStore store, WriteToken token) {
      return store.put(trace, token);
    }

    @Override
    boolean isSameAs(PlannedEvent other) {
      return other instanceof OfTrace same && trace.isSameEventAs(same.trace);
    }
  }

  /** The state of a run. */
  static final class OfRun extends PlannedEvent {

    private final StoredRun run;

    OfRun(String messageId, StoredRun run, @Nullable PlannedEvent first) {
      super(messageId, first);
      this.run = run;
    }

    @Override
    WriteOutcome write(TraceStore store, WriteToken token) {
      return store.put(run, token);
    }

    @Override
    boolean isSameAs(PlannedEvent other) {
      return other instanceof OfRun same && run.equals(same.run);
    }
  }
}
