// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages that are packed and neither delivered nor dropped, the oldest first. Only for the
 * sender's thread.
 */
final class Outbox {
  /** The maximum number of messages that SQS accepts in one request. */
  private static final int MAX_MESSAGES = 10;

  private final ClientState state;
  private final MessagePacker packer;
  private final SizeLimits limits = new SizeLimits();
  private final List<Message> messages = new ArrayList<>(4 * MAX_MESSAGES);

  Outbox(ClientState state, MessagePacker packer) {
    this.state = state;
    this.packer = packer;
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Packs messages until they fill a request or no event is left. */
  void fill() {
    int bytes = length(messages);
    while (messages.size() < MAX_MESSAGES
        && bytes + limits.messageBytes() <= limits.requestBytes()) {
      Message message = packer.next(limits.messageBytes());
      if (message == null) {
        return;
      }
      messages.add(message);
      bytes += message.length();
      if (message.length() < limits.messageBytes() / 2) {
        // The queue is empty. Events that arrived meanwhile go into a larger message later.
        return;
      }
    }
  }

  /** Packs one message if there is none. */
  void fillWithOne() {
    if (messages.isEmpty()) {
      Message message = packer.next(limits.messageBytes());
      if (message != null) {
        messages.add(message);
      }
    }
  }

  /** The oldest messages that fit into one request. */
  List<Message> nextRequest() {
    var request = new ArrayList<Message>(MAX_MESSAGES);
    int bytes = 0;
    for (Message message : messages) {
      bytes += message.length();
      boolean fits =
          !message.isAlone() && request.size() < MAX_MESSAGES && bytes <= limits.requestBytes();
      if (!request.isEmpty() && !fits) {
        break;
      }
      request.add(message);
      if (message.isAlone()) {
        break;
      }
    }
    return request;
  }

  /** The oldest message. */
  List<Message> nextProbe() {
    return List.of(messages.get(0));
  }

  /**
   * Applies a result to the messages of its request. Returns the failure that makes another attempt
   * necessary, and a wait before it; null if there is none.
   */
  @Nullable SendFailure apply(SendResult result, List<Message> request) {
    SendFailure failure = result.requestFailure();
    return failure == null ? applyToEach(result, request) : applyToAll(failure, request);
  }

  private @Nullable SendFailure applyToEach(SendResult result, List<Message> request) {
    SendFailure remaining = null;
    boolean isAnyDelivered = false;
    for (int i = 0; i < request.size(); i++) {
      Message message = request.get(i);
      SendFailure failure = result.messageFailures().get(i);
      if (failure == null) {
        state.delivered(message);
        messages.remove(message);
        isAnyDelivered = true;
      } else {
        state.log.failed(failure);
        switch (failure.kind()) {
          case TOO_LONG -> shorten(message, failure);
          case REJECTED -> lose(message, failure);
          default -> {
            message.fail(failure);
            remaining = failure;
          }
        }
      }
    }
    if (isAnyDelivered || remaining == null) {
      state.health.succeeded();
    } else {
      state.health.failed();
    }
    if (result.messageFailures().isEmpty()) {
      state.log.succeeded();
    }
    return remaining;
  }

  private @Nullable SendFailure applyToAll(SendFailure failure, List<Message> request) {
    state.health.failed();
    state.log.failed(failure);
    Message first = request.get(0);
    switch (failure.kind()) {
      case TOO_LONG -> {
        if (request.size() == 1) {
          shorten(first, failure);
        } else if (!limits.shrinkRequest(length(request), failure.detail())) {
          // Their total length cannot be the cause.
          request.forEach(Message::setAlone);
        }
        return null;
      }
      case REJECTED -> {
        if (request.size() > 1) {
          // One of the messages may be the cause.
          request.forEach(Message::setAlone);
          return null;
        }
        first.fail(failure);
        // Behind the others, so that it does not block them.
        messages.remove(first);
        messages.add(first);
        return failure;
      }
      default -> {
        messages.forEach(message -> message.fail(failure));
        return failure;
      }
    }
  }

  /** Adds to the time spent on delivering each message. */
  void spend(long nanos) {
    messages.forEach(message -> message.spend(nanos));
  }

  /** The longest time spent on delivering one of the messages. */
  long longestSpentNanos() {
    return messages.stream().mapToLong(Message::spentNanos).max().orElse(0);
  }

  /** Drops messages that the client has tried to deliver for the delivery timeout. */
  void dropExpired() {
    long timeout = state.options.deliveryTimeout().toNanos();
    for (Message message : List.copyOf(messages)) {
      SendFailure failure = message.failure();
      if (failure != null && message.spentNanos() >= timeout) {
        lose(message, failure);
      }
    }
  }

  /** The lowest ticket of an event that is neither delivered nor dropped. */
  long firstOpenTicket() {
    long first = packer.firstTicket();
    for (Message message : messages) {
      if (!message.events().isEmpty()) {
        first = Math.min(first, message.events().get(0).ticket());
      }
    }
    return first;
  }

  private void lose(Message message, SendFailure failure) {
    DropReason reason = failure.kind().dropReason();
    state.lost(message, reason);
    messages.remove(message);
    boolean isReportTheCause =
        message.events().isEmpty()
            && (reason == DropReason.REJECTED || reason == DropReason.TOO_LARGE);
    if (!isReportTheCause) {
      packer.reportAgain(message);
    }
  }

  private void shorten(Message message, SendFailure failure) {
    boolean canShrink = limits.shrinkMessage(message.length(), failure.detail());
    if (!canShrink || message.events().size() < 2) {
      lose(message, failure);
      return;
    }
    List<Message> shorter = packer.split(message, limits.messageBytes());
    messages.addAll(messages.indexOf(message), shorter);
    messages.remove(message);
  }

  private static int length(List<Message> messages) {
    return messages.stream().mapToInt(Message::length).sum();
  }
}
