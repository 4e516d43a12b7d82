// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testing.RecordingTraceClient;
import io.github.tracequeue.testing.TraceRecording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an agent asks and what that costs, without a queue and without a model. Run this in the root
 * folder:
 *
 * <pre>
 * mvn -q -Pfast -pl examples/testing -am test -Dtest=ThriftyAgentTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
@ExtendWith(TraceRecording.class)
final class ThriftyAgentTest {

  @Test
  void answer_theSmallModelKnows_isCheap(RecordingTraceClient traces) throws Exception {
    assertThat(new ThriftyAgent(traces, model -> "42").answer()).isEqualTo("42");

    assertThat(traces).hasCallsTo("claude-haiku-4-5", 1).hasCalls(1).costBelow("0.01");
  }

  @Test
  void answer_theSmallModelDoesNotKnow_asksTheLargeOne(RecordingTraceClient traces)
      throws Exception {
    new ThriftyAgent(traces, model -> model.contains("opus") ? "42" : "I do not know.").answer();

    assertThat(traces).hasCalls(2).hasCallsTo("claude-opus-4-5", 1).hasNoText();
  }
}
