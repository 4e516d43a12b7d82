// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialects;
import io.github.tracequeue.testkit.contract.ContractSamples.BadSample;
import io.github.tracequeue.testkit.contract.ContractSamples.GoodSample;
import io.github.tracequeue.testkit.contract.ContractSamples.RepairedSample;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema gives each sample the verdict that the index names. */
final class ContractSchemaTest {
  /** Reasons of bodies that no parser should take, so that the schema never sees them. */
  private static final Set<String> SYNTAX = Set.of("empty_body", "not_json", "too_deep");

  private static final ContractSchema SCHEMA = ContractSchema.load();

  @Test
  void schema_underItsMetaSchema_isValid() {
    var metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    assertThat(metaSchema.validate(ContractSchema.source())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#good")
  void validate_goodSample_findsNothing(GoodSample sample) {
    Optional<JsonNode> body = ContractSchema.parse(sample.body());

    assertThat(body).isPresent();
    assertThat(SCHEMA.validate(body.orElseThrow())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#repaired")
  void validate_repairedSample_findsWhatTheIndexSays(RepairedSample sample) {
    Optional<JsonNode> body = ContractSchema.parse(sample.body());

    boolean rejected = body.isPresent() && !SCHEMA.validate(body.orElseThrow()).isEmpty();
    assertThat(rejected).isEqualTo(sample.rejectedBySchema());
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#bad")
  void validate_badSample_findsWhatTheIndexSays(BadSample sample) {
    Optional<JsonNode> body = ContractSchema.parse(sample.body());

    boolean rejected = body.isPresent() && !SCHEMA.validate(body.orElseThrow()).isEmpty();
    assertThat(rejected).isEqualTo(sample.rejectedBySchema());
  }

  @ParameterizedTest
  @MethodSource("io.github.tracequeue.testkit.contract.ContractSamples#bad")
  void parse_badSample_failsOnlyForSyntax(BadSample sample) {
    boolean isNoJson = SYNTAX.contains(sample.rejections().get(0).reason());
    boolean isReadByTheConsumerOnly = sample.name().endsWith("nan.txt");

    assertThat(ContractSchema.parse(sample.body()).isEmpty())
        .isEqualTo(isNoJson || isReadByTheConsumerOnly);
  }
}
