// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.alarms.Alarm.Title;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the alarms of a synthesized CloudFormation template. */
public final class AlarmTemplate {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AlarmTemplate() {}

  /**
   * The alarms of template files, of a stack and of its nested stacks; throws {@link IOException}
   * where one cannot be read or is not JSON.
   */
  public static List<Alarm> read(List<Path> files) throws IOException {
    List<Alarm> alarms = new ArrayList<>();
    for (Path file : files) {
      alarms.addAll(parse(MAPPER.readTree(file.toFile())));
    }
    return alarms;
  }

  /** The alarms of the example configuration that the project ships, for the local stack. */
  public static List<Alarm> example() {
    return parse(ExampleTemplate.load());
  }

  /** The alarms of one template, sorted by name, composite ones last. */
  public static List<Alarm> parse(JsonNode template) {
    return template.path("Resources").properties().stream()
        .flatMap(entry -> alarm(entry.getKey(), entry.getValue()).stream())
        .sorted(
            Comparator.comparing((Alarm alarm) -> alarm instanceof Alarm.Composite)
                .thenComparing(alarm -> alarm.title().name()))
        .toList();
  }

  private static Optional<Alarm> alarm(String id, JsonNode resource) {
    JsonNode properties = resource.path("Properties");
    Title title =
        new Title(
            properties.path("AlarmName").asText(id), properties.path("AlarmDescription").asText());
    try {
      return switch (resource.path("Type").asText()) {
        case "AWS::CloudWatch::Alarm" -> Optional.of(AlarmProperties.read(title, properties));
        case "AWS::CloudWatch::CompositeAlarm" ->
            Optional.of(
                new Alarm.Composite(
                    title, CompositeRule.parse(properties.path("AlarmRule").asText())));
        case "AWS::CloudWatch::LogAlarm", "AWS::CloudWatch::AnomalyDetector" ->
            Optional.of(new Alarm.Unsupported(title, "a resource " + resource.path("Type")));
        default -> Optional.empty();
      };
    } catch (UnsupportedException e) {
      return Optional.of(new Alarm.Unsupported(title, e.what()));
    }
  }
}
