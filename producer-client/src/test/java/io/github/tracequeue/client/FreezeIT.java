// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.LoopbackSqs.Reply;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that is frozen by SIGSTOP, as Lambda freezes one, and thawed by SIGCONT. */
final class FreezeIT {
  private final LoopbackSqs sqs = LoopbackSqs.start();
  private AgentProcess agent;

  @BeforeEach
  void start() throws Exception {
    agent = AgentProcess.start(Agent.Task.ANSWER, sqs.queueUrl());
    agent.await("ready");
    agent.tell("1");
    assertThat(agent.await("flushed")).startsWith("true");
  }

  @AfterEach
  void stop() {
    agent.close();
    sqs.close();
  }

  /** Two seconds, when the JDK still holds its connection for good; and seven, when it does not. */
  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void thaw_idleConnectionWasClosed_deliversAtOnceAndOnce(int seconds) throws Exception {
    agent.signal("STOP");
    sqs.closeConnections();
    rest(seconds);
    agent.signal("CONT");
    agent.tell("2");

    String flushed = agent.await("flushed");
    assertThat(flushed).startsWith("true");
    assertThat(millis(flushed)).isLessThan(5_000);
    assertThat(sqs.numbers()).containsExactly(1, 2);
  }

  @Test
  void thaw_requestWasUnderWay_deliversIt() throws Exception {
    var frozen = new CountDownLatch(1);
    sqs.always(
        bodies -> {
          if (frozen.getCount() == 0) {
            return Reply.ok();
          }
          frozen.countDown();
          return Reply.none();
        });
    agent.tell("2");
    assertThat(frozen.await(30, TimeUnit.SECONDS)).isTrue();
    agent.signal("STOP");
    sqs.closeConnections();
    rest(1);
    agent.signal("CONT");

    assertThat(agent.await("flushed")).startsWith("true");
    assertThat(sqs.numbers()).containsExactly(1, 2);
  }

  private static long millis(String flushed) {
    return Long.parseLong(flushed.replaceAll("\\D", ""));
  }

  private static void rest(long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
