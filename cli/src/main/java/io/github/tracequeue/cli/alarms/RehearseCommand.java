// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.tracequeue.alarms.Alarm;
import io.github.tracequeue.alarms.CallMetrics;
import io.github.tracequeue.alarms.RecordedCall;
import io.github.tracequeue.alarms.Rehearsal;
import io.github.tracequeue.alarms.RehearsalReport;
import io.github.tracequeue.cli.options.TemplateFiles;
import io.github.tracequeue.cli.options.UsageException;
import io.github.tracequeue.cli.output.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Evaluates the alarms of a template with recorded calls. */
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluate the alarms of a synthesized template with recorded calls, minute by minute, as CloudWatch"
          + " would, and show which alarms would have fired and when. Needs no AWS account.",
      "Alarms that cannot be evaluated from calls, such as the age of a queue, are listed as not judged."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue alarms rehearse --replay AzureLLMInferenceTrace_conv.csv --picture out.svg",
      "  aws dynamodb scan --table-name team-activity > calls.json",
      "  tracequeue alarms rehearse --export calls.json --template infra-cdk/target/cdk.out"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:success, even if alarms fired",
      "1:no alarm of the template could be evaluated with these calls",
      "2:an option or a file is invalid; the message names it"
    })
final class RehearseCommand implements Callable<Integer> {
  @Mixin private TemplateFiles templates = new TemplateFiles();
  @Mixin private RecordingOptions recording = new RecordingOptions();

  @Option(
      names = "--picture",
      paramLabel = "FILE.svg",
      description = "Also write a chart of the alarms' states over time to this file.")
  private @Nullable Path picture;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Alarm> alarms = templates.alarms();
    List<RecordedCall> calls = recording.read(Clock.systemUTC());
    RehearsalReport report = rehearse(alarms, calls);
    if (picture != null) {
      draw(report, picture);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.line(json(report, calls.size())));
    } else {
      out.printf(Locale.ROOT, "%d calls. %s%n%n", calls.size(), recording.description());
      out.print(report.toText());
    }
    out.flush();
    return report.notJudged().size() == alarms.size() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** From the first call to the end of the minute after the last one. */
  private static RehearsalReport rehearse(List<Alarm> alarms, List<RecordedCall> calls) {
    Comparator<RecordedCall> byTime = Comparator.comparing(RecordedCall::time);
    Instant first = calls.stream().min(byTime).orElseThrow().time();
    Instant last = calls.stream().max(byTime).orElseThrow().time();
    return Rehearsal.run(
        alarms, CallMetrics.of(calls.stream()), first, last.plus(Duration.ofMinutes(2)));
  }

  private static void draw(RehearsalReport report, Path file) {
    try {
      Files.writeString(file, report.toSvg());
    } catch (IOException e) {
      throw new UsageException("--picture: " + file + ": cannot be written: " + e, e);
    }
  }

  private static ObjectNode json(RehearsalReport report, int calls) {
    ObjectNode object = Json.object();
    object.put("calls", calls);
    object.put("from", report.from().toString());
    object.put("until", report.until().toString());
    ArrayNode fired = object.putArray("fired");
    report.fired().forEach(line -> fired.add(json(line, report.until())));
    ArrayNode quiet = object.putArray("quiet");
    report.quiet().forEach(line -> quiet.add(json(line, report.until())));
    ArrayNode notJudged = object.putArray("not_judged");
    report.notJudged().forEach(line -> notJudged.add(json(line, report.until())));
    return object;
  }

  private static ObjectNode json(RehearsalReport.Line line, Instant until) {
    ObjectNode object = Json.object();
    object.put("alarm", line.alarm().title().name());
    if (!line.judged()) {
      return object.put("reason", line.note());
    }
    object.put("seconds_in_alarm", line.timeInAlarm(until).toSeconds());
    ArrayNode fired = object.putArray("fired_at");
    line.firings().forEach(change -> fired.add(change.at().toString()));
    if (line.extreme() != null) {
      object.put("worst", line.extreme().value());
      object.put("worst_at", line.extreme().at().toString());
    }
    return object;
  }
}
