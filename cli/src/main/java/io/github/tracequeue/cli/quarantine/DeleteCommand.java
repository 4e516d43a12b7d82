// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Quarantined messages, deleted. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Delete messages from quarantine for good.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:they are deleted",
      "1:some are not there; each is named",
      "2:it did not start: an option, the queue or the way there"
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
