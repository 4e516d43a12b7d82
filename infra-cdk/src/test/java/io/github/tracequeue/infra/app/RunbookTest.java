// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.AlarmKind;
import io.github.tracequeue.infra.app.Template.Resource;
import io.github.tracequeue.watch.limit.LimitKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/operations.md says of each alarm what the template does. */
@RequiresNode
final class RunbookTest {
  private static final Pattern ENTRY = Pattern.compile("(?ms)^### ([a-z0-9-]+)$(.*?)(?=^##|\\z)");
  private static final Pattern LINK = Pattern.compile("Runbook: \\S+#([a-z0-9-]+)$");
  private static final Pattern COUNTING =
      Pattern.compile("(\\d+) of (\\d+) × (\\d+) (min|h)\\b", Pattern.UNICODE_CHARACTER_CLASS);

  private final Map<String, String> entries = entries();

  @Test
  void runbook_everyKindOfAlarmAndLimit_hasItsEntryAndNoOther() {
    assertThat(entries.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(AlarmKind.values()).map(AlarmKind::anchor),
                    Arrays.stream(LimitKind.values()).map(LimitKind::id))
                .toList());
  }

  @ParameterizedTest
  @EnumSource(Variant.class)
  void runbook_everyAlarm_linksToAnEntry(Variant variant) {
    assertThat(alarms(variant))
        .isNotEmpty()
        .allSatisfy(alarm -> assertThat(entries).containsKey(anchor(alarm)));
  }

  @Test
  void runbook_howAnAlarmCounts_isAsInTheTemplate() {
    List<String> compared = new ArrayList<>();
    List<Resource> alarms = new ArrayList<>(alarms(Variant.EXAMPLE));
    alarms.addAll(alarms(Variant.EVERY_OPTION));
    for (Resource alarm : alarms) {
      String anchor = anchor(alarm);
      Matcher counting = COUNTING.matcher(requireNonNull(entries.get(anchor), anchor));
      if (counting.find()) {
        compared.add(anchor);
        assertThat(counted(counting.toMatchResult())).as(anchor).isEqualTo(counted(alarm));
      }
    }
    assertThat(compared).as("most entries say how they count").hasSizeGreaterThan(20);
  }

  private static List<Integer> counted(MatchResult words) {
    int seconds = words.group(4).equals("h") ? 3600 : 60;
    return List.of(
        Integer.parseInt(words.group(1)),
        Integer.parseInt(words.group(2)),
        Integer.parseInt(words.group(3)) * seconds);
  }

  private static List<Integer> counted(Resource alarm) {
    JsonNode inMath =
        alarm.properties().path("Metrics").findValues("Period").stream()
            .findFirst()
            .orElse(alarm.property("/Period"));
    return List.of(
        alarm.property("/DatapointsToAlarm").asInt(),
        alarm.property("/EvaluationPeriods").asInt(),
        inMath.asInt());
  }

  private static String anchor(Resource alarm) {
    Matcher link = LINK.matcher(alarm.property("/AlarmDescription").asText());
    assertThat(link.find()).as(alarm.id()).isTrue();
    return link.group(1);
  }

  private static List<Resource> alarms(Variant variant) {
    return variant.templates().resources(AlarmInvariants.ALARM);
  }

  private static Map<String, String> entries() {
    Path file =
        Path.of(requireNonNull(System.getProperty("docs.dir"), "docs.dir"), "operations.md");
    try {
      Map<String, String> entries = new TreeMap<>();
      ENTRY
          .matcher(Files.readString(file))
          .results()
          .forEach(entry -> entries.put(entry.group(1), entry.group(2)));
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
