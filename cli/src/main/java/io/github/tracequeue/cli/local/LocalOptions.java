// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.cli.options.JsonOption;
import io.github.tracequeue.cli.options.LimitFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.traffic.DemoAgent;
import io.github.tracequeue.cli.traffic.DemoStory;
import io.github.tracequeue.cli.traffic.DemoTraffic;
import io.github.tracequeue.cli.traffic.Traffic;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of {@code tracequeue local}. Picocli sets the fields; {@link #check} validates them.
 */
final class LocalOptions {
  /** The wire contract's pattern of an agent's slug. */
  private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  private static final List<String> DEFAULT_AGENTS = List.of("cto", "sre", "security", "cost");

  private static final int DEFAULT_EVENTS = 300;

  /**
   * The period of calls without a rate limit: several days to compare, but less than the two weeks
   * that CloudWatch accepts.
   */
  private static final Duration SPAN = Duration.ofDays(7);

  @Option(
      names = "--agents",
      split = ",",
      paramLabel = "SLUG",
      description =
          "The demo agents, separated by commas (default: cto,sre,security,cost; and release in the"
              + " default demo).")
  @Nullable List<String> agents;

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "Number of calls; 0 for no demo (default: 300; with --replay: all calls of the file).")
  @Nullable Integer events;

  @Option(
      names = "--rate",
      paramLabel = "N/s",
      description =
          "Calls a second, for example 50 or 50/s (default: as fast as possible, with times"
              + " in the last week, most of them today).")
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
          "The first of five consecutive ports on 127.0.0.1, for SQS, DynamoDB, CloudWatch, the"
              + " viewer and SNS (default: ${DEFAULT-VALUE}).",
      defaultValue = "7321")
  int port;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Keep queues, table, metrics and the viewer's URL in this folder after the command ends.")
  @Nullable Path keep;

  @Option(
      names = "--limits",
      paramLabel = "FILE",
      description =
          "The file with the limits of the watch function, such as infra-cdk/tracequeue.json"
              + " (default: the built-in limits, and those of the default demo).")
  @Nullable Path limits;

  private @Nullable Path demoLimits;

  @Option(names = "--exit", description = "Exit after the report, instead of running until Ctrl-C.")
  boolean exit;

  @Mixin private JsonOption format = new JsonOption();

  /**
   * Whether to print the result as one JSON object on the last line of standard output, and all
   * other output to standard error.
   */
  boolean isJson() {
    return format.isJson();
  }

  /**
   * Validates what picocli's types cannot express.
   *
   * @throws UsageException if an option is invalid; names the option, the value and the limit
   */
  void check() {
    for (String agent : agents()) {
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
    if (port < 1 || port > 65_531) {
      throw new UsageException("--port: " + port + " is not from 1 to 65531");
    }
    budgetAgents();
    eventsPerSecond();
  }

  /**
   * The agents with a budget in the file with the limits.
   *
   * @throws UsageException naming the file, and where in it what is wrong
   */
  Set<String> budgetAgents() {
    return LimitFiles.read("--limits", limits()).budgets().keySet();
  }

  /** The file with the limits; null for the built-in ones. */
  @Nullable Path limits() {
    if (limits == null && demoLimits == null && isStory()) {
      demoLimits = DemoLimits.write();
    }
    return limits == null ? demoLimits : limits;
  }

  /** Whether the traffic is the default demo. */
  private boolean isStory() {
    return agents == null
        && rate == null
        && replay == null
        && eventsOrDefault() >= DemoStory.LEAST_CALLS;
  }

  private List<String> agents() {
    return agents == null ? DEFAULT_AGENTS : agents;
  }

  private int eventsOrDefault() {
    return events == null ? DEFAULT_EVENTS : events;
  }

  /**
   * The requested calls, the last of them now; calls with a rate happen when they are read.
   *
   * @throws UsageException if the file is invalid; names the file, the line and the error
   */
  Traffic traffic(Clock clock) {
    Instant now = clock.instant();
    if (replay != null) {
      TrafficRecording recording =
          TrafficRecording.read(replay, events == null ? Integer.MAX_VALUE : events);
      return recording.replay(demoTraffic(now, recording.size()), now);
    }
    if (isStory()) {
      return new DemoStory(new Random(DemoTraffic.SEED), ids(now), eventsOrDefault(), now)
          .tell(SPAN);
    }
    DemoTraffic traffic = demoTraffic(now, eventsOrDefault());
    return eventsPerSecond() == 0 ? traffic.spread(SPAN, now) : traffic.live(clock::instant);
  }

  private DemoTraffic demoTraffic(Instant now, int size) {
    List<DemoAgent> demoAgents = agents().stream().map(DemoAgent::of).toList();
    return new DemoTraffic(demoAgents, new Random(DemoTraffic.SEED), ids(now), size);
  }

  /** New ids each time, because a kept table contains those of earlier runs. */
  private static Random ids(Instant now) {
    return new Random(now.toEpochMilli());
  }

  /** The requested rate; 0 if there is no limit. */
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
