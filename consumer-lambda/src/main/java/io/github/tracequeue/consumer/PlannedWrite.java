// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteOutcome;
import io.github.tracequeue.store.WriteToken;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that a batch asks to be stored, and its fate, set by the thread of the invocation. */
abstract sealed class PlannedWrite {

  private final String messageId;
  private final @Nullable PlannedWrite first;
  private EventFate fate = EventFate.FAILED;

  /** A write for a message, and the write of the batch that it is a copy of, if it is one. */
  private PlannedWrite(String messageId, @Nullable PlannedWrite first) {
    this.messageId = messageId;
    this.first = first;
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
    if (first.fate == EventFate.FAILED) {
      return EventFate.FAILED;
    }
    return isSameAs(first) ? EventFate.DUPLICATE : EventFate.CONFLICT;
  }

  boolean isFailed() {
    return fate() == EventFate.FAILED;
  }

  /** Whether the same was planned before in this batch. */
  boolean isCopy() {
    return first != null;
  }

  /** The contract's names of the fields that came with an invalid value. */
  abstract Set<String> repaired();

  WriteOutcome write(TraceStore store, String attempt) {
    return write(store, new WriteToken(messageId, attempt));
  }

  abstract WriteOutcome write(TraceStore store, WriteToken token);

  abstract boolean isSameAs(PlannedWrite other);

  /** A call of a model. */
  static final class OfTrace extends PlannedWrite {

    private final StoredTrace trace;

    OfTrace(String messageId, StoredTrace trace, @Nullable PlannedWrite first) {
      super(messageId, first);
      this.trace = trace;
    }

    StoredTrace trace() {
      return trace;
    }

    @Override
    Set<String> repaired() {
      return trace.repaired();
    }

    @Override
    WriteOutcome write(TraceStore store, WriteToken token) {
      return store.put(trace, token);
    }

    @Override
    boolean isSameAs(PlannedWrite other) {
      return other instanceof OfTrace same && trace.isSameEventAs(same.trace);
    }
  }

  /** The state of a run. */
  static final class OfRun extends PlannedWrite {

    private final StoredRun run;

    OfRun(String messageId, StoredRun run, @Nullable PlannedWrite first) {
      super(messageId, first);
      this.run = run;
    }

    @Override
    Set<String> repaired() {
      return run.repaired();
    }

    @Override
    WriteOutcome write(TraceStore store, WriteToken token) {
      return store.put(run, token);
    }

    @Override
    boolean isSameAs(PlannedWrite other) {
      return other instanceof OfRun same && run.equals(same.run);
    }
  }

  /** The mark that what a message brings without an item, such as drops, is counted. */
  static final class OfReceipt extends PlannedWrite {

    private final String receiptId;

    OfReceipt(String messageId, String receiptId, @Nullable PlannedWrite first) {
      super(messageId, first);
      this.receiptId = receiptId;
    }

    @Override
    Set<String> repaired() {
      return Set.of();
    }

    @Override
    WriteOutcome write(TraceStore store, WriteToken token) {
      return store.putReceipt(receiptId, token);
    }

    @Override
    boolean isSameAs(PlannedWrite other) {
      return true;
    }
  }
}
