// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.contract.ContractSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractFieldsTest {

  @ParameterizedTest
  @ValueSource(strings = {"event", "llm_trace", "run", "envelope"})
  void contains_propertyOfTheSchema_true(String definition) {
    List<String> names = new ArrayList<>();
    ContractSchema.properties(definition).fieldNames().forEachRemaining(names::add);

    assertThat(names).isNotEmpty().allMatch(ContractFields::contains);
  }

  @Test
  void contains_unknownName_false() {
    assertThat(ContractFields.contains("a_field_of_the_sender")).isFalse();
    assertThat(ContractFields.contains("")).isFalse();
  }
}
