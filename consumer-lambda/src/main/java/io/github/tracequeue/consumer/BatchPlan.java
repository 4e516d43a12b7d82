// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.tracequeue.consumer.PlannedMessage.Event;
import io.github.tracequeue.consumer.PlannedMessage.Rejected;
import io.github.tracequeue.consumer.message.MessageEvent;
import io.github.tracequeue.consumer.message.Origin;
import io.github.tracequeue.consumer.message.ParsedMessage;
import io.github.tracequeue.consumer.message.ParsedMessage.Producer;
import io.github.tracequeue.consumer.message.ParsedRun;
import io.github.tracequeue.consumer.message.ParsedTrace;
import io.github.tracequeue.consumer.message.RejectedEvent;
import io.github.tracequeue.store.StoredRun;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.agent.DropReports;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The planned writes of a batch, with each event once. Copies within the batch share the fate of
 * the first one. Events of the same run are written one after the other. Not thread-safe.
 */
final class BatchPlan {

  private final CallPricing pricing;
  private final Sampling sampling;
  private final DropReports dropReports;
  private final List<PlannedMessage> messages = new ArrayList<>();
  private final List<WriteGroup> groups = new ArrayList<>();
  // By text: a record's own equals and hashCode are linked at their first use, which takes
  // hundredths of a second of a cold start.
  private final Map<String, PlannedWrite> firsts = new HashMap<>();
  private final Map<String, WriteGroup> byRun = new HashMap<>();

  private BatchPlan(CallPricing pricing, Sampling sampling, DropReports dropReports) {
    this.pricing = pricing;
    this.sampling = sampling;
    this.dropReports = dropReports;
  }

  static BatchPlan of(
      List<Delivery> deliveries, CallPricing pricing, Sampling sampling, DropReports dropReports) {
    BatchPlan plan = new BatchPlan(pricing, sampling, dropReports);
    // A queue may deliver a message twice in one batch.
    Set<String> seen = new HashSet<>();
    for (Delivery delivery : deliveries) {
      if (delivery.message() instanceof ParsedMessage.Accepted accepted) {
        plan.add(delivery, accepted, seen.add(delivery.messageId()));
      }
    }
    plan.groups.sort(Comparator.comparingInt(WriteGroup::rank));
    return plan;
  }

  /** The messages that are not rejected, in the order of the batch. */
  List<PlannedMessage> messages() {
    return messages;
  }

  /** All events that are not rejected, in the order of the batch. */
  List<PlannedWrite> events() {
    return PlannedMessage.writesOf(messages);
  }

  /** The groups to write, in the order in which they start. */
  List<WriteGroup> groups() {
    return groups;
  }

  private void add(Delivery delivery, ParsedMessage.Accepted accepted, boolean isNew) {
    PlannedMessage message = new PlannedMessage(delivery.origin(), accepted.dropped());
    messages.add(message);
    int size = accepted.events().size();
    for (MessageEvent sent : accepted.events()) {
      // The first write of each message comes first, then the smallest messages.
      int rank = message.events().isEmpty() ? WriteGroup.FIRST_OF_MESSAGE : size + 1;
      if (sent.event() instanceof ParsedTrace trace) {
        addTrace(message, sent, trace, rank);
      } else if (sent.event() instanceof ParsedRun run) {
        addRun(message, sent, run.run(), rank);
      } else if (isNew && sent.event() instanceof RejectedEvent bad) {
        message.rejected().add(new Rejected(sent, bad.rejection()));
      }
    }
    addReceipt(message, accepted);
    addDropReport(message, accepted);
  }

  private void addTrace(PlannedMessage message, MessageEvent sent, ParsedTrace parsed, int rank) {
    StoredTrace unweighted = parsed.stored(pricing.costOf(parsed), 1);
    double weight = sampling.weightOf(unweighted);
    StoredTrace trace = weight > 1 ? unweighted.withSampleWeight(weight) : unweighted;
    String key = TableSchema.traceSk(trace.timestamp(), trace.eventId());
    PlannedWrite first = firsts.get(key);
    PlannedWrite write = new PlannedWrite.OfTrace(message.origin().messageId(), trace, first);
    message.events().add(new Event(sent, write, weight == 0));
    if (first == null) {
      firsts.put(key, write);
      if (weight > 0) {
        groups.add(new WriteGroup(write, rank));
      }
    }
  }

  private void addRun(PlannedMessage message, MessageEvent sent, StoredRun run, int rank) {
    String runKey = run.agentSlug() + '#' + run.runId();
    String key = runKey + '#' + run.latest().eventId();
    PlannedWrite first = firsts.get(key);
    PlannedWrite write = new PlannedWrite.OfRun(message.origin().messageId(), run, first);
    message.events().add(new Event(sent, write, false));
    if (first != null) {
      return;
    }
    firsts.put(key, write);
    WriteGroup group = byRun.get(runKey);
    if (group == null) {
      group = new WriteGroup(write, rank);
      byRun.put(runKey, group);
      groups.add(group);
    } else {
      group.add(write, rank);
    }
  }

  /** Plans the drop report of a message that has one. */
  private void addDropReport(PlannedMessage message, ParsedMessage.Accepted accepted) {
    if (accepted.dropped() == 0) {
      return;
    }
    Origin origin = message.origin();
    Producer producer = accepted.producer();
    DropReports.Report report =
        new DropReports.Report(
            origin.sentAt(),
            origin.messageId(),
            producer == null ? null : producer.id(),
            accepted.drops());
    String key = "drops#" + origin.messageId();
    PlannedWrite first = firsts.get(key);
    PlannedWrite write = new PlannedWrite.OfDropReport(dropReports, report, first);
    message.dropReport(write);
    if (first == null) {
      firsts.put(key, write);
      groups.add(new WriteGroup(write, WriteGroup.RECEIPT));
    }
  }

  /** Plans a receipt if a message contains counts that leave no item. */
  private void addReceipt(PlannedMessage message, ParsedMessage.Accepted accepted) {
    StringBuilder content = new StringBuilder();
    for (Event event : message.events()) {
      if (event.sampledOut() && event.write() instanceof PlannedWrite.OfTrace write) {
        content.append('\n').append(write.trace().eventId());
      }
    }
    if (content.isEmpty() && accepted.dropped() == 0) {
      return;
    }
    String messageId = message.origin().messageId();
    Producer producer = accepted.producer();
    // The same envelope in another message is a repetition, because its sender got no response.
    String sender =
        producer == null ? "message " + messageId : producer.id() + ' ' + producer.sequence();
    content.insert(0, sender + '\n' + accepted.dropped());
    String receiptId = UUID.nameUUIDFromBytes(content.toString().getBytes(UTF_8)).toString();
    PlannedWrite first = firsts.get(receiptId);
    PlannedWrite.OfReceipt receipt = new PlannedWrite.OfReceipt(messageId, receiptId, first);
    message.receipt(receipt);
    if (first == null) {
      firsts.put(receiptId, receipt);
      groups.add(new WriteGroup(receipt, WriteGroup.RECEIPT));
    }
  }
}
