// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * Whose calls a rollup holds, of which model, and of which hour or day.
 *
 * @param agentSlug the agent, or {@value #ALL_AGENTS} for all agents together
 * @param period {@code H#2026-11-23T12} or {@code D#2026-11-23}
 * @param model the model, as the calls name it
 */
public record RollupKey(String agentSlug, String period, String model)
    implements Comparable<RollupKey> {

  /** What stands for all agents together; no slug can be this. */
  public static final String ALL_AGENTS = "*";

  private static final Comparator<RollupKey> ORDER =
      Comparator.comparing(RollupKey::agentSlug)
          .thenComparing(RollupKey::period)
          .thenComparing(RollupKey::model);

  private static final String HOUR = "H#";
  private static final String DAY = "D#";
  private static final int DAY_LENGTH = "D#2026-11-23".length();
  private static final int HOUR_LENGTH = "H#2026-11-23T12".length();

  /** The key of an hour. */
  public static RollupKey ofHour(String agentSlug, Hour hour, String model) {
    return new RollupKey(agentSlug, hour(hour), model);
  }

  /** The key of a day. */
  public static RollupKey ofDay(String agentSlug, LocalDate day, String model) {
    return new RollupKey(agentSlug, day(day), model);
  }

  /** The key of an item. */
  static RollupKey parse(String agentSlug, String sortKey) {
    int length = sortKey.startsWith(DAY) ? DAY_LENGTH : HOUR_LENGTH;
    return new RollupKey(agentSlug, sortKey.substring(0, length), sortKey.substring(length + 1));
  }

  static String hour(Hour hour) {
    return HOUR + hour;
  }

  static String day(LocalDate day) {
    return DAY + day;
  }

  /** The hour that it is of; for the key of an hour only. */
  public Hour hour() {
    return Hour.parse(period.substring(HOUR.length()));
  }

  /** The day that it is of, or that its hour is in. */
  public LocalDate day() {
    return LocalDate.parse(period.substring(HOUR.length(), DAY_LENGTH));
  }

  /** The same hour or day and model, of all agents. */
  RollupKey ofAllAgents() {
    return new RollupKey(ALL_AGENTS, period, model);
  }

  @Override
  public int compareTo(RollupKey other) {
    return ORDER.compare(this, other);
  }

  static String pk(String agentSlug) {
    return "ROLLUP#" + agentSlug;
  }

  String pk() {
    return pk(agentSlug);
  }

  String sk() {
    return period + '#' + model;
  }
}
