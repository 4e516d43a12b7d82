// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import static io.github.tracequeue.cli.output.ReportTable.Column.number;
import static io.github.tracequeue.cli.output.ReportTable.Column.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import io.github.tracequeue.cli.output.ReportTable;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Lists quarantined messages. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the messages in quarantine, newest last, and count them by reason.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the queue was read, even if it is empty",
      "2:the queue could not be read, because of an option, the queue, the credentials or the connection"
    })
final class ListCommand implements Callable<Integer> {
  @Mixin private QueueOptions queue = new QueueOptions();

  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description = "Only messages with this reason code.")
  private @Nullable String reason;

  @Option(
      names = "--max",
      paramLabel = "N",
      description = "Maximum number of messages (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private int max;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (max < 1) {
      throw new UsageException("--max: " + max + " is less than 1");
    }
    return queue.withSqs(this::list);
  }

  private int list(SqsClient sqs) {
    try (QueueReader reader = new QueueReader(sqs, queue.queueUrl)) {
      List<QuarantinedMessage> messages =
          reader.read(message -> reason == null || reason.equals(message.reason()), max).stream()
              .sorted(
                  Comparator.comparing(
                      QuarantinedMessage::receivedAt,
                      Comparator.nullsFirst(Comparator.<Instant>naturalOrder())))
              .toList();
      print(messages, Clock.systemUTC().instant());
    }
    return ExitCode.OK;
  }

  private void print(List<QuarantinedMessage> messages, Instant now) {
    PrintWriter out = spec.commandLine().getOut();
    if (queue.isJson()) {
      ObjectNode report = Json.object();
      ArrayNode list = report.putArray("messages");
      messages.forEach(message -> list.add(message.json(now)));
      out.println(Json.line(report));
    } else if (messages.isEmpty()) {
      out.println("The quarantine queue is empty.");
    } else {
      ReportTable table =
          new ReportTable(
              text("id"),
              text("reason"),
              text("field"),
              text("received"),
              number("age"),
              number("bytes"));
      messages.forEach(message -> table.row(cells(message, now)));
      table.lines().forEach(out::println);
      out.println();
      byReason(messages)
          .forEach((code, count) -> out.printf(Locale.ROOT, "  %,d %s%n", count, code));
      if (messages.size() == max) {
        out.printf(
            Locale.ROOT,
            "  There may be more than these %,d messages. Use --max to list more.%n",
            max);
      }
    }
    out.flush();
  }

  private static String[] cells(QuarantinedMessage message, Instant now) {
    Instant received = message.receivedAt();
    return new String[] {
      message.id(),
      code(message),
      message.field().isEmpty() ? "-" : Printable.line(message.field()),
      received == null ? "-" : received.toString(),
      message.age(now),
      String.format(Locale.ROOT, "%,d", message.bytes())
    };
  }

  private static Map<String, Long> byReason(List<QuarantinedMessage> messages) {
    return messages.stream()
        .collect(Collectors.groupingBy(ListCommand::code, TreeMap::new, Collectors.counting()));
  }

  private static String code(QuarantinedMessage message) {
    return message.reason().isEmpty() ? "(no reason)" : Printable.line(message.reason());
  }
}
