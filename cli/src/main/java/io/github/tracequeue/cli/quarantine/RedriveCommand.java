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

/** Quarantined messages, sent again. */
@Command(
    name = "redrive",
    mixinStandardHelpOptions = true,
    description = {
      "Send messages again after what was wrong is mended, and take them out of quarantine.",
      "Only a body that is valid by this version's contract and complete is sent, as it was kept."
          + " The text of its prompt was not: prompt_hash takes its place. A message whose other"
          + " values were not kept, or that is still not valid, stays.",
      "A message is deleted after it was sent. If that fails it is sent twice; the consumer stores"
          + " it once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue quarantine redrive --reason too_long --dry-run",
      "  tracequeue quarantine redrive 5f1a0c0e-6c1f-4a55-8d3b-0c2d1f3e4a5b"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all of them are sent",
      "1:some cannot be, or are not there; each is named",
      "2:it did not start: an option, a queue or the way there"
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

  @Option(names = "--dry-run", description = "Say what would happen, and send nothing.")
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
    RedriveVerdict verdict = RedriveVerdict.of(message.body());
    if (!verdict.possible()) {
      return Removal.Step.stays(verdict.text());
    }
    if (dryRun) {
      return Removal.Step.keeps("would be sent again");
    }
    sqs.sendMessage(request -> request.queueUrl(toQueueUrl).messageBody(message.body()));
    return Removal.Step.removes("sent again");
  }
}
