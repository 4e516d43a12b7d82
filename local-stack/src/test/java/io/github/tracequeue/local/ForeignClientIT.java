// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Another SDK reaches the stack with only the environment that it prints. */
final class ForeignClientIT {
  private static final String SEND =
      """
      import boto3, os, sys
      sent = boto3.client('sqs').send_message(
          QueueUrl=os.environ['TRACEQUEUE_QUEUE_URL'], MessageBody=sys.argv[1])
      print(sent['MD5OfMessageBody'])
      """;

  private static final String READ =
      """
      import boto3, datetime, json, os
      items = boto3.client('dynamodb').scan(TableName=os.environ['TRACEQUEUE_TABLE'])['Items']
      cloudwatch = boto3.client('cloudwatch')
      now = datetime.datetime.now(datetime.timezone.utc)
      stored = cloudwatch.get_metric_statistics(
          Namespace='Tracequeue/local', MetricName='EventsStored', Statistics=['Sum'], Period=3600,
          StartTime=now - datetime.timedelta(hours=2), EndTime=now + datetime.timedelta(hours=2))
      print(json.dumps({
          'items': items,
          'metrics': len(cloudwatch.list_metrics(Namespace='Tracequeue/local')['Metrics']),
          'stored': sum(point['Sum'] for point in stored['Datapoints'])}))
      """;

  @Test
  void boto3_withThePrintedEnvironment_sendsAndReadsBack() throws Exception {
    ForeignLanguages.requirePython();
    try (LocalStack stack =
        LocalStack.start(LocalStackOptions.defaults().withConsumer(PackagedFunctions.CONSUMER))) {
      String sample = requireSample("python-sender.json");
      python(stack.environment(), SEND, sample);
      assertThat(stack.awaitIdle(Duration.ofSeconds(90))).isTrue();

      JsonNode read = Json.tree(python(stack.environment(), READ));
      List<JsonNode> events = QueuedSamples.events(sample);
      // The message's report of drops has an item too, the receipt that lets it count once.
      assertThat(read.get("items"))
          .filteredOn(item -> item.has("input_tokens"))
          .extracting(item -> item.get("input_tokens").get("N").asInt())
          .containsExactlyInAnyOrderElementsOf(
              events.stream().map(event -> event.get("input_tokens").asInt()).toList());
      assertThat(read.get("stored").asInt()).isEqualTo(events.size());
      assertThat(read.get("metrics").asInt()).isPositive();
    }
  }

  private static String requireSample(String name) {
    String sample = QueuedSamples.good().get(name);
    return Objects.requireNonNull(sample, name);
  }

  /** Runs a script in that environment and returns what it prints. */
  private static String python(Map<String, String> environment, String script, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        ForeignLanguages.program(environment, ForeignLanguages.python("-c", script));
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
