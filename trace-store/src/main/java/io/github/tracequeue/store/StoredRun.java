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
 * One run as the table holds it: all of its events taken together.
 *
 * <p>{@link #merge} is commutative, associative and idempotent, so that events may come in any
 * order and any number of times: a terminal status wins over {@code running}, then the later event;
 * the earliest start and the latest end stay; a text comes from the best event that has one.
 *
 * @param runId the run's id, unique among those of its agent
 * @param agentSlug whose run it is
 * @param latest the event that decides the status
 * @param startedAt null where no event said
 * @param endedAt null where no event said
 * @param summary the summary and the event it comes from
 * @param traceId null where no event said
 * @param parentRunId null where no event said
 * @param eventIds the ids of the events in it, the last {@value #MAX_EVENT_IDS} at most
 * @param repaired the contract's names of the fields that came with an invalid value
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

  /** How many event ids an item keeps, so that a run with a heartbeat stays small. */
  public static final int MAX_EVENT_IDS = 32;

  public StoredRun {
    eventIds = Collections.unmodifiableSet(newest(eventIds));
    repaired = Set.copyOf(repaired);
  }

  /** A run whose fields all came with valid values. */
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

  /** How a run stands. */
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

    /** The status of that name, or running for a name that is none. */
    public static Status of(@Nullable String wireName) {
      for (Status status : values()) {
        if (status.wireName.equals(wireName)) {
          return status;
        }
      }
      return RUNNING;
    }
  }

  /** A run event's place in the order of precedence. */
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

  /** A summary, at most 300 code points, and the event that brought it. */
  public record Summary(Event event, String text) implements Comparable<Summary> {

    private static final Comparator<Summary> PRECEDENCE =
        Comparator.comparing(Summary::event).thenComparing(Summary::text);

    @Override
    public int compareTo(Summary other) {
      return PRECEDENCE.compare(this, other);
    }
  }

  /** How the run stands. */
  public Status status() {
    return latest.status;
  }

  /** Both taken together; they must be of one run of one agent. */
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
