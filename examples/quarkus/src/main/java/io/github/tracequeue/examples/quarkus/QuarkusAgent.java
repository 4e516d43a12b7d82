// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.quarkus;

import dev.langchain4j.model.chat.ChatModel;
import io.github.tracequeue.adapter.SharedTraceClient;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.examples.standin.ModelEndpoint;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;

/**
 * An agent with LangChain4j in Quarkus; nothing of it is about tracing but the run. Start {@code
 * bin/tracequeue local}, copy its {@code export} lines, and run this in the root folder:
 *
 * <pre>mvn -q -Pfast -Dmaven.test.skip=true -pl examples/quarkus -am package exec:exec</pre>
 */
@QuarkusMain
public final class QuarkusAgent {
  private QuarkusAgent() {}

  /** Starts Quarkus. */
  public static void main(String[] arguments) throws Exception {
    try (ModelEndpoint openAi = ModelEndpoint.openAi()) {
      System.setProperty("quarkus.langchain4j.openai.base-url", openAi.url() + "/v1");
      System.setProperty("quarkus.langchain4j.openai.api-key", openAi.key());
      Quarkus.run(Task.class, arguments);
    }
  }

  /** Asks the model once, in a run. */
  static final class Task implements QuarkusApplication {
    @Inject ChatModel model;

    @Override
    @SuppressWarnings("try") // the scope is only closed
    public int run(String... arguments) throws Exception {
      try (Run run = SharedTraceClient.get().startRun("quarkus-agent");
          CurrentRun.Scope scope = run.makeCurrent()) {
        String answer = model.chat("The queue is empty and the budget is not. What now?");
        run.succeed(answer);
        System.out.println(answer);
      }
      return 0;
    }
  }
}
