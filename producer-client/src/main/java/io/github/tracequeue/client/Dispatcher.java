// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.ArrayList;
import java.util.List;

/**
 * The sender's work, turn by turn: wait for events, pack them, send them, settle what the queue
 * answered. For the sender's thread, or for another after it, as all state is in fields.
 */
final class Dispatcher {
  private static final int MAX_MESSAGES = 10;

  /** A flush or a filling queue may cut a wait short, but not below this between two attempts. */
  private static final long HURRY_NANOS = 1_000_000_000;

  /**
   * An agent's event is counted and not yet linked: a matter of nanoseconds, unless its thread was
   * suspended.
   */
  private static final long GAP_NANOS = 50_000;

  /** Below this, the sender is hardly ever asleep. */
  private static final long MIN_NAP_NANOS = 1_000_000;

  private final Parts parts;
  private final Pause pause;
  private final SizeLimits limits = new SizeLimits();
  private final Settlement settlement;

  /** Messages that were packed and not settled, the oldest first. */
  private final List<Message> open = new ArrayList<>(4 * MAX_MESSAGES);

  private boolean lingering;
  private long lingerStart;

  /**
   * How long to sleep at first while lingering, so that no agent pays for a wake-up where events
   * come so steadily that the time of the next request is known; 0 where it is not.
   */
  private long napNanos;

  private long waitStart;
  private long waitNanos;

  /** Whether the next attempt is a probe, as waiting alone does not help. */
  private boolean probing;

  Dispatcher(Parts parts, Pause pause) {
    this.parts = parts;
    this.pause = pause;
    this.settlement = new Settlement(parts, limits, open);
  }

  /**
   * One step on; false once the client has ended. What it throws has cost no event, and the next
   * turn goes on.
   */
  boolean turn() {
    if (parts.ledger.isEnded()) {
      return false;
    }
    parts.log.warnIfDue();
    if (isResting() || (open.isEmpty() && !isTimeToPack())) {
      return true;
    }
    if (open.isEmpty() || !probing) {
      fill(probing ? 1 : MAX_MESSAGES);
    }
    if (!open.isEmpty()) {
      attempt();
    } else if (parts.packer.hasEvents()) {
      pause.rest(GAP_NANOS);
    }
    parts.flushes.advance(watermark());
    return true;
  }

  private boolean isResting() {
    if (waitNanos == 0) {
      return false;
    }
    long waited = parts.nanos.getAsLong() - waitStart;
    // What finds no room is lost. A probe is for what no attempt of ours mends, and does not hurry.
    boolean filling = !probing && parts.demand.isPressing();
    boolean hurried = filling || parts.flushes.areWanted();
    long wait = hurried ? Math.min(waitNanos, HURRY_NANOS) : waitNanos;
    if (waited < wait) {
      pause.rest(Math.min(wait - waited, HURRY_NANOS));
      return true;
    }
    // Not more than was planned: a process that was frozen meanwhile has its attempts still to
    // come.
    spend(Math.min(waited, waitNanos));
    waitNanos = 0;
    return false;
  }

  private boolean isTimeToPack() {
    if (!parts.packer.hasEvents()) {
      lingering = false;
      parts.flushes.advance(watermark());
      return hasNews() || sleep();
    }
    long now = parts.nanos.getAsLong();
    if (!lingering) {
      lingering = true;
      lingerStart = now;
    }
    long waited = now - lingerStart;
    if (waited < napNanos && !parts.demand.isPressing() && !parts.flushes.areWanted()) {
      pause.nap(napNanos - waited);
      return false;
    }
    long left = parts.options.lingerNanos() - waited;
    boolean urgent = parts.demand.isUrgent();
    boolean rested = napNanos > 0 && parts.demand.isWorthARequest();
    if (left > 0 && !urgent && !rested) {
      pause.linger(left);
      return false;
    }
    napNanos = urgent || rested ? nextNap(waited, urgent) : 0;
    lingering = false;
    return true;
  }

  /**
   * A little less than it took to fill a request, as long as that is enough for one worth sending.
   */
  private long nextNap(long waited, boolean urgent) {
    long nap = napNanos;
    if (parts.demand.isPressing()) {
      nap = napNanos / 2;
    } else if (urgent) {
      nap = waited - waited / 8;
    }
    return nap >= MIN_NAP_NANOS ? nap : 0;
  }

  /** Whether there are losses to tell although there is no event to send with them. */
  private boolean hasNews() {
    return parts.health.isGood() && parts.packer.hasLosses();
  }

  private boolean sleep() {
    long untilWarning = parts.log.nanosUntilDue();
    if (untilWarning == Long.MAX_VALUE) {
      pause.idle();
    } else {
      pause.doze(untilWarning);
    }
    return false;
  }

  private void fill(int maxMessages) {
    int bytes = 0;
    for (Message message : open) {
      bytes += message.body().length();
    }
    while (open.size() < maxMessages && bytes + limits.messageBytes() <= limits.requestBytes()) {
      Message message = parts.packer.next(limits.messageBytes());
      if (message == null) {
        return;
      }
      open.add(message);
      bytes += message.body().length();
      if (message.body().length() < limits.messageBytes() / 2) {
        // The queue ran empty. What came since then makes a better message later.
        return;
      }
    }
  }

  private void attempt() {
    List<Message> batch = batch();
    parts.health.attempt(batch);
    long start = parts.nanos.getAsLong();
    SendResult result = send(batch);
    waitStart = parts.nanos.getAsLong();
    long took = Math.min(waitStart - start, 2 * parts.options.requestTimeout.toNanos());
    spend(took);
    Failure failure = result.settle(batch, settlement);
    parts.log.failure(failure);
    probing = failure != null && failure.kind.opensCircuit();
    settlement.expire();
    waitNanos = failure == null ? 0 : wait(failure);
  }

  private void spend(long nanos) {
    for (Message message : open) {
      message.spend(nanos);
    }
  }

  private SendResult send(List<Message> batch) {
    try {
      var bodies = new ArrayList<String>(batch.size());
      for (Message message : batch) {
        bodies.add(message.body());
      }
      return parts.sender.send(bodies);
    } catch (Throwable t) {
      // Whatever it is, the messages are still here.
      return SendResult.failed(new Failure(Failure.Kind.TRANSIENT, t.toString()));
    }
  }

  /** The oldest messages that go together in one request. */
  private List<Message> batch() {
    Message first = open.get(0);
    if (probing || first.isAlone()) {
      return List.of(first);
    }
    var batch = new ArrayList<Message>(MAX_MESSAGES);
    int bytes = 0;
    for (Message message : open) {
      bytes += message.body().length();
      boolean fits = batch.size() < MAX_MESSAGES && bytes <= limits.requestBytes();
      if (!batch.isEmpty() && (!fits || message.isAlone())) {
        break;
      }
      batch.add(message);
    }
    return batch;
  }

  private long wait(Failure failure) {
    long wait =
        failure.kind.opensCircuit()
            ? Backoff.beforeProbe(parts.random)
            : Backoff.afterFailures(Math.max(1, parts.health.failuresInRow()), parts.random);
    long spent = 0;
    for (Message message : open) {
      spent = Math.max(spent, message.spentNanos());
    }
    return Math.min(wait, Math.max(0, parts.options.deliveryTimeoutNanos() - spent));
  }

  /** The oldest ticket of each lane that is not settled. */
  private long[] watermark() {
    long[] first = parts.packer.firstTickets();
    for (Message message : open) {
      message.events().lower(first);
    }
    return first;
  }
}
