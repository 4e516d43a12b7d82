// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.client.ClientStats;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.testkit.lambda.FunctionSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged consumer in processes of its own, behind links that fail, while they are killed and
 * frozen at random. {@code -Dchaos.process.runs=N} sets how many runs, {@code -Dchaos.seed=N}
 * repeats one.
 */
final class ChaosProcessesIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int BURSTS = 6;

  /** Faults that leave no doubt about what was done. */
  private static final List<Fault> PLAIN =
      List.of(Fault.SLOW_REQUEST, Fault.RESET, Fault.SERVER_ERROR, Fault.THROTTLED);

  /** And those that do. */
  private static final List<Fault> ANY =
      List.of(
          Fault.SLOW_ANSWER,
          Fault.RESET,
          Fault.BLACK_HOLE,
          Fault.SERVER_ERROR,
          Fault.THROTTLED,
          Fault.ERROR_AFTER_EFFECT,
          Fault.ANSWER_RESET,
          Fault.ANSWER_CUT,
          Fault.ANSWER_LOST,
          Fault.HALF_OPEN,
          Fault.CLOSED_AFTER,
          Fault.TWICE);

  static LongStream seeds() {
    Long only = Long.getLong("chaos.seed");
    return only != null
        ? LongStream.of(only)
        : LongStream.rangeClosed(1, Integer.getInteger("chaos.process.runs", 1));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void run_processesKilledAndFrozen_everythingIsStoredOnce(long seed) throws Exception {
    Random random = new Random(seed);
    try (Closing closing = new Closing()) {
      EmbeddedBackend backend = closing.add(new EmbeddedBackend());
      ServiceEndpoints services = backend.endpoints();
      FaultDice dice = new FaultDice(seed, 0.1, ANY, 60);
      FaultDice plain = new FaultDice(seed + 1, 0.1, PLAIN, 10);
      AtomicInteger writes = new AtomicInteger();
      FaultyLink table =
          closing.add(
              FaultyLink.to(
                  services.dynamoDb(), request -> dice.roll("write" + writes.incrementAndGet())));
      FaultyLink queue =
          closing.add(FaultyLink.to(services.sqs(), request -> dice.roll("quarantine")));
      FaultyLink metrics =
          closing.add(FaultyLink.to(services.cloudWatch(), request -> plain.roll("metrics")));
      FaultyLink sending = closing.add(FaultyLink.to(services.sqs(), request -> dice.roll("send")));
      Pipeline pipeline =
          closing.add(
              Pipeline.start(
                  backend,
                  settings(),
                  Map.of(
                      "AWS_ENDPOINT_URL_DYNAMODB", table.endpoint().toString(),
                      "AWS_ENDPOINT_URL_SQS", queue.endpoint().toString(),
                      "AWS_ENDPOINT_URL_CLOUDWATCH", metrics.endpoint().toString())));
      List<ChaosTraffic> bursts = new ArrayList<>();
      List<List<String>> agents = new ArrayList<>();
      List<ClientStats> stats = new ArrayList<>();
      int kills = 0;
      for (int burst = 0; burst < BURSTS; burst++) {
        agents.add(List.of("a" + burst, "b" + burst));
        bursts.add(new ChaosTraffic(seed * BURSTS + burst, agents.get(burst), true));
        bursts.get(burst).aroundTheClient(pipeline.sqs(), pipeline.resources().eventsUrl());
        stats.add(bursts.get(burst).through(client(pipeline, sending), Duration.ofMinutes(1)));
        kills += disturb(random);
      }
      pipeline.awaitIdle();

      BigDecimal input = BigDecimal.ZERO;
      for (int burst = 0; burst < BURSTS; burst++) {
        List<StoredItem> items = pipeline.itemsOf(agents.get(burst));
        ChaosAudit audit = ChaosAudit.ofTable(bursts.get(burst).calls(), items);
        audit.assertStoredOnce(stats.get(burst));
        audit.assertRuns(bursts.get(burst).runs(), stats.get(burst));
        input = input.add(audit.inputTokens());
      }
      BigDecimal metered = BigDecimal.ZERO;
      for (String agent : agents.stream().flatMap(List::stream).toList()) {
        metered =
            metered.add(
                BigDecimal.valueOf(pipeline.metric("InputTokenCount", Map.of("Agent", agent))));
      }
      System.out.printf(
          "chaos: seed %d: %d processes killed, %s; %s tokens stored, %s of them metered%n",
          seed, kills, pipeline.counts(), input, metered.toBigInteger());
      assertThat(metered).as("never counted twice").isLessThanOrEqualTo(input);
      assertThat(pipeline.deadLetters()).isEmpty();
      assertThat(pipeline.log()).doesNotContain(ChaosTraffic.CANARY);
    }
  }

  /** Kills a process, or freezes it for shorter or longer than an invocation may take. */
  private static int disturb(Random random) throws Exception {
    List<ProcessHandle> processes = ConsumerProcesses.all();
    if (processes.isEmpty() || random.nextInt(4) == 0) {
      return 0;
    }
    ProcessHandle process = processes.get(random.nextInt(processes.size()));
    if (random.nextBoolean()) {
      process.destroyForcibly();
      return 1;
    }
    signal("STOP", process);
    TimeUnit.MILLISECONDS.sleep(random.nextBoolean() ? 300 : TIMEOUT.toMillis() + 500);
    signal("CONT", process);
    return 0;
  }

  private static void signal(String name, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private static TraceClient client(Pipeline pipeline, FaultyLink link) {
    String url = pipeline.resources().eventsUrl();
    ServiceEndpoints endpoints =
        new ServiceEndpoints(
            link.endpoint(), link.endpoint(), link.endpoint(), link.endpoint(), "local");
    return TraceClient.builder(url).sqsClient(endpoints::sqsClient).build();
  }

  private static PipelineSettings settings() {
    FunctionSettings function = PipelineSettings.production().function();
    return Pipeline.settings()
        .withFunction(
            new FunctionSettings(
                function.name(), function.handler(), function.memoryMegabytes(), TIMEOUT))
        .withRedelivery(TIMEOUT, 500);
  }
}
