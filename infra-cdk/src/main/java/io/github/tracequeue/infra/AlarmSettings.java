// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told, and the thresholds that belong to no single agent.
 *
 * @param pageEmails who is woken
 * @param notifyEmails who reads about it in the morning
 * @param runbook address of docs/operations.md, to which an alarm's anchor is added
 * @param heartbeat the longest silence of all producers that is normal; null for no such alarm
 * @param spending limits on the cost of all agents together
 * @param anyAgent limits that each agent without settings of its own is held to
 */
public record AlarmSettings(
    List<String> pageEmails,
    List<String> notifyEmails,
    String runbook,
    @Nullable Duration heartbeat,
    Spending spending,
    AnyAgent anyAgent) {

  /** Checks the runbook's address and copies the lists. */
  public AlarmSettings {
    pageEmails = List.copyOf(pageEmails);
    notifyEmails = List.copyOf(notifyEmails);
    requireNonNull(spending, "spending");
    requireNonNull(anyAgent, "anyAgent");
    if (runbook.isBlank() || runbook.length() > 400) {
      throw new IllegalArgumentException("runbook must have 1..400 characters: " + runbook);
    }
    if (heartbeat != null) {
      Checks.range("heartbeat in minutes", heartbeat.toMinutes(), 5, 24 * 60);
    }
  }

  /** One address for everything, and the catch-all limits only. */
  public static AlarmSettings mailing(String address) {
    return new AlarmSettings(
        List.of(address),
        List.of(address),
        "docs/operations.md",
        null,
        new Spending(null, false),
        AnyAgent.defaults());
  }

  /**
   * Limits on the cost of all agents together.
   *
   * @param perHourUsd US dollars in any hour; null for no such alarm
   * @param anomaly whether CloudWatch learns the usual cost and reports what is far above it
   */
  public record Spending(@Nullable BigDecimal perHourUsd, boolean anomaly) {}

  /**
   * Limits for agents that nobody listed.
   *
   * @param costPerHourUsd US dollars in an hour
   * @param errorsPerHour failed calls in an hour
   */
  public record AnyAgent(BigDecimal costPerHourUsd, int errorsPerHour) {

    /** Checks the ranges. */
    public AnyAgent {
      if (costPerHourUsd.signum() <= 0) {
        throw new IllegalArgumentException("costPerHourUsd must be above 0, not " + costPerHourUsd);
      }
      Checks.range("errorsPerHour", errorsPerHour, 1, 1_000_000);
    }

    /** 10 dollars and 50 failed calls in an hour. */
    public static AnyAgent defaults() {
      return new AnyAgent(BigDecimal.TEN, 50);
    }
  }
}
