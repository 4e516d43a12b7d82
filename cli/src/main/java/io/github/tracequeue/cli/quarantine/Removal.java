// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.quarantine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Printable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Removes selected messages from quarantine one by one and prints the result of each. For a single
 * use.
 */
final class Removal {
  private final SqsClient sqs;
  private final QueueOptions queue;
  private final Selection selection;
  private final CommandSpec spec;
  private final Map<QuarantinedMessage, Step> done = new LinkedHashMap<>();

  Removal(SqsClient sqs, QueueOptions queue, Selection selection, CommandSpec spec) {
    this.sqs = sqs;
    this.queue = queue;
    this.selection = selection;
    this.spec = spec;
  }

  /** Processes each selected message, and deletes it if the step allows it. */
  int run(Function<QuarantinedMessage, Step> steps) {
    try (QueueReader reader = new QueueReader(sqs, queue.queueUrl)) {
      reader.visit(
          message -> {
            if (selection.includes(message)) {
              Step step = steps.apply(message);
              if (step.removes) {
                reader.delete(message);
              }
              note(message, step);
            }
            return true;
          });
    } catch (SdkException e) {
      if (done.isEmpty()) {
        throw e;
      }
      return end("stopped by AWS: " + e.getMessage());
    }
    Set<String> missing = selection.missing(done.keySet());
    return end(missing.isEmpty() ? null : "not in quarantine: " + String.join(", ", missing));
  }

  private void note(QuarantinedMessage message, Step step) {
    done.put(message.withoutBody(), step);
    if (!queue.isJson()) {
      PrintWriter out = spec.commandLine().getOut();
      String reason = Printable.line(message.reason());
      out.println(message.id() + "  " + reason + "  " + step.text);
      out.flush();
    }
  }

  private int end(@Nullable String problem) {
    long stayed = done.values().stream().filter(step -> !step.succeeds).count();
    PrintWriter out = spec.commandLine().getOut();
    if (queue.isJson()) {
      ObjectNode report = Json.object();
      report.put("done", done.size() - stayed).put("stayed", stayed);
      ArrayNode list = report.putArray("messages");
      done.forEach(
          (message, step) ->
              list.addObject()
                  .put("id", message.id())
                  .put("reason", message.reason())
                  .put("done", step.succeeds)
                  .put("removed", step.removes)
                  .put("text", step.text));
      out.println(Json.line(report));
    } else {
      out.printf(
          Locale.ROOT, "%,d of %,d done, %,d kept%n", done.size() - stayed, done.size(), stayed);
    }
    out.flush();
    if (problem != null) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("tracequeue: " + problem);
      err.flush();
    }
    return stayed == 0 && problem == null ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /**
   * The decision about one message.
   *
   * @param succeeds whether the message was processed as requested
   * @param removes whether it is removed from quarantine
   * @param text the result as text
   */
  record Step(boolean succeeds, boolean removes, String text) {
    static Step removes(String text) {
      return new Step(true, true, text);
    }

    static Step keeps(String text) {
      return new Step(true, false, text);
    }

    static Step stays(String text) {
      return new Step(false, false, text);
    }
  }
}
