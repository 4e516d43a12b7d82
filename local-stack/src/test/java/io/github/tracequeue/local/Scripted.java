// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import io.github.tracequeue.testkit.CodeSources;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.nio.file.Path;
import java.time.Duration;

/** Settings under which the {@link ScriptedHandler} is the function, and waits are short. */
final class Scripted {
  static final Path CODE = CodeSources.of(ScriptedHandler.class);

  private Scripted() {}

  static PipelineSettings settings() {
    return PipelineSettings.production()
        .withFunction(
            new FunctionSettings(
                "scripted", ScriptedHandler.class.getName(), 128, Duration.ofSeconds(2)))
        .withEventSource(new PipelineSettings.EventSource(10, Duration.ZERO, 2, true))
        .withRedelivery(Duration.ofSeconds(2), 2);
  }
}
