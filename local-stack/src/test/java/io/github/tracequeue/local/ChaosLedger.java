// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The invocations of one run, as seen from outside. Thread-safe. */
final class ChaosLedger {
  private final List<ChaosInvocation> invocations = new CopyOnWriteArrayList<>();
  private final Map<String, ChaosInvocation> attempts = new ConcurrentHashMap<>();
  private final AtomicInteger doubled = new AtomicInteger();

  void began(ChaosInvocation invocation) {
    invocations.add(invocation);
  }

  /** The invocation writes under this name. */
  void attempted(String attempt, ChaosInvocation invocation) {
    attempts.putIfAbsent(attempt, invocation);
  }

  List<ChaosInvocation> invocations() {
    return invocations;
  }

  /** Who wrote under this name; null where nobody did. */
  @Nullable ChaosInvocation writer(String attempt) {
    return attempts.get(attempt);
  }

  /** CloudWatch would have counted a batch's metrics twice, as its answer was lost. */
  void countDoubled() {
    doubled.incrementAndGet();
  }

  int doubled() {
    return doubled.get();
  }
}
