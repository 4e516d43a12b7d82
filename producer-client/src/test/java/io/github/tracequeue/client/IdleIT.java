// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class IdleIT {
  @Test
  void idle_threeSeconds_neverWakesUp() throws Exception {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("/proc/self/task")), "only Linux counts a thread's wake-ups");
    try (LoopbackSqs sqs = LoopbackSqs.start();
        AgentProcess agent = AgentProcess.start(Agent.Task.IDLE, sqs.queueUrl())) {
      // A safepoint of the JVM may wake it, once or twice.
      assertThat(Integer.parseInt(agent.await("wake-ups"))).isLessThanOrEqualTo(3);
      assertThat(agent.exitWithin(10)).isZero();
    }
  }
}
