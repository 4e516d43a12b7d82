// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.sun.management.OperatingSystemMXBean;
import io.github.tracequeue.client.TraceClient;
import io.github.tracequeue.client.TraceEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A measurement to be run by hand: fills the queue with a backlog while no consumer runs, then has
 * the packaged consumer drain it, and says how long it took and whose code used the processor.
 *
 * <p>Arguments: numbers of events, one drain for each. Ends with an exception where one loses
 * events, or counts them otherwise than they were sent.
 */
final class BacklogDrain {
  private static final List<String> AGENTS = List.of("cto", "sre", "security", "cost");
  private static final int MOST_QUEUED = 4_000;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private BacklogDrain() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println(
        "| events | fill/s | drain s | drain/s | unaccounted | consumer CPU us/event"
            + " | emulators CPU us/event | consumer peak MB | table = metrics = sent |");
    for (String argument : arguments) {
      drain(Integer.parseInt(argument));
    }
  }

  private static void drain(int events) throws Exception {
    try (Closing closing = new Closing()) {
      StateFolder state = closing.add(StateFolder.open(null));
      EmbeddedServices services =
          closing.add(EmbeddedServices.start(Ports.from(0), state, Clock.systemUTC()));
      PipelineSettings settings = PipelineSettings.production();
      PipelineResources resources = PipelineResources.provision(services.endpoints(), settings);
      long start = System.nanoTime();
      long tokens = fill(services.endpoints(), resources, events);
      double fillSeconds = (System.nanoTime() - start) / 1e9;

      Path folder = state.folder("function");
      Recording here = new Recording(Configuration.getConfiguration("profile"));
      here.start();
      long cpu = processCpu();
      start = System.nanoTime();
      ConsumerRun consumer =
          closing.add(
              ConsumerRun.start(
                  services.endpoints(),
                  resources,
                  new ConsumerRun.Options(
                      List.of(PackagedFunctions.CONSUMER),
                      settings.withEventSource(settings.eventSource().limitedTo(5, 2)),
                      false,
                      Map.of("JAVA_TOOL_OPTIONS", "-XX:StartFlightRecording=settings=profile"),
                      folder)));
      boolean idle = consumer.awaitIdle(PATIENCE);
      double seconds = (System.nanoTime() - start) / 1e9;
      long emulatorCpu = processCpu() - cpu;
      here.stop();
      Path ours = folder.resolve("emulators.jfr");
      here.dump(ours);
      long consumerCpu = 0;
      long peak = 0;
      List<Path> recordings = new ArrayList<>();
      for (ProcessHandle each : ConsumerProcesses.all()) {
        consumerCpu += each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
        peak = Math.max(peak, peakMegabytes(each.pid()));
        Path dump = folder.resolve(each.pid() + ".jfr");
        jcmd(each.pid(), dump);
        recordings.add(dump);
      }
      Map<String, BigDecimal> table = table(services.endpoints(), resources.table());
      BigDecimal metered =
          services.metrics().sum(settings.metricsNamespace(), "InputTokenCount", Set.of("Agent"));
      BigDecimal sent = BigDecimal.valueOf(tokens);
      boolean equal =
          sent.compareTo(metered) == 0
              && sent.compareTo(table.getOrDefault("tokens", BigDecimal.ZERO)) == 0;
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,.0f | %,.1f | %,.0f | %s | %,.0f | %,.0f | %,d | %s |%n",
          events,
          events / fillSeconds,
          seconds,
          events / seconds,
          BigDecimal.valueOf(events).subtract(table.getOrDefault("items", BigDecimal.ZERO))
              + (idle ? "" : " (not idle)"),
          consumerCpu / 1e3 / events,
          emulatorCpu / 1e3 / events,
          peak,
          equal ? "yes" : "no: " + sent + ", " + table + ", " + metered);
      print("the consumer's processes", ProfileSummary.of(recordings));
      print("the emulators' process", ProfileSummary.of(List.of(ours)));
      if (!idle || !equal) {
        throw new AssertionError("the drain of " + events + " events does not add up");
      }
    }
  }

  private static void print(String where, ProfileSummary summary) {
    System.out.println("\n| samples in " + where + " | samples | share |");
    summary.lines().forEach(System.out::println);
    System.out.println();
  }

  private static long fill(ServiceEndpoints endpoints, PipelineResources resources, int events)
      throws InterruptedException {
    long tokens = 0;
    Instant now = Instant.now();
    try (TraceClient client =
        TraceClient.builder(resources.eventsUrl()).sqsClient(endpoints::sqsClient).build()) {
      for (int i = 0; i < events; i++) {
        while (client.stats().queued() >= MOST_QUEUED) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        tokens += 100 + i % 1_000;
        client.record(
            TraceEvent.builder(AGENTS.get(i % AGENTS.size()), "claude-haiku-4-5")
                .provider("anthropic")
                .timestamp(now.minusMillis(i % 3_600_000))
                .inputTokens(100 + i % 1_000)
                .outputTokens(i % 300)
                .latencyMillis(i % 5_000)
                .promptPreview("Summarise what has changed since yesterday, item " + i)
                .decisionSummary("Nothing that needs a person.")
                .build());
      }
      if (!client.flush(Duration.ofMinutes(5)) || client.stats().delivered() != events) {
        throw new IllegalStateException("not all were delivered: " + client.stats());
      }
    }
    return tokens;
  }

  private static Map<String, BigDecimal> table(ServiceEndpoints endpoints, String table) {
    Map<String, BigDecimal> sums = new HashMap<>();
    try (DynamoDbClient dynamoDb = endpoints.dynamoDbClient()) {
      dynamoDb
          .scanPaginator(request -> request.tableName(table).projectionExpression("input_tokens"))
          .items()
          .forEach(
              item -> {
                sums.merge("items", BigDecimal.ONE, BigDecimal::add);
                sums.merge("tokens", new StoredItem(item).number("input_tokens"), BigDecimal::add);
              });
    }
    return sums;
  }

  private static long processCpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long peakMegabytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static void jcmd(long pid, Path file) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(
            jcmd.toString(), Long.toString(pid), "JFR.dump", "filename=" + file.toAbsolutePath())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
