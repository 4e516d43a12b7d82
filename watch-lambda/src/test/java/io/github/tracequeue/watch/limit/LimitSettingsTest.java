// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitSettingsTest {

  @Test
  void defaults_anyAgent_hasEveryLimitThatNeedsNoSetting() {
    LimitSettings settings = LimitSettings.defaults();

    assertThat(rules(settings.of("cto")))
        .containsExactly(
            "failing: 3 failed calls in a row, or more than 20 % of at least 20 recent calls",
            "slow: 95th percentile above 2 times the usual latency",
            "silent: a call in 26 hours, after calls on each of seven days",
            "spend-hour: $10.00 an hour",
            "prompt-changed: a new prompt after 5 calls with the same prompt",
            "unpriced: no call without a known cost");
    assertThat(rules(settings.ofAllAgents()))
        .containsExactly("drops: no event dropped by a producer");
    assertThat(settings.listedAgents()).isEmpty();
    assertThat(settings.budgets()).isEmpty();
  }

  @Test
  void parse_agentOverAnyAgentOverDefaults_mostSpecificWins() {
    LimitSettings settings =
        LimitSettings.parse(
            """
            {
              "stage": "prod",
              "limits": {
                "any_agent": {"failing": {"last_calls": 5}, "slow": null},
                "all_agents": {"spend": {"day_usd": 100}, "drops": false}
              },
              "agents": [
                {"slug": "cto", "cloudwatch_alarms": "per_agent",
                 "failing": {"percent": 50}, "spend": {"day_usd": 20.5},
                 "runs": {"daily_in": "Europe/Berlin", "at": "07:00", "days": ["mon", "fri"]}},
                {"slug": "sre", "runs": {"every_minutes": 60}, "prompt_changed": false}
              ]
            }
            """);

    assertThat(rules(settings.of("cto")))
        .containsExactly(
            "failing: 5 failed calls in a row, or more than 50 % of at least 20 recent calls",
            "silent: a call or a finished run on 2 days a week, within 60 minutes from 07:00 on"
                + " Europe/Berlin",
            "spend-hour: $10.00 an hour",
            "spend-day: $20.50 a day",
            "prompt-changed: a new prompt after 5 calls with the same prompt",
            "unpriced: no call without a known cost");
    assertThat(rules(settings.of("sre")))
        .contains("silent: a call or a finished run every 60 minutes")
        .noneMatch(rule -> rule.startsWith("prompt-changed"));
    assertThat(rules(settings.of("anybody")))
        .contains("silent: a call in 26 hours, after calls on each of seven days");
    assertThat(rules(settings.ofAllAgents())).containsExactly("spend-day: $100.00 a day");
    assertThat(settings.listedAgents()).containsExactly("cto", "sre");
    assertThat(settings.budgets()).isEqualTo(Map.of("cto", new BigDecimal("20.5")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"limits": {"any": {}}}                                     | limits: unknown key any
          {"agents": [{"failing": {}}]}                               | agents[0]: slug is missing
          {"agents": [{"slug": "a", "failing": {"last_calls": 0}}]}   | agents[0].failing
          {"agents": [{"slug": "a", "failing": {"last": 3}}]}         | agents[0].failing.last
          {"agents": [{"slug": "a", "failing": {"last_calls": 21}}]}  | last_calls must be 1 to 20
          {"agents": [{"slug": "a", "slow": {"times_usual": 1}}]}     | times_usual must be above 1
          {"agents": [{"slug": "a", "spend": {"day_usd": 0}}]}        | day_usd must be above 0
          {"agents": [{"slug": "a", "runs": {"daily_in": "Mars/X"}}]} | daily_in must be a time zone
          {"agents": [{"slug": "a", "runs": {"daily_in": "UTC", "at": "7"}}]} | at must be a time
          {"agents": [{"slug": "a", "runs": {"daily_in": "UTC", "days": ["x"]}}]} | days must be mon
          {"agents": [{"slug": "a", "runs": {"every_minutes": 5, "at": "07:00"}}]} | need daily_in
          {"agents": [{"slug": "a", "runs": {}}]}                     | runs needs one of
          {"limits": {"all_agents": {"spend": {"day": 1}}}}           | limits.all_agents.spend.day
          {"limits": {"any_agent": {"failing": {"percent": 101}}}}    | percent must be above 0
          {                                                           | limits: not JSON
          """)
  void parse_invalidSettings_saysWhereAndHow(String json, String message) {
    assertThatThrownBy(() -> LimitSettings.parse(json))
        .isInstanceOf(InvalidLimitsException.class)
        .hasMessageContaining(message);
  }

  private static List<String> rules(List<Limit> limits) {
    return limits.stream().map(limit -> limit.kind().id() + ": " + limit.rule()).toList();
  }
}
