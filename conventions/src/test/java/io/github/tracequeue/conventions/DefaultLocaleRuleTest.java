// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DefaultLocaleRuleTest {

  @Test
  void rule_callsByTheDefaultLocale_findsEachOne() {
    JavaClasses calls = new ClassFileImporter().importClasses(DefaultLocaleCalls.class);

    List<String> violations =
        DefaultLocaleRule.rule().evaluate(calls).getFailureReport().getDetails();

    assertThat(Arrays.stream(DefaultLocaleCalls.class.getDeclaredMethods()))
        .hasSize(16)
        .allSatisfy(
            method ->
                assertThat(violations)
                    .as(method.getName())
                    .anyMatch(violation -> violation.contains("." + method.getName() + "(")));
  }
}
