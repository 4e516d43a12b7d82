// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The sender's work, turn by turn: wait for events, pack them, send them, act on the result. Only
 * for the sender's thread; its state is in fields, so another thread can continue after it has
 * died.
 */
final class Dispatcher {
  /**
   * Events that fill about one request, by their size on the heap: 2.5 times that of their JSON.
   */
  private static final long REQUEST_HEAP_BYTES = 1536 * 1024;

  /** A request of this many events makes the sender expect more. */
  private static final int MANY_EVENTS = 10;

  /** A flush or a filling queue shortens a wait between two attempts, but not below this. */
  private static final long HURRIED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How long to wait for a thread that was suspended between getting a ticket and its slot. */
  private static final long SLOT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final ClientState state;
  private final Platform platform;
  private final MessageSender sender;
  private final WakeSignal signal;
  private final FreezeWatch watch;
  private final MessagePacker packer;
  private final Outbox outbox;
  private final int halfOfEvents;
  private final long halfOfBytes;
  private final long fullRequestBytes;

  // What the sender waits for. Agents' threads check these too.
  private final BooleanSupplier end;
  private final BooleanSupplier event;
  private final BooleanSupplier eventOrRefusal;
  private final BooleanSupplier fullRequest;
  private final BooleanSupplier flush;
  private final BooleanSupplier flushOrHalfFullQueue;

  private boolean isLingering;
  private long lingerStart;

  /** Whether the last request had many events, so that the next ones are likely to come soon. */
  private boolean isBusy;

  private long backoffStart;
  private long backoffNanos;

  /** Whether the next attempt only checks if an operator has solved the problem. */
  private boolean isProbing;

  Dispatcher(ClientState state, Platform platform, MessageSender sender, WakeSignal signal) {
    this.state = state;
    this.platform = platform;
    this.sender = sender;
    this.signal = signal;
    this.watch = new FreezeWatch(platform.nanos(), platform.wallMillis());
    this.packer = new MessagePacker(state, watch, platform.randomness());
    this.outbox = new Outbox(state, packer);
    this.halfOfEvents = Math.max(1, state.options.maxQueueSize() / 2);
    this.halfOfBytes = state.options.maxQueueBytes() / 2;
    this.fullRequestBytes = Math.min(REQUEST_HEAP_BYTES, halfOfBytes);
    this.end = state.ledger::isEnded;
    this.event = () -> state.queue.hasEvents() || state.ledger.isEnded();
    this.eventOrRefusal = () -> event.getAsBoolean() || state.log.hasUnloggedRefusals();
    this.flush = () -> state.flushes.isWaiting() || state.ledger.isEnded();
    this.flushOrHalfFullQueue =
        () -> state.queue.isFilledTo(halfOfEvents, halfOfBytes) || flush.getAsBoolean();
    this.fullRequest =
        () -> state.queue.isFilledTo(halfOfEvents, fullRequestBytes) || flush.getAsBoolean();
  }

  /** Notifies that the process was restored from a checkpoint. Thread-safe. */
  void restored() {
    watch.restored();
  }

  /**
   * Does one step; returns false after the client has ended. If it throws, no event is lost and the
   * next turn continues.
   */
  boolean turn() {
    if (state.ledger.isEnded()) {
      return false;
    }
    try {
      state.log.warnIfDue();
      if (!isBackingOff() && (!outbox.isEmpty() || isTimeToSend())) {
        send();
      }
    } finally {
      state.flushes.advance(outbox.firstOpenTicket());
    }
    return true;
  }

  private boolean isBackingOff() {
    if (backoffNanos == 0) {
      return false;
    }
    // A filling queue does not shorten the wait for a probe: no attempt succeeds before an operator
    // acts.
    BooleanSupplier hurry = isProbing ? flush : flushOrHalfFullQueue;
    boolean isHurried = hurry.getAsBoolean();
    long waited = platform.nanos().getAsLong() - backoffStart;
    long wait = isHurried ? Math.min(backoffNanos, HURRIED_NANOS) : backoffNanos;
    if (waited < wait) {
      signal.await(isHurried ? end : hurry, wait - waited);
      return true;
    }
    // At most the planned wait, so that a process that was frozen meanwhile keeps its remaining
    // attempts.
    outbox.spend(Math.min(waited, backoffNanos));
    backoffNanos = 0;
    return false;
  }

  /**
   * Waits for the linger time after the first event. After a request with many events, the sender
   * waits again without waiting for an event, so that an agent that records often need not wake it.
   */
  private boolean isTimeToSend() {
    if (!packer.hasEvents() && !isBusy) {
      isLingering = false;
      return isReportDue() || idle();
    }
    long now = platform.nanos().getAsLong();
    if (!isLingering) {
      isLingering = true;
      lingerStart = now;
    }
    long left = state.options.linger().toNanos() - (now - lingerStart);
    if (left > 0 && !fullRequest.getAsBoolean()) {
      signal.await(fullRequest, left);
      return false;
    }
    isLingering = false;
    isBusy = false;
    return packer.hasEvents();
  }

  /** Whether losses are to be reported without waiting for an event. */
  private boolean isReportDue() {
    return state.health.failuresInRow() == 0 && packer.hasLosses();
  }

  private boolean idle() {
    long untilWarning = state.log.nanosUntilDue();
    signal.await(untilWarning == Long.MAX_VALUE ? eventOrRefusal : event, untilWarning);
    return false;
  }

  private void send() {
    if (isProbing) {
      outbox.fillWithOne();
    } else {
      outbox.fill();
    }
    if (!outbox.isEmpty()) {
      attempt();
    } else if (packer.hasEvents()) {
      signal.await(end, SLOT_NANOS);
    }
  }

  private void attempt() {
    List<Message> request = isProbing ? outbox.nextProbe() : outbox.nextRequest();
    state.health.sending(request);
    long start = platform.nanos().getAsLong();
    SendResult result = resultOf(request);
    backoffStart = platform.nanos().getAsLong();
    // At most the maximum duration of a request, because the process may have been frozen
    // meanwhile.
    long longest = 2 * state.options.requestTimeout().toNanos();
    outbox.spend(Math.min(backoffStart - start, longest));
    SendFailure failure = outbox.apply(result, request);
    isBusy = failure == null && events(request) >= MANY_EVENTS;
    isProbing = failure != null && failure.kind().needsOperator();
    outbox.dropExpired();
    backoffNanos = failure == null ? 0 : backoff(failure);
  }

  private static int events(List<Message> request) {
    return request.stream().mapToInt(message -> message.events().size()).sum();
  }

  private SendResult resultOf(List<Message> request) {
    try {
      return Objects.requireNonNull(
          sender.send(request.stream().map(Message::body).toList()), "no result");
    } catch (Throwable t) {
      return SendResult.failed(new SendFailure(SendFailure.Kind.TRANSIENT, t.toString()));
    }
  }

  private long backoff(SendFailure failure) {
    var random = platform.randomness().get();
    long wait =
        failure.kind().needsOperator()
            ? Backoff.beforeProbe(random)
            : Backoff.afterFailures(Math.max(1, state.health.failuresInRow()), random);
    long left = state.options.deliveryTimeout().toNanos() - outbox.longestSpentNanos();
    return Math.min(wait, Math.max(0, left));
  }
}
