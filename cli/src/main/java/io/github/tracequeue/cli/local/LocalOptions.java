// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.cli.options.TemplateFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.traffic.DemoAgent;
import io.github.tracequeue.cli.traffic.DemoTraffic;
import io.github.tracequeue.cli.traffic.Traffic;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.PipelineSettings;
import io.github.tracequeue.query.AlarmSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of {@code tracequeue local}. Picocli fills the fields; {@link #check} judges them.
 */
final class LocalOptions {
  /** What the wire contract takes for an agent's slug. */
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /** Where a call's sizes and order come from. The same ones every time, so that runs compare. */
  private static final long SEED = 20261123;

  private static final int DEFAULT_EVENTS = 200;

  /**
   * How far back calls are dated that come as fast as they are taken: days to compare, and less
   * than the two weeks that CloudWatch takes.
   */
  private static final Duration SPAN = Duration.ofDays(7);

  @Option(
      names = "--agents",
      split = ",",
      paramLabel = "SLUG",
      description = "The demo agents, separated by commas (default: ${DEFAULT-VALUE}).",
      defaultValue = "cto,sre,security,cost")
  List<String> agents = List.of();

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "How many calls the agents report (default: 200; with --replay: all calls of the file).")
  @Nullable Integer events;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      description =
          "How many calls a second, such as 50 or 50/s (default: as fast as they are taken, dated"
              + " over the last week, most of them today).")
  @Nullable String rate;

  @Option(
      names = "--replay",
      paramLabel = "FILE.csv",
      description =
          "Replay recorded traffic with the columns TIMESTAMP,ContextTokens,GeneratedTokens, as"
              + " in the Azure LLM inference traces. Latency is modelled.")
  @Nullable Path replay;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The first of four ports on 127.0.0.1: SQS, DynamoDB, CloudWatch and the viewer follow"
              + " each other from it (default: ${DEFAULT-VALUE}).",
      defaultValue = "7321")
  int port;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Keep queues, table and metrics in this folder: they survive a restart.")
  @Nullable Path keep;

  @Mixin private TemplateFiles templates = new TemplateFiles();

  @Option(
      names = "--exit",
      description = "End after the report, instead of staying up until Ctrl-C.")
  boolean exit;

  @Option(
      names = "--json",
      description =
          "Print the result as one JSON object on the last line of standard output; all else goes"
              + " to standard error.")
  boolean json;

  /**
   * Judges what picocli's types cannot.
   *
   * @throws UsageException naming the option, the value and the limit
   */
  void check() {
    if (agents.isEmpty()) {
      throw new UsageException("--agents: at least one agent is needed");
    }
    for (String agent : agents) {
      if (!SLUG.matcher(agent).matches()) {
        throw new UsageException(
            "--agents: '"
                + agent
                + "' is not a slug: 1 to 64 of a-z 0-9 . _ -, a letter or digit first");
      }
    }
    if (events != null && events < 0) {
      throw new UsageException("--events: " + events + " is less than 0");
    }
    if (port < 1 || port > 65_532) {
      throw new UsageException("--port: " + port + " is not from 1 to 65532");
    }
    eventsPerSecond();
  }

  /**
   * The calls that were asked for, the last of them now; paced calls happen when they are read.
   *
   * @throws UsageException naming the file, the line and what is wrong with it
   */
  Traffic traffic(Clock clock) {
    Instant now = clock.instant();
    if (replay != null) {
      TrafficRecording recording =
          TrafficRecording.read(replay, events == null ? Integer.MAX_VALUE : events);
      return recording.replay(demoTraffic(now, recording.size()), now);
    }
    DemoTraffic traffic = demoTraffic(now, events == null ? DEFAULT_EVENTS : events);
    return eventsPerSecond() == 0 ? traffic.spread(SPAN, now) : traffic.live(clock::instant);
  }

  private DemoTraffic demoTraffic(Instant now, int size) {
    List<DemoAgent> demoAgents = agents.stream().map(DemoAgent::of).toList();
    // Ids of their own each time: a kept table holds those of earlier runs.
    Random ids = new Random(now.toEpochMilli());
    return new DemoTraffic(demoAgents, new Random(SEED), ids, size);
  }

  /** The template's alarms over the stack's metrics, for the viewer. */
  AlarmSource alarms(LocalStack stack, Clock clock) {
    return LocalAlarms.over(
        templates.alarms(),
        new LocalMetrics(stack.metrics(), PipelineSettings.production().metricsNamespace(), clock),
        clock);
  }

  /** The asked rate; 0 where there is no limit. */
  int eventsPerSecond() {
    if (rate == null) {
      return 0;
    }
    try {
      int number = Integer.parseInt(rate.replaceFirst("/s$", ""));
      if (number >= 1 && number <= 1_000_000) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the same words as a number out of range.
    }
    throw new UsageException("--rate: '" + rate + "' is not a whole number from 1 to 1000000");
  }
}
