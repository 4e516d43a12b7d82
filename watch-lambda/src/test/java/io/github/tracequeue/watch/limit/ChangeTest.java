// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.watch.limit.Change.News;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From verdicts to notices. */
final class ChangeTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Verdict FINE = Verdict.fine(Reading.of(0, 3, "calls"));
  private static final Verdict WARNING = open(Status.WARNING, null);
  private static final Verdict BREACHED = open(Status.BREACHED, null);

  private final List<News> sent = new ArrayList<>();
  private LimitState state = LimitState.unknown("cto", "failing", NOON);
  private Instant now = NOON;

  @Test
  void of_breachThatGoesOn_isToldOnce() {
    follow(LimitKind.FAILING, BREACHED, BREACHED, BREACHED);

    assertThat(sent).containsExactly(News.BEGAN);
    assertThat(state.level()).isEqualTo(Level.BREACHED);
    assertThat(state.since()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
    assertThat(state.notified()).isFalse();
    assertThat(state.version()).isEqualTo(1);
  }

  @Test
  void of_warningThenBreach_areBothTold() {
    follow(LimitKind.FAILING, WARNING, WARNING, BREACHED, WARNING, BREACHED);

    assertThat(sent).containsExactly(News.BEGAN, News.BEGAN, News.BEGAN);
    assertThat(state.level()).isEqualTo(Level.BREACHED);
  }

  @Test
  void of_fineForAQuarterOfAnHour_isOver() {
    follow(LimitKind.FAILING, BREACHED, FINE, FINE, FINE);
    assertThat(sent).containsExactly(News.BEGAN);

    follow(LimitKind.FAILING, FINE, FINE);
    assertThat(sent).containsExactly(News.BEGAN, News.ENDED);
    assertThat(state.level()).isEqualTo(Level.OK);
  }

  @Test
  void of_failingAgainBeforeItIsOver_saysNothing() {
    follow(LimitKind.FAILING, BREACHED, FINE, FINE, BREACHED, FINE, FINE, FINE, FINE);

    assertThat(sent).containsExactly(News.BEGAN, News.ENDED);
  }

  @Test
  void of_notJudged_changesNothing() {
    follow(LimitKind.FAILING, BREACHED, Verdict.notJudged("too few calls"));

    assertThat(sent).containsExactly(News.BEGAN);
    assertThat(state.level()).isEqualTo(Level.BREACHED);
  }

  @Test
  void of_spendingOfTheNextDay_isToldAgain() {
    follow(
        LimitKind.SPEND_DAY,
        open(Status.BREACHED, "2026-11-23"),
        open(Status.BREACHED, "2026-11-23"),
        open(Status.BREACHED, "2026-11-24"));

    assertThat(sent).containsExactly(News.BEGAN, News.BEGAN);
  }

  @Test
  void of_spendingThatIsOver_endsWithoutAWord() {
    follow(LimitKind.SPEND_DAY, open(Status.WARNING, "2026-11-23"), FINE, FINE);

    assertThat(sent).containsExactly(News.BEGAN);
    assertThat(state.level()).isEqualTo(Level.OK);
    assertThat(state.notified()).isTrue();
  }

  @Test
  void of_silenceThatIsOver_isToldAtOnce() {
    follow(LimitKind.SILENT, BREACHED, FINE);

    assertThat(sent).containsExactly(News.BEGAN, News.ENDED);
  }

  private void follow(LimitKind kind, Verdict... verdicts) {
    for (Verdict verdict : verdicts) {
      now = now.plus(Duration.ofMinutes(5));
      Change.of(state, kind, verdict, now)
          .ifPresent(
              change -> {
                state = change.state();
                if (change.news() != null) {
                  sent.add(change.news());
                }
              });
    }
  }

  private static Verdict open(Status status, @Nullable String occasion) {
    return new Verdict(status, "It is so.", Reading.of(3, 3, "calls"), occasion, List.of());
  }
}
