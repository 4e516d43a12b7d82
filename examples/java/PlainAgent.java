// SPDX-License-Identifier: Apache-2.0
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.TraceClient;
import java.time.Duration;

/** An agent of one run and one call. Its model is made up, so that it runs anywhere. */
public final class PlainAgent {
  record Answer(String text, int inputTokens, int outputTokens) {}

  public static void main(String[] arguments) throws Exception {
    String prompt = "The queue is empty and the budget is not. What now?";
    try (TraceClient traces = TraceClient.fromEnvironment();
        Run run = traces.startRun("java-agent")) {
      Answer answer =
          run.call(
              "claude-sonnet-5-5",
              () -> ask(prompt),
              (event, response) ->
                  event
                      .provider("anthropic")
                      .inputTokens(response.inputTokens())
                      .outputTokens(response.outputTokens())
                      .promptPreview(prompt)
                      .decisionSummary(response.text()));
      run.succeed(answer.text());
      traces.flush(Duration.ofSeconds(5)); // only because the program ends here
      System.out.println(
          traces.stats().delivered() + " of " + traces.stats().recorded() + " delivered");
    }
  }

  static Answer ask(String prompt) {
    return new Answer("Go home early.", 1_840, 312);
  }
}
