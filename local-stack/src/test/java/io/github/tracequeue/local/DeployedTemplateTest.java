// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.store.TableSchema;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;

/** What is deployed and what the local stack runs with are the same settings. */
final class DeployedTemplateTest {
  private final DeployedTemplate template = new DeployedTemplate();

  @Test
  void settings_ofTheTemplate_areThoseOfTheLocalStack() {
    assertThat(template.settings()).isEqualTo(PipelineSettings.production());
  }

  @Test
  void environment_ofTheFunctions_hasTheNamesThatTheLocalStackGives() {
    PipelineResources resources =
        new PipelineResources("https://e", "arn", "d", "https://q", "tracequeue");

    assertThat(template.environment(resources))
        .containsAllEntriesOf(
            inProd(PipelineSettings.production().functionEnvironment("https://e", "https://q")));
    assertThat(template.watchEnvironment(resources))
        .containsAllEntriesOf(
            inProd(
                PipelineSettings.production()
                    .watchEnvironment(
                        "page standard arn:aws:sns:us-east-1:000000000000:PipelinePageA943B391"
                            + ",notify standard"
                            + " arn:aws:sns:us-east-1:000000000000:PipelineNotifyA9EA4750")));
  }

  /** The template is of the stage prod. */
  private static Map<String, String> inProd(Map<String, String> environment) {
    Map<String, String> prod = new HashMap<>(environment);
    prod.put("TRACEQUEUE_METRICS_NAMESPACE", "Tracequeue/prod");
    return prod;
  }

  @Test
  void table_ofTheTemplate_hasTheKeysAndIndexesOfTheStore() {
    CreateTableRequest store = TableSchema.createTableRequest("t");

    assertThat(template.table().path("KeySchema").findValuesAsText("AttributeName"))
        .isEqualTo(store.keySchema().stream().map(key -> key.attributeName()).toList());
    assertThat(template.table().path("AttributeDefinitions").findValuesAsText("AttributeName"))
        .containsExactlyInAnyOrderElementsOf(
            store.attributeDefinitions().stream().map(each -> each.attributeName()).toList());
    assertThat(template.table().path("GlobalSecondaryIndexes"))
        .hasSameSizeAs(store.globalSecondaryIndexes());
    for (int i = 0; i < store.globalSecondaryIndexes().size(); i++) {
      GlobalSecondaryIndex index = store.globalSecondaryIndexes().get(i);
      assertThat(template.table().at("/GlobalSecondaryIndexes/" + i + "/IndexName").asText())
          .isEqualTo(index.indexName());
      assertThat(
              template
                  .table()
                  .at("/GlobalSecondaryIndexes/" + i + "/KeySchema")
                  .findValuesAsText("AttributeName"))
          .isEqualTo(index.keySchema().stream().map(key -> key.attributeName()).toList());
    }
    assertThat(template.table().at("/TimeToLiveSpecification/AttributeName").asText())
        .isEqualTo(TableSchema.TTL_ATTRIBUTE);
  }
}
