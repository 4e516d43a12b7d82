// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.cli.traffic.TrafficRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tracequeue limits rehearse}. */
final class RehearseCommandTest {
  @TempDir private Path folder;

  @Test
  void rehearse_export_saysWhoWouldHaveBeenToldWhat() throws IOException {
    CommandRun run = rehearse("--export", export().toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith("6 calls. The calls are from the table.\n")
        .contains("1 would have sent notices\n  cto failing: 3 failed calls in a row")
        .contains("2026-11-23 10:10 UTC for ")
        .contains("The last 3 calls failed; the last successful one was at 2026-11-23 10:04 UTC")
        .contains("cannot fire on this traffic")
        .contains(
            "cto prompt-changed: a new prompt after 5 calls with the same prompt\n"
                + "      there were fewer than 6 calls with a prompt");
  }

  @Test
  void rehearse_jsonAndPicture_haveEachBreach() throws IOException {
    Path picture = folder.resolve("limits.svg");

    CommandRun run =
        rehearse("--export", export().toString(), "--picture", picture.toString(), "--json");

    JsonNode failing =
        run.json().get("limits").findParents("limit").stream()
            .filter(limit -> limit.get("limit").asText().equals("failing"))
            .findFirst()
            .orElseThrow();
    assertThat(failing.get("breaches")).hasSize(1);
    assertThat(failing.at("/breaches/0/level").asText()).isEqualTo("breached");
    assertThat(failing.at("/nearest/unit").asText()).isEqualTo("calls");
    assertThat(picture).content().startsWith("<svg ").contains("cto failing");
  }

  @Test
  void rehearse_limitsOfAFile_areTheOnesThatCount() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("tracequeue.json"),
            "{\"agents\": [{\"slug\": \"cto\", \"failing\": {\"last_calls\": 4}}]}");

    assertThat(rehearse("--export", export().toString(), "--config", config.toString()).out())
        .contains("0 would have sent notices");
  }

  @Test
  void rehearse_replay_needsNoTable() throws IOException {
    Path recording =
        Files.write(
            folder.resolve("traffic.csv"),
            List.of(
                TrafficRecording.HEADER,
                "2023-11-16 18:15:46.6805900,374,44",
                "2023-11-16 18:45:50.9951690,396,109"));

    CommandRun run = rehearse("--replay", recording.toString());

    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("latency is modelled", "spend-hour: $10.00 an hour");
  }

  @Test
  void rehearse_anHourOfRealTraffic_judgesEachLimitOrSaysWhyNot() {
    Path recording =
        Stream.of("../../shared/data", "../../../shared/data")
            .map(folder -> Path.of(folder, "AzureLLMInferenceTrace_conv.csv"))
            .filter(Files::isRegularFile)
            .findFirst()
            .orElse(null);
    assumeThat(recording).as("recorded traffic beside the repository").isNotNull();
    requireNonNull(recording);

    CommandRun run =
        rehearse("--replay", recording.toString(), "--until", "2026-11-23T12:00:00Z", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().get("calls").asLong()).isEqualTo(19_366);
    JsonNode limits = run.json().get("limits");
    for (String agent : List.of("cto", "sre", "security", "cost")) {
      assertThat(limit(limits, agent, "failing").get("cannot_fire").isNull()).isTrue();
      assertThat(limit(limits, agent, "spend-hour").at("/nearest/value").decimalValue())
          .isPositive();
      // An hour has nothing usual before it.
      assertThat(limit(limits, agent, "slow").get("cannot_fire").asText())
          .contains("too few to know the usual latency");
    }
  }

  private static JsonNode limit(JsonNode limits, String agent, String kind) {
    for (JsonNode limit : limits) {
      if (limit.get("agent_slug").asText().equals(agent)
          && limit.get("limit").asText().equals(kind)) {
        return limit;
      }
    }
    throw new AssertionError("no limit " + kind + " of " + agent + " in " + limits);
  }

  @Test
  void rehearse_itemsWithoutATime_areCounted() throws IOException {
    Path more =
        Files.writeString(
            folder.resolve("more.json"),
            "{\"Items\": [{\"PK\": {\"S\": \"TYPE#llm_trace\"}, \"SK\": {\"S\": \"x\"}}]}");

    assertThat(rehearse("--export", export().toString(), "--export", more.toString()).out())
        .startsWith("6 calls. The calls are from the table; 1 was skipped");
  }

  @Test
  void rehearse_badInput_isNamedWithStatus2() throws IOException {
    String export = export().toString();
    assertUsage("one of --export, --replay and --table is required");
    assertUsage("one of --export, --replay and --table", "--export", export, "--replay", "x.csv");
    assertUsage("nowhere.json: no such file", "--export", "nowhere.json");
    assertUsage("nowhere: no such file", "--export", export, "--config", "nowhere");
    Path bad =
        Files.writeString(
            folder.resolve("bad.json"),
            "{\"agents\": [{\"slug\": \"cto\", \"slow\": {\"times_usual\": 1}}]}");
    assertUsage("agents[0].slow: ", "--export", export, "--config", bad.toString());
    Path empty = Files.writeString(folder.resolve("empty.json"), "{\"Items\": []}");
    assertUsage("there are no calls to rehearse with", "--export", empty.toString());
  }

  private Path export() throws IOException {
    List<String> items = new ArrayList<>();
    IntStream.range(0, 6).forEach(i -> items.add(item(i)));
    return Files.writeString(
        folder.resolve("calls.json"), "{\"Items\": [" + String.join(",", items) + "]}");
  }

  /** As {@code aws dynamodb scan} prints an item. */
  private static String item(int i) {
    return String.format(
        Locale.ROOT,
        """
        {"PK": {"S": "TYPE#llm_trace"}, "SK": {"S": "2026-11-23T10:%02d:00.000Z#e-%d"},
         "agent_slug": {"S": "cto"}, "model": {"S": "m-1"}, "latency_ms": {"N": "900"},
         "cost_usd": {"N": "0.01"}, "status": {"S": "%s"}, "tags": {"M": {"team": {"S": "x"}}}}""",
        2 * i,
        i,
        i < 3 ? "ok" : "error");
  }

  private static void assertUsage(String message, String... arguments) {
    CommandRun run = rehearse(arguments);
    assertThat(run.status()).as(run.out()).isEqualTo(2);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }

  private static CommandRun rehearse(String... arguments) {
    return CommandRun.of(List.of("limits", "rehearse"), arguments);
  }
}
