// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.LoopbackSqs.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How agents end, with a queue that never answers: no client holds one up. */
final class ProcessEndIT {
  /** Far less than the request's thirty seconds. */
  private static final long SOON = 10;

  private final LoopbackSqs sqs = LoopbackSqs.start();

  @AfterEach
  void stop() {
    sqs.close();
  }

  @ParameterizedTest
  @CsvSource({"RETURN, 0", "EXIT, 7"})
  void end_clientNotClosed_isNotHeldUp(Agent.Task task, int code) throws Exception {
    sqs.always(bodies -> Reply.none());
    try (AgentProcess agent = AgentProcess.start(task, sqs.queueUrl())) {
      assertThat(agent.await("recorded")).isEqualTo("100");
      assertThat(agent.exitWithin(SOON)).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "KILL, 137"})
  void signal_clientNotClosed_isNotHeldUp(String signal, int code) throws Exception {
    sqs.always(bodies -> Reply.none());
    try (AgentProcess agent = AgentProcess.start(Agent.Task.WAIT, sqs.queueUrl())) {
      agent.await("recorded");
      agent.signal(signal);
      assertThat(agent.exitWithin(SOON)).isEqualTo(code);
    }
  }

  @Test
  void sigterm_hookClosesTheClient_deliversAll() throws Exception {
    sqs.always(bodies -> Reply.ok().after(100));
    try (AgentProcess agent = AgentProcess.start(Agent.Task.WAIT_WITH_HOOK, sqs.queueUrl())) {
      agent.await("recorded");
      agent.signal("TERM");
      assertThat(agent.exitWithin(30)).isEqualTo(143);
    }
    assertThat(sqs.numbers()).hasSize(100).doesNotHaveDuplicates();
  }
}
