// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one message body turned out to be. */
public sealed interface ParsedMessage permits ParsedMessage.Accepted, ParsedMessage.Rejected {

  /** Applies the function that fits. */
  <R> R match(Function<Accepted, R> accepted, Function<Rejected, R> rejected);

  /**
   * A bare event or an envelope.
   *
   * @param producer who sent the envelope, where it says
   * @param dropped what the sender gave up since its previous envelope: reason to number of events
   * @param events in the order of the body; of a bare event never a rejected one
   */
  record Accepted(@Nullable Producer producer, Map<String, Long> dropped, List<ParsedEvent> events)
      implements ParsedMessage {

    public Accepted {
      dropped = Map.copyOf(dropped);
      events = List.copyOf(events);
    }

    @Override
    public <R> R match(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
      return accepted.apply(this);
    }
  }

  /** A body nothing of which may be stored. */
  record Rejected(Rejection rejection) implements ParsedMessage {
    @Override
    public <R> R match(Function<Accepted, R> accepted, Function<Rejected, R> rejected) {
      return rejected.apply(this);
    }
  }

  /** One sending process and the number of its envelope. */
  record Producer(String id, long sequence) {}
}
