// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A run in the table, merged from all of its events.
 *
 * <p>{@link #merge} is commutative, associative and idempotent, so events may arrive in any order
 * and several times. A final status wins over {@code running}, then the later event wins. The
 * earliest start and the latest end are kept. A text comes from the event with precedence among
 * those that have one.
 *
 * @param runId the run's id, unique among those of its agent
 * @param agentSlug the agent
 * @param latest the event that determines the status
 * @param startedAt null if no event has it
 * @param endedAt null if no event has it
 * @param summary the summary and the event that it comes from
 * @param traceId null if no event has it
 * @param parentRunId null if no event has it
 * @param eventIds the ids of the merged events, at most the last {@value #MAX_EVENT_IDS}
 * @param repaired the names of the fields that were repaired, as in the contract
 */
public record StoredRun(
    String runId,
    String agentSlug,
    Event latest,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Summary summary,
    @Nullable String traceId,
    @Nullable String parentRunId,
    Set<String> eventIds,
    Set<String> repaired) {

  /** The maximum number of event ids in an item, so that a run with heartbeats stays small. */
  public static final int MAX_EVENT_IDS = 32;

  public StoredRun {
    eventIds = Collections.unmodifiableSet(newest(eventIds));
    repaired = Set.copyOf(repaired);
  }

  /** A run without repaired fields. */
  public StoredRun(
      String runId,
      String agentSlug,
      Event latest,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Summary summary,
      @Nullable String traceId,
      @Nullable String parentRunId,
      Set<String> eventIds) {
    this(
        runId,
        agentSlug,
        latest,
        startedAt,
        endedAt,
        summary,
        traceId,
        parentRunId,
        eventIds,
        Set.of());
  }

  /** The status of a run. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The value of the attribute {@code status}. */
    public String wireName() {
      return wireName;
    }

    boolean isTerminal() {
      return this != RUNNING;
    }

    /** Parses a status; running for any other text. */
    public static Status of(@Nullable String wireName) {
      for (Status status : values()) {
        if (status.wireName.equals(wireName)) {
          return status;
        }
      }
      return RUNNING;
    }
  }

  /** The precedence of a run event. */
  public record Event(Status status, Instant timestamp, String eventId)
      implements Comparable<Event> {

    private static final Comparator<Event> PRECEDENCE =
        Comparator.comparing((Event event) -> event.status.isTerminal())
            .thenComparing(Event::timestamp)
            .thenComparing(Event::eventId)
            .thenComparing(Event::status);

    @Override
    public int compareTo(Event other) {
      return PRECEDENCE.compare(this, other);
    }
  }

  /** A summary of at most 300 code points, and the event that contained it. */
  public record Summary(Event event, String text) implements Comparable<Summary> {

    private static final Comparator<Summary> PRECEDENCE =
        Comparator.comparing(Summary::event).thenComparing(Summary::text);

    @Override
    public int compareTo(Summary other) {
      return PRECEDENCE.compare(this, other);
    }
  }

  /** The status. */
  public Status status() {
    return latest.status;
  }

  /** Merges two states of the same run of the same agent. */
  public StoredRun merge(StoredRun other) {
    if (!runId.equals(other.runId) || !agentSlug.equals(other.agentSlug)) {
      throw new IllegalArgumentException("runs " + runId + " and " + other.runId + " differ");
    }
    return new StoredRun(
        runId,
        agentSlug,
        max(latest, other.latest),
        minOrOther(startedAt, other.startedAt),
        maxOrOther(endedAt, other.endedAt),
        maxOrOther(summary, other.summary),
        minOrOther(traceId, other.traceId),
        minOrOther(parentRunId, other.parentRunId),
        union(eventIds, other.eventIds),
        union(repaired, other.repaired));
  }

  private static Set<String> union(Set<String> a, Set<String> b) {
    Set<String> both = new HashSet<>(a);
    both.addAll(b);
    return both;
  }

  private static Set<String> newest(Set<String> ids) {
    TreeSet<String> sorted = new TreeSet<>(ids);
    while (sorted.size() > MAX_EVENT_IDS) {
      sorted.pollFirst();
    }
    return sorted;
  }

  private static <T extends Comparable<T>> T min(T a, T b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static <T extends Comparable<T>> T max(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static <T extends Comparable<T>> @Nullable T minOrOther(@Nullable T a, @Nullable T b) {
    return a == null ? b : b == null ? a : min(a, b);
  }

  private static <T extends Comparable<T>> @Nullable T maxOrOther(@Nullable T a, @Nullable T b) {
    return a == null ? b : b == null ? a : max(a, b);
  }
}
