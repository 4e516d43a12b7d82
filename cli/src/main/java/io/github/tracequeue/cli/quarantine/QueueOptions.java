// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import io.github.tracequeue.cli.options.AwsOptions;
import io.github.tracequeue.cli.options.JsonOption;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The options that name the quarantine queue. */
final class QueueOptions {
  @Option(
      names = "--queue-url",
      required = true,
      paramLabel = "URL",
      description = "The quarantine queue (default: TRACEQUEUE_QUARANTINE_QUEUE_URL).",
      defaultValue = "${env:TRACEQUEUE_QUARANTINE_QUEUE_URL}")
  String queueUrl = "";

  @Mixin private JsonOption format = new JsonOption();

  @Mixin private AwsOptions aws = new AwsOptions();

  boolean isJson() {
    return format.isJson();
  }

  /** Runs a command with an SQS client; reports an error of SQS without a stack trace. */
  int withSqs(ToIntFunction<SqsClient> command) {
    try (SqsClient sqs = aws.sqs()) {
      return command.applyAsInt(sqs);
    } catch (SdkException e) {
      throw aws.refusal(e);
    }
  }
}
