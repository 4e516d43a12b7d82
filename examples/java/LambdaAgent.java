// SPDX-License-Identifier: Apache-2.0
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.util.Map;

/** An agent in a Lambda function: what it records is sent before the function is frozen. */
public final class LambdaAgent implements RequestHandler<Map<String, String>, String> {
  private final TraceClient traces = TraceClient.fromEnvironment(); // once for each environment

  @Override
  public String handleRequest(Map<String, String> event, Context context) {
    try {
      return traces.flushAfter(
          context::getRemainingTimeInMillis, () -> decide(event.getOrDefault("question", "")));
    } catch (Exception e) {
      throw new IllegalStateException(e); // what decide threw; the traces are sent all the same
    }
  }

  private String decide(String question) {
    long start = System.nanoTime();
    String decision = "Scale down."; // here the model is asked
    traces.record(
        TraceEvent.builder("lambda-agent", "claude-sonnet-5-5")
            .provider("anthropic")
            .inputTokens(920)
            .outputTokens(48)
            .latencySince(start)
            .promptPreview(question)
            .decisionSummary(decision)
            .build());
    return decision;
  }
}
