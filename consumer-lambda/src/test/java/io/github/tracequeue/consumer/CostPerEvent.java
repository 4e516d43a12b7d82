// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.sun.management.OperatingSystemMXBean;
import io.github.tracequeue.consumer.TestConsumer.TestMessage;
import io.github.tracequeue.consumer.message.PromptHasher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Measures the processor time that a handler takes for an event, with a table in memory. */
final class CostPerEvent {

  private static final Instant NOW = TestConsumer.NOW;

  private CostPerEvent() {}

  interface Batch {
    void handle(byte[] event) throws IOException;
  }

  /** Arguments: {@code ours|usual}, messages in a batch, events to warm up with and to measure. */
  public static void main(String[] args) throws IOException {
    InMemoryDynamoDb table = new InMemoryDynamoDb();
    Batch handler = args[0].equals("ours") ? ours(table) : usual(table);
    int messages = Integer.parseInt(args[1]);
    int warmUp = Integer.parseInt(args[2]) / messages;
    int measured = Math.max(1, Integer.parseInt(args[3]) / messages);
    byte[] event = event(messages);
    for (int i = 0; i < warmUp; i++) {
      table.clear();
      handler.handle(event);
    }
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] micros = new double[5];
    for (int round = 0; round < micros.length; round++) {
      long start = system.getProcessCpuTime();
      for (int i = 0; i < measured; i++) {
        table.clear();
        handler.handle(event);
      }
      micros[round] = (system.getProcessCpuTime() - start) / 1e3 / measured / messages;
      if (table.size() != messages) {
        throw new IllegalStateException(table.size() + " of " + messages + " were stored");
      }
    }
    Arrays.sort(micros);
    System.out.printf(
        "%s, batch of %d: %.1f us CPU an event (median of 5 rounds, %.1f to %.1f)%n",
        args[0], messages, micros[2], micros[0], micros[4]);
  }

  private static Batch ours(InMemoryDynamoDb table) {
    ConsumerHandler handler =
        new ConsumerHandler(
            ConsumerSettings.fromEnvironment(
                Map.of(
                    "TRACEQUEUE_TABLE", "t",
                    "TRACEQUEUE_QUARANTINE_QUEUE_URL", "http://localhost/q")),
            new AwsClients(table, new NoQueue(), new NoCloudWatch()),
            PromptHasher::plain,
            line -> {},
            InstantSource.fixed(NOW));
    TestContext context = new TestContext(60_000);
    return event ->
        handler.handleRequest(
            new ByteArrayInputStream(event), new ByteArrayOutputStream(), context);
  }

  private static Batch usual(InMemoryDynamoDb table) {
    UsualHandler handler = new UsualHandler(table, "t");
    return event ->
        handler.handleRequest(new ByteArrayInputStream(event), new ByteArrayOutputStream());
  }

  static byte[] event(int messages) {
    List<TestMessage> batch = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      batch.add(
          new TestMessage(
              new UUID(7, i).toString(), SampleBodies.typical(i, NOW.minusSeconds(i / 100 % 600))));
    }
    return TestConsumer.event(batch);
  }

  private static final class NoCloudWatch implements CloudWatchClient {
    @Override
    public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
      return PutMetricDataResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static final class NoQueue implements SqsClient {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
