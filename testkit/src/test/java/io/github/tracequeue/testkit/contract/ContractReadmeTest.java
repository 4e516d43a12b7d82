// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.contract.ContractSamples.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README says the same as the schema, the samples and the index. */
final class ContractReadmeTest {
  private static final List<String> LIMITS =
      List.of("maxLength", "maximum", "maxItems", "maxProperties");

  private static final ContractReadme README = ContractReadme.read();

  @ParameterizedTest
  @ValueSource(strings = {"event", "llm_trace", "run", "envelope"})
  void fieldTable_ofEachObject_namesThePropertiesOfTheSchema(String object) {
    assertThat(README.rows("`" + object + "`").keySet())
        .containsExactlyInAnyOrderElementsOf(properties(object).keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "llm_trace", "run", "envelope"})
  void fieldTable_ofEachObject_marksWhatTheSchemaRequires(String object) {
    Set<String> required = new LinkedHashSet<>();
    ContractSchema.definition(object)
        .path("required")
        .forEach(name -> required.add(name.textValue()));
    if (object.equals("envelope")) {
      ContractSchema.definition("producer")
          .required("required")
          .forEach(name -> required.add("producer." + name.textValue()));
    }

    assertThat(README.rows("`" + object + "`"))
        .allSatisfy(
            (field, row) ->
                assertThat(ContractReadme.cells(row).get(1))
                    .as(field)
                    .isEqualTo(required.contains(field) ? "yes" : ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "llm_trace", "run", "envelope"})
  void fieldTable_ofEachObject_statesTheLimitsOfTheSchema(String object) {
    Map<String, String> rows = README.rows("`" + object + "`");

    properties(object)
        .forEach(
            (field, property) ->
                assertThat(stated(property))
                    .as(field)
                    .allMatch(rows.getOrDefault(field, "")::contains));
  }

  @Test
  void openTelemetryMap_ofLlmTrace_namesFieldsOfTheSchema() {
    Set<String> fields = new LinkedHashSet<>(properties("event").keySet());
    fields.addAll(properties("llm_trace").keySet());

    assertThat(README.rows("Map to OpenTelemetry").keySet())
        .hasSizeGreaterThan(20)
        .isSubsetOf(fields);
  }

  @Test
  void repairTable_ofAllRepairs_namesThoseOfTheSchema() {
    List<String> repairs =
        ContractSchema.source().findValuesAsText("x-repair").stream().distinct().toList();

    assertThat(README.column("Types and repairs", 2)).containsAll(repairs);
  }

  @Test
  void patterns_ofTheSchema_areQuoted() {
    assertThat(README.text())
        .contains("`" + ContractSchema.definition("slug").required("pattern").textValue() + "`")
        .contains("`" + ContractSchema.definition("run_id").required("pattern").textValue() + "`");
  }

  @Test
  void reasonTable_ofAllReasons_agreesWithTheSamples() {
    Map<String, Set<String>> samplesByReason =
        ContractSamples.bad().stream()
            .flatMap(
                sample ->
                    sample.rejections().stream()
                        .map(Rejection::reason)
                        .map(reason -> Map.entry(reason, sample.name())))
            .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toSet())));

    Map<String, String> rows = README.rows("Reason codes");
    assertThat(rows.keySet()).isEqualTo(samplesByReason.keySet());
    assertThat(rows)
        .allSatisfy(
            (reason, row) ->
                assertThat(samplesByReason.getOrDefault(reason, Set.of()))
                    .as(reason)
                    .anyMatch(row::contains));
  }

  @Test
  void links_toFilesOfTheContract_leadSomewhere() {
    assertThat(README.links())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ContractSamples.directory().resolve(link)).exists());
  }

  /** The properties of an object of the contract; those of producer belong to the envelope. */
  private static Map<String, JsonNode> properties(String object) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : ContractSchema.properties(object).properties()) {
      properties.put(property.getKey(), property.getValue());
    }
    if (object.equals("envelope")) {
      for (Map.Entry<String, JsonNode> part : ContractSchema.properties("producer").properties()) {
        properties.put("producer." + part.getKey(), part.getValue());
      }
    }
    return properties;
  }

  /** What a row must say about a property: its upper limits, allowed values, pattern of names. */
  private static List<String> stated(JsonNode property) {
    List<String> stated = new ArrayList<>();
    for (JsonNode part : parts(property)) {
      for (String limit : LIMITS) {
        if (part.has(limit)) {
          stated.add(String.format(Locale.ROOT, "%,d", part.get(limit).longValue()));
        }
      }
      for (JsonNode value : part.path("enum")) {
        if (value.isTextual()) {
          stated.add("`" + value.textValue() + "`");
        }
      }
      if (part.has("propertyNames")) {
        parts(part.get("propertyNames")).stream()
            .filter(names -> names.has("pattern"))
            .forEach(names -> stated.add("`" + names.get("pattern").textValue() + "`"));
      }
    }
    return stated;
  }

  private static List<JsonNode> parts(JsonNode property) {
    List<JsonNode> parts = new ArrayList<>(List.of(property));
    if (property.has("$ref")) {
      String name = property.get("$ref").textValue().replace("#/$defs/", "");
      parts.addAll(parts(ContractSchema.definition(name)));
    }
    if (property.has("additionalProperties")) {
      parts.addAll(parts(property.get("additionalProperties")));
    }
    return parts;
  }
}
