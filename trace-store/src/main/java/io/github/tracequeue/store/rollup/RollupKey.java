// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * The agent, the hour or day, and the model of a rollup.
 *
 * @param agentSlug the agent; {@value #ALL_AGENTS} for all agents together
 * @param period {@code H#2026-11-23T12} or {@code D#2026-11-23}
 * @param model the model's name as in the calls
 */
public record RollupKey(String agentSlug, String period, String model)
    implements Comparable<RollupKey> {

  /** The value for all agents together, which is not a valid slug. */
  public static final String ALL_AGENTS = "*";

  private static final Comparator<RollupKey> ORDER =
      Comparator.comparing(RollupKey::agentSlug)
          .thenComparing(RollupKey::period)
          .thenComparing(RollupKey::model);

  private static final String HOUR = "H#";
  private static final String DAY = "D#";
  private static final int DAY_LENGTH = "D#2026-11-23".length();
  private static final int HOUR_LENGTH = "H#2026-11-23T12".length();

  /** The name of an agent for people: its slug, or {@code all agents}. */
  public static String agentName(String agentSlug) {
    return agentSlug.equals(ALL_AGENTS) ? "all agents" : agentSlug;
  }

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

  /** The hour; only for the key of an hour. */
  public Hour hour() {
    return Hour.parse(period.substring(HOUR.length()));
  }

  /** The day, or the day of the hour. */
  public LocalDate day() {
    return LocalDate.parse(period.substring(HOUR.length(), DAY_LENGTH));
  }

  /** The same period and model, for all agents. */
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
