// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.local;

import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.Quantity;
import io.github.tracequeue.cli.traffic.DemoStory;
import io.github.tracequeue.cli.traffic.Traffic;
import io.github.tracequeue.cli.traffic.Traffic.Scene;
import io.github.tracequeue.cli.view.ViewerOptions;
import io.github.tracequeue.cli.view.ViewerServer;
import io.github.tracequeue.cli.view.ViewerToken;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackException;
import io.github.tracequeue.local.LocalStackOptions;
import io.github.tracequeue.local.MappingCounts;
import io.github.tracequeue.local.PipelineSettings;
import io.github.tracequeue.local.PublishedMessage;
import io.github.tracequeue.local.WatchOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Runs the pipeline on this machine, with demo agents. */
@Command(
    name = "local",
    mixinStandardHelpOptions = true,
    description = {
      "Run the pipeline on this machine: SQS, DynamoDB, CloudWatch, SNS, and the packaged consumer"
          + " and watch function under AWS's Lambda runtime client. Demo agents send events; the"
          + " report accounts for each of them.",
      "The default demo has an agent that is slower, one over budget, one that hangs, a new prompt, a"
          + " delegation and a model without a price. With --agents, --rate, --replay or fewer than "
          + DemoStory.LEAST_CALLS
          + " events, it is ordinary work only.",
      "Runs until Ctrl-C, unless --exit is set. With --json, the result is the last line of standard"
          + " output, and everything else goes to standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue local",
      "  tracequeue local --keep state                        # keeps the data and the viewer's URL",
      "  tracequeue local --events 0                          # no demo: waits for your own agents",
      "  tracequeue local --events 2000 --exit --json",
      "  tracequeue local --replay AzureLLMInferenceTrace_conv.csv",
      "  tracequeue local --agents cto,intern --rate 5/s --keep state"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every event is accounted for",
      "1:some events are not accounted for, or the pipeline failed",
      "2:the command did not start; the message names the option, file or port"
    })
public final class LocalCommand implements Callable<Integer> {
  /** The length of the consumer's log that is shown after a failure. */
  private static final int LOG_LINES = 20;

  /** SQS, DynamoDB and CloudWatch use the first three ports. */
  private static final int VIEWER_OFFSET = 3;

  /** In AWS it is five minutes. */
  private static final Duration WATCH_PERIOD = Duration.ofSeconds(5);

  private static final Duration WATCH_PATIENCE = Duration.ofSeconds(60);

  private static final String OTHER_PORTS = " (--port chooses other ports)";

  @Mixin private LocalOptions options = new LocalOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    options.check();
    Clock clock = Clock.systemUTC();
    Traffic traffic = options.traffic(clock);
    PrintWriter log = options.isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    say(log, "Starting SQS, DynamoDB, CloudWatch, SNS and the functions ...");
    PipelineSettings settings = PipelineSettings.production();
    StopSignal stop = StopSignal.listen();
    try (LocalStack stack = start(settings);
        DynamoDbClient dynamoDb = stack.endpoints().dynamoDbClient();
        ViewerServer viewer = view(dynamoDb, stack)) {
      describe(log, stack, viewer);
      say(log, "", "Agents: " + traffic.description());
      ProgressBar progress =
          new ProgressBar(
              log, Boolean.getBoolean("tracequeue.terminal"), System::nanoTime, traffic.size());
      RunResult result =
          new PipelineRun(stack, settings, "local-" + clock.instant())
              .run(traffic, options.eventsPerSecond(), progress);
      say(log, "");
      AgentTable.lines(result).forEach(log::println);
      say(log, "");
      summary(result).forEach(log::println);
      tell(log, stack);
      tell(log, traffic.scenes());
      if (result.unaccounted() > 0) {
        explain(log, stack);
      }
      if (options.isJson()) {
        say(spec.commandLine().getOut(), result.toJson());
      }
      if (!options.exit) {
        say(log, "", "Press Ctrl-C to stop.");
        new CountDownLatch(1).await();
      }
      return result.unaccounted() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    } finally {
      stop.tidied();
    }
  }

  private LocalStack start(PipelineSettings settings) {
    LocalStackOptions stack =
        LocalStackOptions.defaults()
            .withPort(options.port)
            .withSettings(settings)
            .withConsumer(jar("consumer"))
            .withFunctionEnvironment(
                Map.of("TRACEQUEUE_BUDGET_AGENTS", String.join(",", options.budgetAgents())))
            .withWatch(new WatchOptions(jar("watch"), WATCH_PERIOD, options.limits()));
    try {
      return LocalStack.start(options.keep == null ? stack : stack.withKeep(options.keep));
    } catch (LocalStackException e) {
      throw new UsageException(e.getMessage() + (e.isPortInUse() ? OTHER_PORTS : ""), e);
    }
  }

  private ViewerServer view(DynamoDbClient dynamoDb, LocalStack stack) {
    int port = options.port + VIEWER_OFFSET;
    ViewerOptions viewer = ViewerOptions.of(stack.resources().table()).withPort(port);
    try {
      return ViewerServer.start(
          dynamoDb,
          options.keep == null ? viewer : viewer.withToken(ViewerToken.keptIn(options.keep)));
    } catch (IOException e) {
      throw new UsageException(
          "port " + port + ", needed for the viewer: " + e.getMessage() + OTHER_PORTS, e);
    }
  }

  /** A packaged function, at the path that {@code bin/tracequeue} passes. */
  private static Path jar(String function) {
    Path jar =
        Path.of(System.getProperty("tracequeue." + function + ".jar", function + "-lambda.jar"));
    if (!Files.isRegularFile(jar)) {
      throw new UsageException(
          "no "
              + function
              + " function at "
              + jar
              + ": start this command as bin/tracequeue, which"
              + " builds it");
    }
    return jar;
  }

  private static void describe(PrintWriter log, LocalStack stack, ViewerServer viewer) {
    say(
        log,
        "  SQS         " + stack.endpoints().sqs(),
        "  DynamoDB    " + stack.endpoints().dynamoDb(),
        "  CloudWatch  " + stack.endpoints().cloudWatch(),
        "  SNS         " + stack.endpoints().sns(),
        "  viewer      " + viewer.url(),
        "  consumer    its log is " + stack.functionLog(),
        "",
        "To use them from an agent, an AWS SDK or the AWS CLI:");
    stack.environment().forEach((name, value) -> say(log, "  export " + name + "=" + value));
  }

  private static List<String> summary(RunResult result) {
    return List.of(
        String.format(
            Locale.ROOT,
            "  %s recorded, %,d delivered, %,d dropped; %,d stored, %,d duplicate, %,d quarantined,"
                + " %,d sampled out",
            Quantity.of(result.recorded(), "call"),
            result.delivered(),
            result.droppedTotal(),
            result.stored(),
            result.duplicate(),
            result.quarantined(),
            result.sampledOut()),
        String.format(
            Locale.ROOT,
            "  %s, %,d stored; %,d unaccounted",
            Quantity.of(result.runRecords(), "run event"),
            result.runRecordsStored(),
            result.unaccounted()),
        String.format(
            Locale.ROOT,
            "  %.1f s, %,d events/s; metrics: %s, %s",
            result.seconds(),
            result.eventsPerSecond(),
            Quantity.of(result.metricInputTokens(), "input token"),
            Quantity.of(result.metricOutputTokens(), "output token")));
  }

  /** Prints the notices of the watch function, after it has read every call. */
  private static void tell(PrintWriter log, LocalStack stack) throws InterruptedException {
    boolean seen = stack.awaitWatch(WATCH_PATIENCE);
    List<PublishedMessage> notices = stack.published();
    say(
        log,
        "",
        "  "
            + Quantity.of(notices.size(), "notice")
            + (seen ? "" : "; the watch function has not seen everything: " + stack.watchLog()));
    notices.forEach(
        notice ->
            say(
                log,
                (notice.topicArn().equals(LocalStack.PAGE_TOPIC) ? "    page    " : "    notify  ")
                    + Printable.line(notice.subject())));
  }

  /** Prints what the demo shows, and how to look at it. */
  private static void tell(PrintWriter log, List<Scene> scenes) {
    if (scenes.isEmpty()) {
      return;
    }
    say(log, "", "  The demo shows:");
    for (Scene scene : scenes) {
      say(
          log,
          String.format(Locale.ROOT, "    %-9s %s", scene.agent(), scene.text()),
          "              bin/tracequeue " + scene.command());
    }
    say(
        log,
        "  The commands need the exported variables above. '--events 0' starts without a demo.");
  }

  /** Prints the consumer's log, which may be deleted when this command ends. */
  private static void explain(PrintWriter log, LocalStack stack) {
    MappingCounts counts = stack.counts();
    say(
        log,
        "",
        String.format(
            Locale.ROOT,
            "Some events are unaccounted for: %,d of %,d invocations of the consumer failed, %,d"
                + " of %,d messages were returned. The end of the consumer's log:",
            counts.errors(),
            counts.invocations(),
            counts.failed(),
            counts.received()));
    try (Stream<String> lines = Files.lines(stack.functionLog())) {
      List<String> all = lines.toList();
      all.subList(Math.max(0, all.size() - LOG_LINES), all.size())
          .forEach(line -> say(log, "  " + line));
    } catch (IOException e) {
      say(log, "  (it cannot be read: " + e + ")");
    }
  }

  private static void say(PrintWriter out, String... lines) {
    for (String line : lines) {
      out.println(line);
    }
    out.flush();
  }
}
