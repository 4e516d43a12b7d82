// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An id that changes replaces its resource: with a queue or a table go the data in it. */
@RequiresNode
final class LogicalIdsTest {

  @ParameterizedTest
  @CsvSource({
    "AWS::SQS::Queue, PipelineEvents482E1530",
    "AWS::SQS::Queue, PipelineDeadLetters68B5256A",
    "AWS::SQS::Queue, PipelineQuarantine9262E817",
    "AWS::DynamoDB::GlobalTable, PipelineTable0C1A5F45",
    "AWS::SNS::Topic, PipelinePageA943B391",
    "AWS::SNS::Topic, PipelineNotifyA9EA4750",
    "AWS::Logs::LogGroup, PipelineConsumerLogs7A22274D",
    "AWS::Logs::LogGroup, PipelineWatchLogsB0DA2A81",
    "AWS::IAM::ManagedPolicy, PipelineProducerPolicy841429DD"
  })
  void statefulResource_keepsItsId(String type, String id) {
    assertThat(Variant.EXAMPLE.templates().main().resource(id).type()).isEqualTo(type);
  }

  @Test
  void customerKey_keepsItsId() {
    assertThat(Variant.CUSTOMER_KEY.templates().main().only("AWS::KMS::Key").id())
        .isEqualTo("PipelineKeyF48EE773");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EXISTING_TABLE", "EXISTING_TABLE_WITHOUT_TRACES", "EXISTING_TABLE_WITH_KEY"})
  void options_changeNoIdOfATable(Variant variant) {
    assertThat(variant.templates().main().only("AWS::DynamoDB::GlobalTable").id())
        .isEqualTo("PipelineTable0C1A5F45");
  }
}
