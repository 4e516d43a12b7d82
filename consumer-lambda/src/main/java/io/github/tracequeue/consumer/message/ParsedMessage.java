// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A parsed message body. */
public sealed interface ParsedMessage permits ParsedMessage.Accepted, ParsedMessage.Rejected {

  /** Applies the function for this kind. */
  <R> R match(Function<Accepted, R> accepted, Function<Rejected, R> rejected);

  /**
   * A body with events, of which some may be rejected.
   *
   * @param producer the sender of the envelope, if known
   * @param drops the number of events dropped by the sender since its previous envelope, by reason
   * @param events in the order of the body
   */
  record Accepted(@Nullable Producer producer, Map<String, Long> drops, List<MessageEvent> events)
      implements ParsedMessage {

    public Accepted {
      drops = Map.copyOf(drops);
      events = List.copyOf(events);
    }

    /** How many events the sender dropped for any reason. */
    public long dropped() {
      return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public <R> R match(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
      return accepted.apply(this);
    }
  }

  /**
   * A body that is rejected completely.
   *
   * @param text the body without its wrappers
   */
  record Rejected(Rejection rejection, String text) implements ParsedMessage {
    @Override
    public <R> R match(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
      return rejected.apply(this);
    }
  }

  /** One sending process and the number of its envelope. */
  record Producer(String id, long sequence) {}
}
