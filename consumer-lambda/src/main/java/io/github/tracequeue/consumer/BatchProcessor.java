// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import io.github.tracequeue.consumer.message.BodyRedactor;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.RejectedEvent;
import io.github.tracequeue.consumer.quarantine.QuarantineQueue;
import io.github.tracequeue.consumer.quarantine.RejectedBody;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Stores the events of a batch and quarantines what is rejected, in that order: a message that must
 * come again is not quarantined yet, or it would be twice. Safe for any number of threads.
 */
final class BatchProcessor {

  /** What the quarantine may take of the time that is kept back. */
  private static final Duration QUARANTINE_TIME = Duration.ofSeconds(1);

  private final TraceStore store;
  private final QuarantineQueue quarantine;
  private final CallPricing pricing;
  private final Sampling sampling;
  private final PromptWatch prompts;
  private final Workers workers;

  BatchProcessor(
      TraceStore store,
      QuarantineQueue quarantine,
      CallPricing pricing,
      Sampling sampling,
      PromptWatch prompts,
      Workers workers) {
    this.store = store;
    this.quarantine = quarantine;
    this.pricing = pricing;
    this.sampling = sampling;
    this.prompts = prompts;
    this.workers = workers;
  }

  /**
   * Processes a batch until it is done or the deadline is over.
   *
   * @param attempt unique for each invocation
   */
  BatchOutcome process(
      List<Delivery> deliveries, BodyRedactor redactor, String attempt, Deadline deadline)
      throws InterruptedException {
    BatchPlan plan = BatchPlan.of(deliveries, pricing, sampling);
    Failures failures = new Failures();
    Map<String, StoredTrace> earlierPrompts = prompts.earlier(plan.events(), deadline);
    // A write that was begun is waited for: one that is stored but not known to be is never
    // metered.
    write(plan.writes(), attempt, deadline.earlierBy(AwsClients.WRITE_TIME), deadline, failures);
    Set<String> failedIds = new HashSet<>();
    for (PlannedEvent event : plan.events()) {
      if (event.fate() == EventFate.FAILED) {
        failedIds.add(event.messageId());
      }
    }
    List<RejectedBody> rejected = rejected(deliveries, failedIds, redactor);
    List<RejectedBody> left = quarantine(rejected, deadline.plus(QUARANTINE_TIME), failures);
    left.forEach(body -> failedIds.add(body.messageId()));
    return new BatchOutcome(
        deliveries,
        plan.events(),
        prompts.changes(plan.events(), earlierPrompts),
        failedIds,
        rejected.size() - left.size(),
        failures);
  }

  private void write(
      List<List<PlannedEvent>> writes,
      String attempt,
      Deadline lastStart,
      Deadline end,
      Failures failures)
      throws InterruptedException {
    List<Callable<Written>> tasks = new ArrayList<>(writes.size());
    for (List<PlannedEvent> events : writes) {
      tasks.add(() -> writeInOrder(events, attempt, lastStart));
    }
    List<TaskResult<Written>> results = workers.run(tasks, lastStart, end);
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof TaskResult.Done<Written> done) {
        Written written = done.value();
        for (int n = 0; n < written.outcomes().size(); n++) {
          writes.get(i).get(n).fate(EventFate.of(written.outcomes().get(n)));
        }
        written.addTo(failures);
      } else {
        failures.add(results.get(i));
      }
    }
  }

  /** Writes events one after the other up to the first failure: those before it are stored. */
  private Written writeInOrder(List<PlannedEvent> events, String attempt, Deadline lastStart) {
    List<WriteOutcome> outcomes = new ArrayList<>(events.size());
    for (PlannedEvent event : events) {
      if (!outcomes.isEmpty() && lastStart.isOver()) {
        return new Written(outcomes, new TaskResult.Unfinished<>());
      }
      try {
        outcomes.add(event.write(store, attempt));
      } catch (RuntimeException e) {
        return new Written(outcomes, new TaskResult.Failed<>(e));
      }
    }
    return new Written(outcomes, null);
  }

  /** The outcomes of a group's first events, and why there are no more. */
  private record Written(List<WriteOutcome> outcomes, @Nullable TaskResult<Written> end) {

    void addTo(Failures failures) {
      if (end != null) {
        failures.add(end);
      }
    }
  }

  /** What is to be quarantined of the messages that need not come again. */
  private static List<RejectedBody> rejected(
      List<Delivery> deliveries, Set<String> failedIds, BodyRedactor redactor) {
    List<RejectedBody> rejected = new ArrayList<>();
    // A queue may deliver a message twice in one batch.
    Set<String> seen = new HashSet<>(failedIds);
    for (Delivery delivery : deliveries) {
      String body = delivery.rejectedBody();
      if (body != null && seen.add(delivery.messageId())) {
        rejected.addAll(
            delivery
                .message()
                .match(
                    accepted -> rejectedEvents(delivery.messageId(), body, accepted, redactor),
                    message ->
                        List.of(
                            new RejectedBody(
                                delivery.messageId(),
                                RejectedBody.WHOLE_MESSAGE,
                                message.rejection(),
                                redactor.redact(body)))));
      }
    }
    return rejected;
  }

  private static List<RejectedBody> rejectedEvents(
      String messageId, String body, ParsedMessage.Accepted accepted, BodyRedactor redactor) {
    List<String> redacted = redactor.redactEvents(body);
    List<RejectedBody> rejected = new ArrayList<>();
    for (int i = 0; i < redacted.size(); i++) {
      if (accepted.events().get(i) instanceof RejectedEvent event) {
        rejected.add(new RejectedBody(messageId, i, event.rejection(), redacted.get(i)));
      }
    }
    return rejected;
  }

  /** Sends to the quarantine queue; gives back what could not be sent. */
  private List<RejectedBody> quarantine(
      List<RejectedBody> rejected, Deadline deadline, Failures failures)
      throws InterruptedException {
    List<List<RejectedBody>> requests = QuarantineQueue.requests(rejected);
    List<Callable<List<RejectedBody>>> tasks = new ArrayList<>();
    for (List<RejectedBody> request : requests) {
      tasks.add(() -> quarantine.send(request));
    }
    List<TaskResult<List<RejectedBody>>> results = workers.run(tasks, deadline, deadline);
    List<RejectedBody> left = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i) instanceof TaskResult.Done<List<RejectedBody>> done) {
        left.addAll(done.value());
        failures.addRefusedByQuarantine(done.value().size());
      } else {
        left.addAll(requests.get(i));
        failures.add(results.get(i));
      }
    }
    return left;
  }
}
