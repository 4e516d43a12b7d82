// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Deletes quarantined messages. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Delete messages from quarantine permanently.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:all messages were deleted",
      "1:some messages were not found; each one is listed",
      "2:the command did not start, because of an option, the queue, the credentials or the connection"
    })
final class DeleteCommand implements Callable<Integer> {
  @Mixin private QueueOptions queue = new QueueOptions();
  @Mixin private Selection selection = new Selection();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    selection.check();
    return queue.withSqs(
        sqs ->
            new Removal(sqs, queue, selection, spec)
                .run(message -> Removal.Step.removes("deleted")));
  }
}
