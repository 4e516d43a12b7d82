// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.rehearsal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import io.github.tracequeue.watch.limit.LimitKind;
import io.github.tracequeue.watch.limit.LimitSettings;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The limits over recorded traffic. */
final class RehearsalTest {

  private static final Instant START = Instant.parse("2026-11-01T07:00:00Z");

  private final List<StoredTrace> calls = new ArrayList<>();

  @Test
  void of_fourSmallAgentsOfWhichEveryCallFails_tellsOfAllFour() {
    // 136 calls over four days, too few an hour for any share of them to be judged.
    for (String agent : List.of("cto", "sre", "security", "cost")) {
      for (int i = 0; i < 34; i++) {
        call(agent, START.plus(Duration.ofMinutes(169L * i)), true, 900, "0.002", null);
      }
    }
    Rehearsal.Report report = rehearse();

    assertThat(calls).hasSize(136);
    assertThat(breached(report, LimitKind.FAILING))
        .containsExactly("cost", "cto", "security", "sre");
    // After the third call at the latest.
    assertThat(breaches(report, "cto", LimitKind.FAILING).get(0).from())
        .isBefore(START.plus(Duration.ofMinutes(2 * 169 + 10)));
  }

  @Test
  void of_agentThatMakesOneCallADay_defaultsFireForEachThingThatCanHappen() {
    for (int day = 0; day < 20; day++) {
      Instant time = START.plus(Duration.ofDays(day));
      boolean later = day >= 15;
      call("fails", time, later, 900, "0.002", null);
      call("slows", time, false, later ? 9_000 : 900 + day, "0.002", null);
      call("changes", time, false, 900, "0.002", later ? "bbbbbbbbbbbbbbbb" : "aaaaaaaaaaaaaaaa");
      call("unpriced", time, false, 900, later ? null : "0.002", null);
      call("spends", time, false, 900, later ? "12" : "0.002", null);
      if (!later) {
        call("stops", time, false, 900, "0.002", null);
      }
    }
    Rehearsal.Report report = rehearse();

    assertThat(breached(report, LimitKind.FAILING)).containsExactly("fails");
    assertThat(breached(report, LimitKind.SLOW)).containsExactly("slows");
    assertThat(breached(report, LimitKind.PROMPT_CHANGED)).containsExactly("changes");
    assertThat(breached(report, LimitKind.UNPRICED)).containsExactly("unpriced");
    assertThat(breached(report, LimitKind.SPEND_HOUR)).containsExactly("spends");
    assertThat(breached(report, LimitKind.SILENT)).containsExactly("stops");
    // The third slow call is that of day 17.
    assertThat(breaches(report, "slows", LimitKind.SLOW).get(0).from())
        .isBetween(START.plus(Duration.ofDays(17)), START.plus(Duration.ofHours(17 * 24 + 1)));
    assertThat(breaches(report, "stops", LimitKind.SILENT).get(0).from())
        .isBetween(
            START.plus(Duration.ofHours(14 * 24 + 26)), START.plus(Duration.ofHours(14 * 24 + 27)));
  }

  @Test
  void of_healthyTraffic_tellsOfNothing() {
    for (int i = 0; i < 30 * 24; i++) {
      call(
          "cto",
          START.plus(Duration.ofHours(i)),
          i % 50 == 7,
          800 + (i * 7919) % 400,
          "0.002",
          "aaaaaaaaaaaaaaaa");
    }
    assertThat(rehearse().histories()).allMatch(history -> history.breaches().isEmpty());
  }

  @Test
  void of_limitThatNothingCanBreak_saysSo() {
    call("cto", START, false, 900, "0.002", null);
    call("cto", START.plus(Duration.ofHours(1)), false, 900, "0.002", null);
    Rehearsal.Report report = rehearse();

    assertThat(history(report, "cto", LimitKind.SLOW).cannotFire())
        .isEqualTo("there were fewer than 3 calls");
    assertThat(history(report, "cto", LimitKind.PROMPT_CHANGED).cannotFire())
        .isEqualTo("there were fewer than 6 calls with a prompt");
    assertThat(history(report, "cto", LimitKind.FAILING).cannotFire()).isNull();
  }

  @Test
  void of_quietLimit_saysHowNearItCame() {
    call("cto", START, false, 900, "4", null);
    call("cto", START.plus(Duration.ofMinutes(10)), false, 900, "3.5", null);
    LimitHistory history = history(rehearse(), "cto", LimitKind.SPEND_HOUR);

    assertThat(history.breaches()).isEmpty();
    Reading nearest = requireNonNull(history.nearest());
    assertThat(nearest.value()).isEqualByComparingTo("7.5");
    assertThat(nearest.limit()).isEqualByComparingTo("10");
  }

  @Test
  void of_noCalls_isRefused() {
    assertThatThrownBy(this::rehearse).isInstanceOf(IllegalArgumentException.class);
  }

  private Rehearsal.Report rehearse() {
    return Rehearsal.of(calls, LimitSettings.defaults());
  }

  private static List<String> breached(Rehearsal.Report report, LimitKind kind) {
    return report.histories().stream()
        .filter(history -> history.kind() == kind)
        .filter(history -> !history.breaches().isEmpty())
        .map(LimitHistory::agentSlug)
        .toList();
  }

  private static List<LimitHistory.Breach> breaches(
      Rehearsal.Report report, String agent, LimitKind kind) {
    return history(report, agent, kind).breaches();
  }

  private static LimitHistory history(Rehearsal.Report report, String agent, LimitKind kind) {
    Stream<LimitHistory> found =
        report.histories().stream()
            .filter(history -> history.agentSlug().equals(agent) && history.kind() == kind);
    return found.findFirst().orElseThrow();
  }

  private void call(
      String agent,
      Instant time,
      boolean failed,
      long millis,
      @Nullable String usd,
      @Nullable String prompt) {
    calls.add(
        new StoredTrace(
            "e-" + calls.size(),
            time,
            agent,
            new Call(null, "m-1", null, millis, null, failed, null, null, null, false, null),
            new Tokens(100, 20, 0, 0, 0, 0, true),
            usd == null
                ? CallCost.unpriced("unknown_model")
                : CallCost.priced(new BigDecimal(usd), "row"),
            new TraceLinks(null, null, null, null, null),
            new Content(prompt, null, null, false, Map.of()),
            1));
  }
}
