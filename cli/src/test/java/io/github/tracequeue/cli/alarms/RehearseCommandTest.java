// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal of alarms as people run it. */
final class RehearseCommandTest {
  /** One alarm: more than 2 calls of the agent in 5 minutes. */
  private static final String TEMPLATE =
      """
      {"Resources": {"Busy": {"Type": "AWS::CloudWatch::Alarm", "Properties": {
        "AlarmName": "%s", "ComparisonOperator": "GreaterThanThreshold", "Threshold": %s,
        "Namespace": "%s", "MetricName": "InvocationLatency", "Period": 300,
        "Dimensions": [{"Name": "Agent", "Value": "cto"}], "Statistic": "SampleCount",
        "EvaluationPeriods": 1, "DatapointsToAlarm": 1, "TreatMissingData": "notBreaching"}}}}
      """;

  @TempDir private Path folder;

  @Test
  void rehearse_export_saysWhatFiredAndWhen() throws IOException {
    CommandRun run =
        rehearse(
            "--export",
            export().toString(),
            "--template",
            template("a.template.json", "2", "Tracequeue").toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("6 calls. The calls are from the table.\n")
        .containsPattern("1 would have fired\n  busy\n .* in all, first at 2026-11-23 10:03\n")
        .contains("fires above 2, in 1 of 1; the most was 5 at 2026-11-23 10:05");
  }

  @Test
  void rehearse_folderAndJson_readsEveryTemplateInIt() throws IOException {
    template("a.template.json", "2", "Tracequeue");
    Files.writeString(
        folder.resolve("b.nested.template.json"), TEMPLATE.formatted("quiet", "100", "Tracequeue"));
    Files.writeString(folder.resolve("manifest.json"), "not a template");
    Path picture = folder.resolve("alarms.svg");

    CommandRun run =
        rehearse(
            "--export",
            export().toString(),
            "--template",
            folder.toString(),
            "--picture",
            picture.toString(),
            "--json");

    JsonNode json = run.json();
    assertThat(json.path("calls").asInt()).isEqualTo(6);
    assertThat(json.path("fired").findValuesAsText("alarm")).containsExactly("busy");
    assertThat(json.path("quiet").findValuesAsText("alarm")).containsExactly("quiet");
    assertThat(picture).content().startsWith("<svg ").contains("busy", "quiet");
  }

  /** Tables that were there before hold items of other writers. */
  @Test
  void rehearse_itemsWithoutATime_areCounted() throws IOException {
    Path more =
        Files.writeString(
            folder.resolve("more.json"),
            "{\"Items\": [{\"PK\": {\"S\": \"TYPE#llm_trace\"}, \"SK\": {\"S\": \"x\"}}]}");
    CommandRun run =
        rehearse(
            "--export",
            export().toString(),
            "--export",
            more.toString(),
            "--template",
            template("a.template.json", "2", "Tracequeue").toString());

    assertThat(run.out())
        .startsWith("6 calls. The calls are from the table; 1 was skipped because it has no time.");
  }

  @Test
  void rehearse_replay_judgesTheExamplesAlarms() throws IOException {
    Path recording =
        Files.write(
            folder.resolve("traffic.csv"),
            List.of(
                TrafficRecording.HEADER,
                "2023-11-16 18:15:46.6805900,374,44",
                "2023-11-16 18:45:50.9951690,396,109"));

    JsonNode json = rehearse("--replay", recording.toString(), "--json").json();

    assertThat(json.path("fired")).isEmpty();
    assertThat(json.path("quiet").findValuesAsText("alarm"))
        .contains("Tracequeue-prod-agent-cto-latency", "Tracequeue-prod-spending");
    assertThat(json.path("not_judged").findValuesAsText("reason"))
        .contains("not recorded: AWS/SQS/ApproximateAgeOfOldestMessage");
  }

  @Test
  void rehearse_nothingCanBeJudged_endsWithStatus1() throws IOException {
    CommandRun run =
        rehearse(
            "--export",
            export().toString(),
            "--template",
            template("a.template.json", "2", "Elsewhere").toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("not recorded: Elsewhere/InvocationLatency");
  }

  @Test
  void rehearse_badInput_isNamedWithStatus2() throws IOException {
    String export = export().toString();
    assertUsage("exactly one of --export and --replay is required");
    assertUsage("exactly one of --export and", "--export", export, "--replay", "x.csv");
    assertUsage("nowhere.json: no such file", "--export", "nowhere.json");
    assertUsage("nowhere.csv: cannot be read: no such file", "--replay", "nowhere.csv");
    assertUsage("nowhere: no such file", "--export", export, "--template", "nowhere");
    assertUsage(
        "it contains no alarms",
        "--export",
        export,
        "--template",
        Files.writeString(folder.resolve("c.json"), "{}").toString());
    assertUsage(
        "it contains no *.template.json",
        "--export",
        export,
        "--template",
        Files.createDirectory(folder.resolve("empty")).toString());
    assertUsage(
        "no calls in",
        "--export",
        Files.writeString(folder.resolve("none.json"), "{\"Items\": []}").toString());
  }

  private static void assertUsage(String message, String... options) {
    CommandRun run = rehearse(options);
    assertThat(run.status()).as(message).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  private static CommandRun rehearse(String... options) {
    return CommandRun.of(List.of("alarms", "rehearse"), options);
  }

  private Path template(String name, String threshold, String namespace) throws IOException {
    return Files.writeString(
        folder.resolve(name), TEMPLATE.formatted("busy", threshold, namespace));
  }

  /** A call a minute for five minutes, and one an hour later. */
  private Path export() throws IOException {
    StringBuilder items = new StringBuilder();
    for (int minute : new int[] {0, 1, 2, 3, 4, 64}) {
      items.append(items.isEmpty() ? "" : ",").append(item(minute));
    }
    return Files.writeString(folder.resolve("export.json"), "{\"Items\": [" + items + "]}");
  }

  private static String item(int minute) {
    String time =
        String.format(Locale.ROOT, "2026-11-23T%02d:%02d:10.000Z", 10 + minute / 60, minute % 60);
    return """
        {"PK": {"S": "TYPE#llm_trace"}, "SK": {"S": "%s#1"}, "timestamp": {"S": "%s"},
         "agent_slug": {"S": "cto"}, "latency_ms": {"N": "900"}, "cost_usd": {"N": "0.01"},
         "status": {"S": "ok"}}
        """
        .formatted(time, time);
  }
}
