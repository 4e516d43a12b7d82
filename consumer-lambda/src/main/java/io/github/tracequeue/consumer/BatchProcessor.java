// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.BodyRedactor;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.quarantine.QuarantineMessage;
import io.github.tracequeue.consumer.quarantine.RejectedBody;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.agent.DropReports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Stores the events of a batch, quarantines rejected ones, and sends back unfinished events, in
 * this order. Nothing is quarantined of a message that is returned unchanged. Thread-safe.
 */
final class BatchProcessor {

  private final TraceStore store;
  private final @Nullable ParallelSender source;
  private final ParallelSender quarantine;
  private final CallPricing pricing;
  private final Sampling sampling;
  private final PromptWatch prompts;
  private final DropReports dropReports;
  private final BatchNotes notes;
  private final Workers workers;
  private final InstantSource clock;

  /**
   * Creates a processor.
   *
   * @param source the source queue; null if unknown, so that unfinished messages are returned
   *     unchanged
   * @param quarantine the queue for rejected messages and events
   */
  BatchProcessor(
      TraceStore store,
      @Nullable ParallelSender source,
      ParallelSender quarantine,
      CallPricing pricing,
      Sampling sampling,
      PromptWatch prompts,
      DropReports dropReports,
      BatchNotes notes,
      Workers workers,
      InstantSource clock) {
    this.store = store;
    this.source = source;
    this.quarantine = quarantine;
    this.pricing = pricing;
    this.sampling = sampling;
    this.prompts = prompts;
    this.dropReports = dropReports;
    this.notes = notes;
    this.workers = workers;
    this.clock = clock;
  }

  /**
   * Processes a batch until it is finished or the time is over.
   *
   * @param attempt unique for each invocation
   */
  BatchOutcome process(
      List<Delivery> deliveries, BodyRedactor redactor, String attempt, TimeBudget budget)
      throws InterruptedException {
    BatchPlan plan = BatchPlan.of(deliveries, pricing, sampling, dropReports);
    List<PlannedWrite> events = plan.events();
    Failures failures = new Failures();
    Map<String, StoredTrace> earlierPrompts = prompts.earlier(events, budget.writes());
    write(plan, attempt, budget.writes(), failures);
    Set<PlannedWrite> unnoted = notes.write(events, budget.notes(), failures);
    plan.messages().forEach(message -> message.settleNotes(unnoted));
    List<RejectedBody> rejected = rejected(deliveries, plan.messages(), redactor);
    List<RejectedBody> left =
        quarantine.send(
            rejected,
            body -> QuarantineMessage.of(body, clock.instant()),
            budget.quarantine(),
            failures);
    settleRejected(plan.messages(), left);
    int pieces = source == null ? 0 : resend(source, plan.messages(), budget.resend(), failures);
    Set<String> failedIds = new HashSet<>();
    for (RejectedBody body : left) {
      if (body.event() == RejectedBody.WHOLE_MESSAGE) {
        failedIds.add(body.messageId());
      }
    }
    for (PlannedMessage message : plan.messages()) {
      if (!message.isDone()) {
        failedIds.add(message.origin().messageId());
      }
    }
    return new BatchOutcome(
        deliveries,
        plan.messages(),
        prompts.changes(events, earlierPrompts),
        failedIds,
        rejected.size() - left.size(),
        pieces,
        failures);
  }

  private void write(BatchPlan plan, String attempt, Deadline deadline, Failures failures)
      throws InterruptedException {
    // Wait for started writes, because an event whose write has an unknown result is never counted.
    Deadline lastStart = deadline.earlierBy(AwsClients.WRITE_TIME);
    List<Callable<Boolean>> tasks = new ArrayList<>(plan.groups().size());
    for (WriteGroup group : plan.groups()) {
      tasks.add(() -> group.write(store, attempt, lastStart));
    }
    for (TaskResult<Boolean> result :
        workers.run(tasks, lastStart, deadline, Failures::isThrottling)) {
      boolean isComplete = result instanceof TaskResult.Done<Boolean> done && done.value();
      if (!isComplete) {
        failures.add(result);
      }
    }
    plan.groups().forEach(WriteGroup::settle);
    plan.messages().forEach(PlannedMessage::settleSampledOut);
  }

  private static void settleRejected(List<PlannedMessage> messages, List<RejectedBody> left) {
    Map<String, Set<Integer>> positions = new HashMap<>();
    for (RejectedBody body : left) {
      positions.computeIfAbsent(body.messageId(), id -> new HashSet<>()).add(body.event());
    }
    for (PlannedMessage message : messages) {
      message.settleRejected(positions.getOrDefault(message.origin().messageId(), Set.of()));
    }
  }

  /**
   * Sends back the unfinished events of partly finished messages. A message without a finished part
   * must be able to become a dead letter.
   *
   * @return the number of sent messages
   */
  private static int resend(
      ParallelSender source, List<PlannedMessage> messages, Deadline deadline, Failures failures)
      throws InterruptedException {
    List<PlannedMessage> divided = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    for (PlannedMessage message : messages) {
      if (message.isDivisible()) {
        divided.add(message);
        pieces.addAll(Piece.of(message, message.left()));
      }
    }
    List<Piece> unsent = source.send(pieces, Piece::outgoing, deadline, failures);
    Set<PlannedMessage> incomplete = new HashSet<>();
    unsent.forEach(piece -> incomplete.add(piece.message()));
    for (PlannedMessage message : divided) {
      if (!incomplete.contains(message)) {
        message.settleLeft();
      }
    }
    return pieces.size() - unsent.size();
  }

  /** The bodies to quarantine, without those of messages that are returned unchanged. */
  private List<RejectedBody> rejected(
      List<Delivery> deliveries, List<PlannedMessage> messages, BodyRedactor redactor) {
    List<RejectedBody> rejected = new ArrayList<>();
    // A queue may deliver a message twice in one batch.
    Set<String> seen = new HashSet<>();
    for (Delivery delivery : deliveries) {
      String id = delivery.messageId();
      if (delivery.message() instanceof ParsedMessage.Rejected whole && seen.add(id)) {
        rejected.add(
            new RejectedBody(
                id, RejectedBody.WHOLE_MESSAGE, whole.rejection(), redactor.redact(whole.text())));
      }
    }
    for (PlannedMessage message : messages) {
      if (message.areEventsDone() || (source != null && message.isDivisible())) {
        for (PlannedMessage.Rejected bad : message.rejected()) {
          rejected.add(
              new RejectedBody(
                  message.origin().messageId(),
                  bad.sent().position(),
                  bad.rejection(),
                  redactor.redact(bad.sent().text())));
        }
      }
    }
    return rejected;
  }
}
