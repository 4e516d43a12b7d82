// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.smoke;

import io.github.tracequeue.cli.options.AwsOptions;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.client.TraceClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Tests a deployed pipeline, from a producer to the table and the metrics. */
@Command(
    name = "smoke",
    mixinStandardHelpOptions = true,
    description = {
      "Send one call through the producer client, twice, and check the result: stored,"
          + " prompt hashed, priced, with an expiry, stored once and counted once.",
      "The call is agent "
          + ProbeCall.AGENT
          + "'s; it stays in the table until it expires. Steps for which you have no permission are"
          + " skipped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue smoke --queue-url https://sqs.eu-central-1.amazonaws.com/.../Tracequeue-prod-events"
          + " --table team-activity",
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no step failed",
      "1:a step failed",
      "2:the test did not start; the message names the option or the AWS setting"
    })
public final class SmokeCommand implements Callable<Integer> {
  private static final Pattern QUEUE = Pattern.compile("/Tracequeue-([a-z0-9-]+)-events$");
  private static final String LOCAL_QUEUE = "/tracequeue-events";

  @Option(
      names = "--queue-url",
      paramLabel = "URL",
      required = true,
      defaultValue = "${env:TRACEQUEUE_QUEUE_URL}",
      description = "The stack's output QueueUrl (default: TRACEQUEUE_QUEUE_URL).")
  private String queueUrl = "";

  @Mixin private TableAccess access = new TableAccess();

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description =
          "CloudWatch's namespace of the metrics, the stack's output MetricsNamespace (default: by"
              + " the queue's name, Tracequeue/prod for Tracequeue-prod-events).")
  private @Nullable String namespace;

  @Option(
      names = "--topic",
      paramLabel = "ARN",
      description =
          "The stack's outputs PageTopicArn and NotifyTopicArn: lists unconfirmed subscriptions."
              + " Can be repeated.")
  private List<String> topics = List.of();

  @Option(
      names = "--overrides",
      paramLabel = "FILE",
      description = "The stack's own price file, if it has one.")
  private @Nullable Path overrides;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description =
          "Timeout of a step in seconds; metrics appear after a minute or two (default:"
              + " ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Probe.Target target = target();
    AwsOptions aws = access.aws();
    PrintWriter out = spec.commandLine().getOut();
    try (SqsClient sqs = aws.sqs();
        DynamoDbClient dynamoDb = aws.dynamoDb();
        CloudWatchClient cloudWatch = aws.cloudWatch()) {
      ProbeMetrics metrics = new ProbeMetrics(cloudWatch, namespace(), ProbeCall.AGENT);
      boolean good =
          new Probe(
                  ProbeCall.at(Clock.systemUTC().instant()),
                  target,
                  new Probe.Services(aws::sqs, sqs, dynamoDb, metrics),
                  step -> print(out, step))
              .run();
      good &= subscriptionsAreConfirmed(aws, out);
      out.println(good ? "The pipeline works." : "The pipeline has a problem.");
      out.flush();
      return good ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  /** Reports each topic; false where somebody would not be told. */
  private boolean subscriptionsAreConfirmed(AwsOptions aws, PrintWriter out) {
    if (topics.isEmpty()) {
      print(out, StepResult.skipped(Subscriptions.STEP, "no --topic is given"));
      return true;
    }
    boolean confirmed = true;
    try (SnsClient sns = aws.sns()) {
      for (String topic : topics) {
        StepResult step = Subscriptions.of(sns, topic);
        print(out, step);
        confirmed &= step.verdict() != StepResult.Verdict.FAILED;
      }
    }
    return confirmed;
  }

  private String namespace() {
    if (namespace != null) {
      return namespace;
    }
    if (queueUrl.endsWith(LOCAL_QUEUE)) {
      return "Tracequeue/local";
    }
    Matcher name = QUEUE.matcher(queueUrl);
    if (!name.find()) {
      throw new UsageException(
          "--namespace: give the stack's output MetricsNamespace, for the queue's name does not say"
              + " the stage: "
              + queueUrl);
    }
    return "Tracequeue/" + name.group(1);
  }

  private Probe.Target target() {
    if (timeoutSeconds < 1 || timeoutSeconds > 3600) {
      throw new UsageException("--timeout: " + timeoutSeconds + " is not from 1 to 3600");
    }
    try {
      TraceClient.builder(queueUrl);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--queue-url: " + e.getMessage(), e);
    }
    return new Probe.Target(
        queueUrl,
        access.table,
        access.shards().count(),
        PriceFiles.book(overrides),
        Duration.ofSeconds(timeoutSeconds));
  }

  private static void print(PrintWriter out, StepResult step) {
    out.printf(
        Locale.ROOT,
        "  %-8s %-14s %s%n",
        step.verdict().name().toLowerCase(Locale.ROOT),
        step.name(),
        Printable.line(step.detail()));
    out.flush();
  }
}
