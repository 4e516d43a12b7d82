// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.bedrock;

import io.github.tracequeue.adapter.SharedTraceClient;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.examples.standin.ModelEndpoint;
import java.net.URI;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/**
 * An agent with the AWS SDK for Bedrock; nothing of it is about tracing but the run. Start {@code
 * bin/tracequeue local}, copy its {@code export} lines, and run this in the root folder:
 *
 * <pre>mvn -q -Pfast -pl examples/bedrock -am compile exec:exec</pre>
 *
 * <p>The model is a server in this process, because the exported credentials are not AWS's. Remove
 * {@code endpointOverride} to call Bedrock.
 */
public final class BedrockAgent {
  private BedrockAgent() {}

  /** Asks the model once, in a run. */
  @SuppressWarnings("try") // the scope is only closed
  public static void main(String[] arguments) throws Exception {
    try (ModelEndpoint standIn = ModelEndpoint.standIn();
        BedrockRuntimeClient bedrock =
            BedrockRuntimeClient.builder().endpointOverride(URI.create(standIn.url())).build();
        Run run = SharedTraceClient.get().startRun("bedrock-agent");
        CurrentRun.Scope scope = run.makeCurrent()) {
      Message question =
          Message.builder()
              .role("user")
              .content(ContentBlock.fromText("The queue is empty and the budget is not. What now?"))
              .build();
      ConverseResponse response =
          bedrock.converse(
              request -> request.modelId("us.anthropic.claude-sonnet-4-6").messages(question));

      String answer = response.output().message().content().get(0).text();
      run.succeed(answer);
      System.out.println(answer);
    }
  }
}
