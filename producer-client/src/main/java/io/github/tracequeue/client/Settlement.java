// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of messages after the queue's answer. For the sender's thread. */
final class Settlement {
  private final Parts parts;
  private final SizeLimits limits;
  private final List<Message> open;

  /** Settles messages by taking them out of the open ones. */
  Settlement(Parts parts, SizeLimits limits, List<Message> open) {
    this.parts = parts;
    this.limits = limits;
    this.open = open;
  }

  /**
   * Settles a request that was answered message by message; returns a failure that calls for
   * another attempt, or null.
   */
  @Nullable Failure answered(List<Message> batch, Map<Integer, Failure> failures) {
    Failure remaining = null;
    boolean delivered = false;
    for (int i = 0; i < batch.size(); i++) {
      Message message = batch.get(i);
      Failure failure = failures.get(i);
      if (failure == null) {
        deliver(message);
        delivered = true;
      } else if (failure.kind == Failure.Kind.TOO_LONG) {
        shorten(message, failure);
      } else if (failure.kind == Failure.Kind.REJECTED) {
        lose(message, DropReason.REJECTED);
      } else {
        message.fail(failure);
        remaining = failure;
      }
    }
    if (delivered || remaining == null) {
      parts.health.succeed();
    } else {
      parts.health.fail();
    }
    return remaining;
  }

  /**
   * Settles a request that failed as a whole; returns the failure where it calls for a wait, or
   * null.
   */
  @Nullable Failure failed(List<Message> batch, Failure failure) {
    parts.health.fail();
    if (failure.kind == Failure.Kind.TOO_LONG) {
      if (batch.size() == 1) {
        shorten(batch.get(0), failure);
      } else {
        shortenRequest(batch, failure);
      }
      return null;
    }
    if (failure.kind == Failure.Kind.REFUSED) {
      return refused(batch, failure);
    }
    for (Message message : open) {
      message.fail(failure);
    }
    return failure;
  }

  /**
   * Perhaps one of the messages is to blame: alone, and behind the others, it does not hold them
   * up.
   */
  private @Nullable Failure refused(List<Message> batch, Failure failure) {
    if (batch.size() > 1) {
      setAlone(batch);
      return null;
    }
    Message message = batch.get(0);
    message.fail(failure);
    open.remove(message);
    open.add(message);
    return failure;
  }

  /** Gives up messages that were tried for as long as the delivery timeout. */
  void expire() {
    for (Message message : List.copyOf(open)) {
      Failure failure = message.failure();
      if (failure != null && message.spentNanos() >= parts.options.deliveryTimeoutNanos()) {
        lose(message, failure.kind.reason);
      }
    }
  }

  private void deliver(Message message) {
    parts.health.deliver();
    parts.ledger.deliver(message.events().count());
    settle(message);
  }

  private void lose(Message message, DropReason reason) {
    Encoded events = message.events();
    for (int i = 0; i < events.count(); i++) {
      parts.flushes.lose(events.ticket(i));
    }
    parts.ledger.lose(reason, events.count());
    settle(message);
    boolean isWelcome = reason != DropReason.REJECTED && reason != DropReason.TOO_LARGE;
    if (events.count() > 0 || isWelcome) {
      parts.packer.reportAgain(message);
    }
  }

  private void settle(Message message) {
    open.remove(message);
    parts.queue.release(message.events().count(), message.events().totalHeapBytes());
  }

  private void shorten(Message message, Failure failure) {
    int length = message.body().length();
    if (!limits.shrinkMessage(length, failure.detail) || message.events().count() < 2) {
      lose(message, DropReason.TOO_LARGE);
      return;
    }
    List<Message> shorter = parts.packer.split(message, limits.messageBytes());
    int place = open.indexOf(message);
    open.addAll(place, shorter);
    open.remove(message);
  }

  private void shortenRequest(List<Message> batch, Failure failure) {
    if (!limits.shrinkRequest(length(batch), failure.detail)) {
      // It cannot be about the length of all of them together.
      setAlone(batch);
    }
  }

  private static void setAlone(List<Message> batch) {
    for (Message message : batch) {
      message.setAlone();
    }
  }

  private static int length(List<Message> batch) {
    int length = 0;
    for (Message message : batch) {
      length += message.body().length();
    }
    return length;
  }
}
