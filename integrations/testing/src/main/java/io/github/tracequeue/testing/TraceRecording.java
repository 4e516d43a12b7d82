// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit 5 extension that gives each test a {@link RecordingTraceClient} of its own as a
 * parameter:
 *
 * <pre>{@code
 * @ExtendWith(TraceRecording.class)
 * class AgentTest {
 *   @Test
 *   void agent_asksTwice(RecordingTraceClient traces) {
 *     new Agent(traces).run();
 *     assertThat(traces).hasCalls(2).costBelow("0.05");
 *   }
 * }
 * }</pre>
 */
public final class TraceRecording implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(TraceRecording.class);

  /** For JUnit. */
  public TraceRecording() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == RecordingTraceClient.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    RecordingTraceClient before = recording(test);
    if (before != null) {
      return before;
    }
    RecordingTraceClient created = RecordingTraceClient.create();
    test.getStore(NAMESPACE).put(RecordingTraceClient.class, created);
    return created;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    RecordingTraceClient recorded = recording(test);
    if (recorded != null) {
      recorded.close(Duration.ZERO);
    }
  }

  private static @Nullable RecordingTraceClient recording(ExtensionContext test) {
    return test.getStore(NAMESPACE).get(RecordingTraceClient.class, RecordingTraceClient.class);
  }
}
