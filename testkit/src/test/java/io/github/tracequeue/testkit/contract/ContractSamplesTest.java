// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.tracequeue.testkit.contract.ContractSamples.BadSample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders of samples and the index agree with each other and cover the contract. */
final class ContractSamplesTest {
  private static final int SQS_LIMIT_BYTES = 1024 * 1024;

  @Test
  void samples_ofBothFolders_areEnough() {
    assertThat(ContractSamples.good()).hasSizeGreaterThanOrEqualTo(15);
    assertThat(ContractSamples.bad()).hasSizeGreaterThanOrEqualTo(30);
  }

  @Test
  void index_ofBadSamples_namesTheFilesOfTheFolder() {
    Set<String> indexed =
        ContractSamples.bad().stream()
            .filter(sample -> !sample.generated())
            .map(BadSample::name)
            .collect(toSet());

    assertThat(indexed).isEqualTo(filesIn("bad"));
  }

  @Test
  void bodies_ofAllSamples_fitIntoOneMessage() {
    assertThat(ContractSamples.good())
        .allSatisfy(sample -> assertThat(sample.body()).hasSizeLessThanOrEqualTo(SQS_LIMIT_BYTES));
    assertThat(ContractSamples.bad())
        .allSatisfy(sample -> assertThat(sample.body()).hasSizeLessThanOrEqualTo(SQS_LIMIT_BYTES))
        .anySatisfy(sample -> assertThat(sample.body()).hasSize(SQS_LIMIT_BYTES));
  }

  @Test
  void samples_ofInvalidValues_coverEveryField() {
    Set<String> covered = new HashSet<>();
    ContractSamples.bad()
        .forEach(sample -> sample.rejections().forEach(bad -> covered.add(bad.field())));
    ContractSamples.repaired()
        .forEach(sample -> sample.events().forEach(event -> covered.addAll(event.repaired())));

    List<String> fields = new ArrayList<>(List.of("v", "events"));
    for (String definition : List.of("event", "llm_trace", "run")) {
      ContractSchema.properties(definition).fieldNames().forEachRemaining(fields::add);
    }
    assertThat(covered).containsAll(fields);
  }

  @Test
  void index_ofRepairedSamples_namesTheFilesOfTheFolder() {
    Set<String> files = filesIn("repaired");

    assertThat(ContractSamples.repaired())
        .hasSize(files.size())
        .allSatisfy(sample -> assertThat(files).contains(sample.name()));
  }

  @Test
  void index_ofWrappedSamples_namesTheFilesOfTheFolder() {
    Set<String> files = filesIn("wrapped");

    assertThat(ContractSamples.wrapped())
        .hasSize(files.size())
        .allSatisfy(sample -> assertThat(files).contains(sample.name()));
  }

  @Test
  void prompts_ofBadSamples_carryTheCanary() {
    List<BadSample> withCanary =
        ContractSamples.bad().stream()
            .filter(sample -> new String(sample.body(), UTF_8).contains(ContractSamples.CANARY))
            .toList();

    assertThat(withCanary).hasSizeGreaterThan(50);
    assertThat(withCanary).anyMatch(sample -> !sample.rejectsWholeMessage());
    assertThat(withCanary).anyMatch(sample -> ContractSchema.parse(sample.body()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("partlyBad")
  void index_ofPartlyBadEnvelope_placesEveryEvent(BadSample sample) {
    List<Integer> places = new ArrayList<>(sample.goodEvents());
    sample.rejections().forEach(rejection -> places.add(rejection.event()));

    int size = events(sample).size();
    assertThat(places)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("partlyBad")
  void goodEvents_ofPartlyBadEnvelope_areValidByThemselves(BadSample sample) {
    JsonNode events = events(sample);
    ContractSchema schema = ContractSchema.load();

    for (int place : sample.goodEvents()) {
      var envelope = JsonNodeFactory.instance.objectNode().put("v", 1);
      envelope.putArray("events").add(events.get(place));
      assertThat(schema.validate(envelope)).isEmpty();
    }
  }

  private static JsonNode events(BadSample sample) {
    JsonNode body = ContractSchema.parse(sample.body()).orElseThrow();
    return body.isArray() ? body : body.required("events");
  }

  private static Set<String> filesIn(String folder) {
    Set<String> files =
        new HashSet<>(ContractSamples.namesIn(ContractSamples.directory().resolve(folder)));
    assertThat(files.remove(ContractSamples.INDEX)).isTrue();
    return files;
  }

  static List<BadSample> partlyBad() {
    return ContractSamples.bad().stream().filter(sample -> !sample.rejectsWholeMessage()).toList();
  }
}
