// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.store.limit.LimitStates.Event;
import io.github.tracequeue.testkit.DynamoDbLocal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LimitStatesTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final LimitStates states =
      LimitStates.create(
          DynamoDbLocal.client(), DynamoDbLocal.newTable(TableSchema::createTableRequest));

  @Test
  void change_aBreachFromItsStartToItsEnd_keepsAnEventForEachLevel() {
    LimitState watched = LimitState.unknown("cto", "slow", NOON).next(NOON);
    LimitState breached = state(Level.BREACHED, NOON.plusSeconds(60), watched);
    LimitState over = breached.notified(NOON.plusSeconds(90)).over(NOON.plusSeconds(600));

    assertThat(states.change(watched)).isTrue();
    assertThat(states.events("cto", NOON, 10)).as("nothing happened so far").isEmpty();
    assertThat(states.change(breached)).isTrue();
    assertThat(states.change(breached.notified(NOON.plusSeconds(90)))).isTrue();
    assertThat(states.change(over)).isTrue();

    assertThat(states.events("cto", NOON, 10))
        .containsExactly(
            new Event("cto", "slow", Level.OK, NOON.plusSeconds(600), "It is slow."),
            new Event("cto", "slow", Level.BREACHED, NOON.plusSeconds(60), "It is slow."));
    assertThat(states.events("cto", NOON.plusSeconds(61), 10)).hasSize(1);
    assertThat(states.events("cto", NOON, 1)).hasSize(1);
    assertThat(states.events("sre", NOON, 10)).isEmpty();
  }

  @Test
  void change_anotherWriterWasFirst_keepsNoEvent() {
    LimitState watched = LimitState.unknown("cto", "slow", NOON).next(NOON);
    states.change(watched);

    assertThat(states.change(state(Level.BREACHED, NOON, LimitState.unknown("cto", "slow", NOON))))
        .isFalse();
    assertThat(states.events("cto", NOON, 10)).isEmpty();
  }

  private static LimitState state(Level level, Instant since, LimitState before) {
    return new LimitState(
        before.agentSlug(),
        before.kind(),
        level,
        since,
        "It is slow.",
        null,
        null,
        false,
        since,
        before.version() + 1);
  }
}
