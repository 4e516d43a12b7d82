// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The invocations of one run, as seen from outside. Thread-safe. */
final class ChaosLedger {
  private final List<ChaosInvocation> invocations = new CopyOnWriteArrayList<>();
  private final Map<String, ChaosInvocation> attempts = new ConcurrentHashMap<>();
  private final Map<String, ChaosMessage> messages = new ConcurrentHashMap<>();
  private final Set<String> receiptKeys = ConcurrentHashMap.newKeySet();
  private final AtomicInteger doubled = new AtomicInteger();

  /**
   * An invocation begins.
   *
   * @param event as the event-source mapping writes it
   */
  synchronized void began(ChaosInvocation invocation, String event) {
    int number = invocations.size();
    invocations.add(invocation);
    for (JsonNode record : Json.tree(event).path("Records")) {
      messages.computeIfAbsent(
          record.path("messageId").asText(),
          id -> ChaosMessage.of(id, record.path("body").asText(), number));
    }
  }

  /** The invocation writes under this name. */
  void attempted(String attempt, ChaosInvocation invocation) {
    attempts.putIfAbsent(attempt, invocation);
  }

  /** An invocation writes a receipt with this partition key. */
  void receipt(String key) {
    receiptKeys.add(key);
  }

  /** The partition keys of all receipts that somebody tried to write. */
  Set<String> receiptKeys() {
    return new HashSet<>(receiptKeys);
  }

  /** All messages that a consumer has got, by id. */
  Map<String, ChaosMessage> messages() {
    return messages;
  }

  List<ChaosInvocation> invocations() {
    return invocations;
  }

  /** Who wrote under this name; null where nobody did. */
  @Nullable ChaosInvocation writer(String attempt) {
    return attempts.get(attempt);
  }

  /**
   * Whether what an item's writer did is certain to be metered: the invocation acknowledged the
   * message.
   *
   * @param writer as the item says
   */
  boolean isCertain(String writer) {
    return invocation(writer).acknowledged(writer.substring(0, writer.indexOf('#')));
  }

  /**
   * The same for a call: nor may the invocation have sent it back, as one does that did not learn
   * of its own write.
   *
   * @param call its {@code response_id}
   */
  boolean isCertain(String writer, String call) {
    int number = invocations.indexOf(invocation(writer));
    return isCertain(writer)
        && messages.values().stream()
            .noneMatch(
                message ->
                    message.sentBack()
                        && message.firstInvocation() > number
                        && message.calls().contains(call));
  }

  private ChaosInvocation invocation(String writer) {
    ChaosInvocation invocation = writer(writer.substring(writer.indexOf('#') + 1));
    if (invocation == null) {
      throw new AssertionError("nobody is known to have written as " + writer);
    }
    return invocation;
  }

  /** CloudWatch would have counted a batch's metrics twice, as its answer was lost. */
  void countDoubled() {
    doubled.incrementAndGet();
  }

  int doubled() {
    return doubled.get();
  }
}
