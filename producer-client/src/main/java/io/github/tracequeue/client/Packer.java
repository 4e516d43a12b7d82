// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes events from the queue and packs them into envelopes. For the sender's thread. What was
 * taken stays in fields until its message is complete, so that a call that throws can be followed
 * by another.
 */
final class Packer {
  private static final byte[] END = JsonBuffer.ascii("]}");

  private final EventQueue queue;
  private final Ledger ledger;
  private final Flushes flushes;
  private final EventEncoder encoder;
  private final Supplier<Identity> identity;
  private LossCounts reported = LossCounts.NONE;

  /** The event that was taken and encoded and is in no message yet. */
  private final JsonBuffer carried = new JsonBuffer(1024);

  private long carriedTicket;
  private int carriedHeapBytes;

  /** Whether the event taken last cannot be encoded, and is not yet accounted for. */
  private boolean poison;

  /** The message being packed. */
  private final JsonBuffer out = new JsonBuffer(8 * 1024);

  private Encoded events = new Encoded();
  private LossCounts report = LossCounts.NONE;

  Packer(
      EventQueue queue,
      Ledger ledger,
      Flushes flushes,
      EventEncoder encoder,
      Supplier<Identity> identity) {
    this.queue = queue;
    this.ledger = ledger;
    this.flushes = flushes;
    this.encoder = encoder;
    this.identity = identity;
  }

  /** Whether an event waits for a message. */
  boolean hasEvents() {
    return events.count() > 0 || carried.length() > 0 || poison || queue.hasEvents();
  }

  /**
   * Whether losses were counted that no envelope has reported and that sending itself has not
   * caused.
   */
  boolean hasLosses() {
    LossCounts missing = ledger.dropped().minus(reported);
    return missing.total() > missing.of(DropReason.REENTRANT);
  }

  /** The oldest ticket of each lane that no message has. */
  long[] firstTickets() {
    long[] first = queue.nextToTake();
    if (carried.length() > 0 || poison) {
      first[EventQueue.lane(carriedTicket)] = carriedTicket;
    }
    events.lower(first);
    return first;
  }

  /**
   * A message of as many events as fit, at least one; of losses alone where there is no event; null
   * where there is neither.
   */
  @Nullable Message next(int maxBytes) {
    Identity now = identity.get();
    if (events.count() == 0) {
      takeEvent(now);
      report = ledger.dropped().minus(reported);
      if (carried.length() == 0 && report.isEmpty()) {
        return null;
      }
      out.truncate(0);
      begin(now, report, out);
    } else {
      // A call before this one broke off.
      out.truncate(events.end(events.count() - 1));
    }
    while (carried.length() > 0 && (events.count() == 0 || fits(out, carried.length(), maxBytes))) {
      if (events.count() > 0) {
        out.raw(',');
      }
      int start = out.length();
      out.append(carried);
      events.add(start, out.length(), carriedTicket, carriedHeapBytes);
      carried.truncate(0);
      takeEvent(now);
    }
    Message message = end(events, report, out);
    var none = new Encoded();
    LossCounts reportedNow = reported.plus(report);
    ledger.take(events.count());
    // Nothing from here on can throw: the message and what is left are both complete.
    reported = reportedNow;
    events = none;
    return message;
  }

  /** Lets the next envelope report what this one, which is lost, would have. */
  void reportAgain(Message lost) {
    reported = reported.minus(lost.report());
  }

  /** The same events in messages no longer than this, as far as they can be. */
  List<Message> split(Message message, int maxBytes) {
    var parts = new ArrayList<Message>();
    Encoded from = message.events();
    // Not the other buffer: a message that broke off may be waiting in it.
    var body = new JsonBuffer(maxBytes);
    int next = 0;
    while (next < from.count()) {
      LossCounts partReport = parts.isEmpty() ? message.report() : LossCounts.NONE;
      var partEvents = new Encoded();
      body.truncate(0);
      begin(identity.get(), partReport, body);
      do {
        if (partEvents.count() > 0) {
          body.raw(',');
        }
        int start = body.length();
        body.plain(message.body(), from.start(next), from.end(next));
        partEvents.add(start, body.length(), from.ticket(next), from.heapBytes(next));
        next++;
      } while (next < from.count() && fits(body, from.end(next) - from.start(next), maxBytes));
      Message part = end(partEvents, partReport, body);
      part.spend(message.spentNanos());
      parts.add(part);
    }
    return parts;
  }

  private static boolean fits(JsonBuffer body, int eventBytes, int maxBytes) {
    return body.length() + 1 + eventBytes + END.length <= maxBytes;
  }

  /** Takes and encodes the next event that can be encoded, if there is one and none is at hand. */
  private void takeEvent(Identity now) {
    while (carried.length() == 0) {
      losePoison();
      Event event = queue.take();
      if (event == null) {
        return;
      }
      carriedTicket = queue.ticket();
      carriedHeapBytes = event.heapBytes;
      try {
        encoder.encode(event, now.eventId(), carried);
      } catch (Throwable t) {
        // Whatever it is, this event alone pays for it.
        carried.truncate(0);
        poison = true;
      }
    }
  }

  /**
   * Accounts for an event that cannot be encoded; a call that breaks off is made good by the next.
   */
  private void losePoison() {
    if (poison) {
      flushes.lose(carriedTicket);
      ledger.takeAndLose(DropReason.ENCODE_ERROR);
      poison = false;
      queue.release(1, carriedHeapBytes);
    }
  }

  private static void begin(Identity now, LossCounts losses, JsonBuffer out) {
    out.plain("{\"v\":1,\"producer\":{\"id\":\"");
    out.plain(now.producerId());
    out.plain("\",\"seq\":");
    out.number(now.nextSequence());
    out.raw('}');
    losses.write(out);
    out.plain(",\"events\":[");
  }

  private static Message end(Encoded of, LossCounts losses, JsonBuffer out) {
    out.raw(END);
    return new Message(out.text(), of, losses);
  }
}
