// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteOutcome;
import io.github.tracequeue.store.WriteToken;
import io.github.tracequeue.store.agent.DropReports;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A planned write of a batch, and its fate, which the thread of the invocation sets. */
abstract sealed class PlannedWrite {

  private final String messageId;
  private final @Nullable PlannedWrite first;
  private EventFate fate = EventFate.FAILED;

  /** A write for a message, and the original write of the batch if it is a copy. */
  private PlannedWrite(String messageId, @Nullable PlannedWrite first) {
    this.messageId = messageId;
    this.first = first;
  }

  void fate(EventFate fate) {
    this.fate = fate;
  }

  /** The fate; failed until it is set. */
  EventFate fate() {
    if (first == null) {
      return fate;
    }
    // A copy must not be acknowledged before the first one is stored.
    if (first.fate == EventFate.FAILED) {
      return EventFate.FAILED;
    }
    return isSameAs(first) ? EventFate.DUPLICATE : EventFate.CONFLICT;
  }

  boolean isFailed() {
    return fate() == EventFate.FAILED;
  }

  /** Whether it is a copy of an earlier write in this batch. */
  boolean isCopy() {
    return first != null;
  }

  /** The contract's names of the fields that had an invalid value. */
  abstract Set<String> repaired();

  WriteOutcome write(TraceStore store, String attempt) {
    return write(store, new WriteToken(messageId, attempt));
  }

  abstract WriteOutcome write(TraceStore store, WriteToken token);

  abstract boolean isSameAs(PlannedWrite other);

  /** A call. */
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

  /** A run event. */
  static final class OfRun extends PlannedWrite {

    private final StoredRun run;

    OfRun(String messageId, StoredRun run, @Nullable PlannedWrite first) {
      super(messageId, first);
      this.run = run;
    }

    StoredRun run() {
      return run;
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

  /** A receipt: marks that counts of a message without an item, such as drops, were counted. */
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

  /** What a sender reports as dropped. Writing it again changes nothing. */
  static final class OfDropReport extends PlannedWrite {

    private final DropReports reports;
    private final DropReports.Report report;

    OfDropReport(DropReports reports, DropReports.Report report, @Nullable PlannedWrite first) {
      super(report.messageId(), first);
      this.reports = reports;
      this.report = report;
    }

    @Override
    Set<String> repaired() {
      return Set.of();
    }

    @Override
    WriteOutcome write(TraceStore store, WriteToken token) {
      reports.put(report);
      return WriteOutcome.INSERTED;
    }

    @Override
    boolean isSameAs(PlannedWrite other) {
      return true;
    }
  }
}
