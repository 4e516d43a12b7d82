// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import io.github.tracequeue.cli.options.UsageException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends quarantined messages again. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Send messages again after the cause is fixed, and remove them from quarantine.",
      "Only valid and complete bodies are sent. Quarantine never keeps the text of a"
          + " prompt; prompt_hash replaces it. A message that is still invalid, or that lost"
          + " other values, stays in quarantine.",
      "A message is deleted after it was sent. If the deletion fails, it can be sent twice; the consumer stores"
          + " it once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue quarantine redrive --reason unsupported_version --dry-run",
      "  tracequeue quarantine redrive 5f1a0c0e-6c1f-4a55-8d3b-0c2d1f3e4a5b"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all messages were sent",
      "1:some messages cannot be sent or were not found; each one is listed",
      "2:the command did not start, because of an option, a queue, the credentials or the connection"
    })
final class RedriveCommand implements Callable<Integer> {
  @Mixin private QueueOptions queue = new QueueOptions();
  @Mixin private Selection selection = new Selection();

  @Option(
      names = "--to-queue-url",
      required = true,
      paramLabel = "URL",
      description = "The queue that the consumer reads (default: TRACEQUEUE_QUEUE_URL).",
      defaultValue = "${env:TRACEQUEUE_QUEUE_URL}")
  private String toQueueUrl = "";

  @Option(names = "--dry-run", description = "Show what would happen, and send nothing.")
  private boolean dryRun;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    selection.check();
    if (toQueueUrl.equals(queue.queueUrl)) {
      throw new UsageException("--to-queue-url: " + toQueueUrl + " is the quarantine queue itself");
    }
    return queue.withSqs(
        sqs -> new Removal(sqs, queue, selection, spec).run(message -> redrive(sqs, message)));
  }

  private Removal.Step redrive(SqsClient sqs, QuarantinedMessage message) {
    RedriveVerdict verdict = RedriveVerdict.of(message);
    if (!verdict.possible()) {
      return Removal.Step.stays(verdict.text());
    }
    if (dryRun) {
      return Removal.Step.keeps("would be sent again");
    }
    sqs.sendMessage(request -> request.queueUrl(toQueueUrl).messageBody(verdict.body()));
    return Removal.Step.removes("sent again");
  }
}
