// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Shows a message of the quarantine queue, or all messages of one rejected message. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show a message: why it is in quarantine, its redacted body, and whether it can be sent"
          + " again.",
      "Prompt text is never kept; a hash replaces it."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the message is shown",
      "1:the message does not exist, or another reader has received it",
      "2:the message could not be read, because of an option, the queue or the connection"
    })
final class ShowCommand implements Callable<Integer> {
  @Mixin private QueueOptions queue = new QueueOptions();

  @Parameters(
      paramLabel = "ID",
      description = "The id from 'list', or the id of the rejected message.")
  private String id = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return queue.withSqs(this::show);
  }

  private int show(SqsClient sqs) {
    List<QuarantinedMessage> messages;
    try (QueueReader reader = new QueueReader(sqs, queue.queueUrl)) {
      messages = reader.read(message -> message.isCalled(id), Integer.MAX_VALUE);
    }
    if (messages.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("tracequeue: no message " + id + " is in quarantine");
      err.flush();
      return ExitCode.SOFTWARE;
    }
    print(messages, Clock.systemUTC().instant());
    return ExitCode.OK;
  }

  private void print(List<QuarantinedMessage> messages, Instant now) {
    PrintWriter out = spec.commandLine().getOut();
    if (queue.isJson()) {
      ObjectNode report = Json.object();
      ArrayNode list = report.putArray("messages");
      for (QuarantinedMessage message : messages) {
        list.add(
            message
                .json(now)
                .put("redrive", RedriveVerdict.of(message).text())
                .put("body", message.body()));
      }
      out.println(Json.line(report));
    } else {
      messages.forEach(message -> print(out, message, now));
    }
    out.flush();
  }

  private static void print(PrintWriter out, QuarantinedMessage message, Instant now) {
    out.println("id        " + message.id());
    out.println("reason    " + Printable.line(message.reason()));
    out.println("field     " + Printable.line(message.field()));
    out.println("detail    " + Printable.line(message.detail()));
    out.println(
        "message   "
            + Printable.line(message.sourceId())
            + (message.eventIndex() == null
                ? ""
                : ", event " + Printable.line(message.eventIndex())));
    out.println("received  " + message.receivedAt() + ", " + message.age(now) + " ago");
    out.println("redrive   " + RedriveVerdict.of(message).text());
    if (message.truncated()) {
      out.println("truncated yes, it did not fit into a message");
    }
    out.println("body      " + message.bytes() + " bytes:");
    out.println(Printable.lines(message.body()));
    out.println();
  }
}
