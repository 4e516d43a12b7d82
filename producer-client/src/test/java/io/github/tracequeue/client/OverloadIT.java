// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.LoopbackSqs.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Five times and more what the queue takes, in 64 MB of heap. */
final class OverloadIT {
  private static final long BUDGET = 8 << 20;

  @Test
  void record_fiveTimesTheSinksRate_survivesAndAddsUpAtEachSample() throws Exception {
    try (LoopbackSqs sqs = LoopbackSqs.start();
        AgentProcess agent = start(sqs)) {
      Map<String, String> result = parse(agent.await("overload"));
      assertThat(agent.exitWithin(30)).isZero();

      assertThat(number(result, "samples")).isGreaterThan(500);
      assertThat(number(result, "wrong")).isZero();
      assertThat(number(result, "mostBytes")).isBetween(BUDGET / 4 * 3, BUDGET);
      assertThat(number(result, "recorded"))
          .isGreaterThan(5 * number(result, "underLoad"))
          .isEqualTo(number(result, "delivered") + number(result, "dropped"));
      assertThat(number(result, "full")).isPositive().isEqualTo(number(result, "dropped"));
      assertThat(number(result, "degraded")).isPositive();
      assertThat(result).containsEntry("drained", "true");
      assertThat(sqs.numbers()).hasSize((int) number(result, "delivered")).doesNotHaveDuplicates();
    }
  }

  private static AgentProcess start(LoopbackSqs sqs) {
    // One request in 400 ms: some 600 KB, or 400 events.
    sqs.always(bodies -> Reply.ok().after(400));
    return AgentProcess.start(
        List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"), Agent.Task.OVERLOAD, sqs.queueUrl());
  }

  private static Map<String, String> parse(String line) {
    var result = new HashMap<String, String>();
    for (String pair : line.split(" ", -1)) {
      result.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
    }
    return result;
  }

  private static long number(Map<String, String> result, String key) {
    return Long.parseLong(result.get(key));
  }
}
