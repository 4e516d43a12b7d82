// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.rollup;

import io.github.tracequeue.store.StoredTrace;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Objects;

/**
 * The agent, the hour or day, the provider and the model of a rollup.
 *
 * @param agentSlug the agent; {@value #ALL_AGENTS} for all agents together
 * @param period {@code H#2026-11-23T12} or {@code D#2026-11-23}
 * @param provider the provider as in the calls; empty if the calls have none
 * @param model the model's name as in the calls
 */
public record RollupKey(String agentSlug, String period, String provider, String model)
    implements Comparable<RollupKey> {

  /** The value for all agents together, which is not a valid slug. */
  public static final String ALL_AGENTS = "*";

  private static final Comparator<RollupKey> ORDER =
      Comparator.comparing(RollupKey::agentSlug)
          .thenComparing(RollupKey::period)
          .thenComparing(RollupKey::provider)
          .thenComparing(RollupKey::model);

  private static final String HOUR = "H#";
  private static final String DAY = "D#";
  private static final int DAY_LENGTH = "D#2026-11-23".length();
  private static final int HOUR_LENGTH = "H#2026-11-23T12".length();

  /** The name of an agent for people: its slug, or {@code all agents}. */
  public static String agentName(String agentSlug) {
    return agentSlug.equals(ALL_AGENTS) ? "all agents" : agentSlug;
  }

  /**
   * The key of the hour in which a call was made.
   *
   * @param agentSlug the agent, or {@link #ALL_AGENTS}
   */
  public static RollupKey ofHour(String agentSlug, StoredTrace call) {
    return new RollupKey(
        agentSlug,
        hour(Hour.of(call.timestamp())),
        Objects.requireNonNullElse(call.call().provider(), ""),
        call.call().model());
  }

  /** The key of an item. */
  static RollupKey parse(String agentSlug, String sortKey) {
    int period = sortKey.startsWith(DAY) ? DAY_LENGTH : HOUR_LENGTH;
    int provider = sortKey.indexOf('#', period + 1);
    return new RollupKey(
        agentSlug,
        sortKey.substring(0, period),
        unescaped(sortKey.substring(period + 1, provider)),
        sortKey.substring(provider + 1));
  }

  static String hour(Hour hour) {
    return HOUR + hour;
  }

  static String day(LocalDate day) {
    return DAY + day;
  }

  /** Whether this is the key of an hour, and not of a day. */
  public boolean isHour() {
    return period.startsWith(HOUR);
  }

  /** The hour; only for the key of an hour. */
  public Hour hour() {
    return Hour.parse(period.substring(HOUR.length()));
  }

  /** The day, or the day of the hour. */
  public LocalDate day() {
    return LocalDate.parse(period.substring(HOUR.length(), DAY_LENGTH));
  }

  /** The start of the hour or day. */
  public Hour start() {
    return isHour() ? hour() : Hour.firstOf(day());
  }

  /** The same agent, provider and model, for the day of the hour. */
  public RollupKey ofDay() {
    return new RollupKey(agentSlug, day(day()), provider, model);
  }

  /** The same period, provider and model, for all agents. */
  RollupKey ofAllAgents() {
    return new RollupKey(ALL_AGENTS, period, provider, model);
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
    return period + '#' + escaped(provider) + '#' + model;
  }

  /** A model's name may contain the separator; a provider's name must not. */
  private static String escaped(String provider) {
    return provider.replace("%", "%25").replace("#", "%23");
  }

  private static String unescaped(String provider) {
    return provider.replace("%23", "#").replace("%25", "%");
  }
}
