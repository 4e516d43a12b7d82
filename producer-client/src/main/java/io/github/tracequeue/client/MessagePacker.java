// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the queue and packs them into envelopes. Only for the sender's thread. All
 * state is in fields that change last, so a call that throws loses nothing and the next one
 * continues.
 */
final class MessagePacker {
  private final ClientState state;
  private final EventEncoder encoder;
  private final FreezeWatch watch;
  private final Supplier<? extends RandomGenerator> randomness;
  private final JsonBuffer json = new JsonBuffer(8 * 1024);
  private @Nullable ProducerIdentity identity;

  /** Losses that an envelope has reported. */
  private LossCounts reported = LossCounts.NONE;

  /** Events taken and encoded that are in no message yet. */
  private final Deque<EncodedEvent> ready = new ArrayDeque<>();

  private int readyBytes;

  MessagePacker(
      ClientState state, FreezeWatch watch, Supplier<? extends RandomGenerator> randomness) {
    this.state = state;
    this.encoder = new EventEncoder(state.options);
    this.watch = watch;
    this.randomness = randomness;
  }

  /** Whether an event waits for a message. */
  boolean hasEvents() {
    return !ready.isEmpty() || state.queue.hasEvents();
  }

  /** Whether there are losses to report. Those of {@link DropReason#REENTRANT} can wait. */
  boolean hasLosses() {
    LossCounts missing = state.ledger.dropped().minus(reported);
    return missing.total() > missing.count(DropReason.REENTRANT);
  }

  /** The lowest ticket that is in no message. */
  long firstTicket() {
    return ready.isEmpty() ? state.queue.head() : ready.getFirst().ticket();
  }

  /**
   * A message of as many events as fit, and at least one; without events, a message that only
   * reports losses; null if there are neither.
   */
  @Nullable Message next(int maxBytes) {
    ProducerIdentity now = identity();
    takeEvents(now, maxBytes);
    LossCounts report = state.ledger.dropped().minus(reported);
    if (ready.isEmpty() && report.isEmpty()) {
      return null;
    }
    String head = head(now, report);
    List<EncodedEvent> events = firstThatFit(head.length(), ready, maxBytes);
    var message = new Message(head, events, report);
    LossCounts reportedNow = reported.plus(report);
    state.ledger.take(events.size());
    // The rest of this method does not throw.
    reported = reportedNow;
    for (EncodedEvent event : events) {
      readyBytes -= event.json().length();
      ready.removeFirst();
    }
    return message;
  }

  /** The same events in messages of at most this length, as far as single events allow. */
  List<Message> split(Message message, int maxBytes) {
    var parts = new ArrayList<Message>();
    List<EncodedEvent> rest = message.events();
    LossCounts report = message.report();
    while (!rest.isEmpty()) {
      String head = head(identity(), report);
      List<EncodedEvent> events = firstThatFit(head.length(), rest, maxBytes);
      var part = new Message(head, events, report);
      part.spend(message.spentNanos());
      parts.add(part);
      rest = rest.subList(events.size(), rest.size());
      report = LossCounts.NONE;
    }
    return parts;
  }

  /** Adds the losses that this lost message would have reported to the next envelope. */
  void reportAgain(Message lost) {
    reported = reported.minus(lost.report());
  }

  private static List<EncodedEvent> firstThatFit(
      int headLength, Iterable<EncodedEvent> events, int maxBytes) {
    var fitting = new ArrayList<EncodedEvent>();
    int length = headLength;
    for (EncodedEvent event : events) {
      // With the comma before it.
      length += 1 + event.json().length();
      if (!fitting.isEmpty() && length + Message.END.length() > maxBytes) {
        break;
      }
      fitting.add(event);
    }
    return fitting;
  }

  /** Encodes and takes events until they fill a message or the queue is empty. */
  private void takeEvents(ProducerIdentity now, int maxBytes) {
    Event event = state.queue.peek();
    while (event != null && readyBytes < maxBytes) {
      take(event, now);
      event = state.queue.peek();
    }
  }

  /** An event leaves the queue last, when it is ready or counted as lost. */
  private void take(Event event, ProducerIdentity now) {
    long ticket = state.queue.head();
    String text = encoded(event, now);
    if (text == null) {
      state.flushes.lose(ticket);
      state.ledger.takeAndLose(DropReason.ENCODE_ERROR);
      state.queue.remove();
      state.queue.release(1, event.heapBytes);
    } else {
      ready.addLast(new EncodedEvent(text, ticket, event.heapBytes));
      readyBytes += text.length();
      state.queue.remove();
    }
  }

  private @Nullable String encoded(Event event, ProducerIdentity now) {
    try {
      return encoder.encode(event, now, json);
    } catch (Throwable t) {
      // Only this event is lost, regardless of the cause.
      return null;
    }
  }

  /** The producer's identity: new at the first use and after the process may have been copied. */
  private ProducerIdentity identity() {
    ProducerIdentity current = identity;
    if (watch.wasSuspended() || current == null) {
      current = ProducerIdentity.create(randomness.get());
      identity = current;
    }
    return current;
  }

  private String head(ProducerIdentity now, LossCounts report) {
    json.clear();
    json.raw('{').key("v").number(1).key("producer").raw('{');
    json.key("id").string(now.id()).key("seq").number(now.nextSequence()).raw('}');
    if (!report.isEmpty()) {
      json.key("dropped").raw('{');
      report
          .toMap()
          .forEach(
              (reason, events) -> {
                if (events > 0) {
                  json.key(reason.label()).number(events);
                }
              });
      json.raw('}');
    }
    return json.key("events").raw('[').toString();
  }
}
