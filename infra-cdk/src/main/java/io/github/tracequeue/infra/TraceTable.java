// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.ContributorInsightsMode;
import software.amazon.awscdk.services.dynamodb.ContributorInsightsSpecification;
import software.amazon.awscdk.services.dynamodb.GlobalSecondaryIndexPropsV2;
import software.amazon.awscdk.services.dynamodb.ITableV2;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.ProjectionType;
import software.amazon.awscdk.services.dynamodb.TableAttributesV2;
import software.amazon.awscdk.services.dynamodb.TableEncryptionV2;
import software.amazon.awscdk.services.dynamodb.TablePropsV2;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The table of traces and runs, new or existing. */
final class TraceTable {
  private static final String AGENT_INDEX = "GSI1";
  private static final String TRACE_INDEX = "GSI2";

  private static final String PERIODS = "TYPE#period";
  private static final String AGENTS = "TYPE#agent";
  private static final String BUDGETS = "BUDGET#*";

  private final ITableV2 table;

  private TraceTable(ITableV2 table) {
    this.table = table;
  }

  static TraceTable of(Construct scope, TableSource source, Encryption encryption) {
    return source instanceof TableSource.Existing existing
        ? find(scope, existing)
        : create(scope, (TableSource.Created) source, encryption);
  }

  ITableV2 table() {
    return table;
  }

  /**
   * Grants the consumer's actions: to put calls, runs and drop reports, and to update late hours,
   * agent records and budgets. Writes to an index need no grant.
   */
  void grantWrite(Role consumer) {
    grant(consumer, List.of(table.getTableArn()), "dynamodb:PutItem");
    grantOfKeys(consumer, "NoteBatches", List.of("dynamodb:UpdateItem"), PERIODS, AGENTS, BUDGETS);
    encryptionKey().ifPresent(key -> key.grantEncryptDecrypt(consumer));
  }

  /**
   * Grants the watch function's actions: to read everything, and to write everything but calls and
   * runs.
   */
  void grantWatch(Role watch) {
    grant(
        watch,
        List.of(table.getTableArn(), table.getTableArn() + "/index/" + AGENT_INDEX),
        "dynamodb:Query");
    grant(watch, List.of(table.getTableArn()), "dynamodb:GetItem");
    grantOfKeys(
        watch,
        "WriteRollupsAndStates",
        List.of("dynamodb:PutItem", "dynamodb:UpdateItem"),
        PERIODS,
        AGENTS,
        BUDGETS,
        "TYPE#watch",
        "ROLLUP#*",
        "LIMIT#*");
    encryptionKey().ifPresent(key -> key.grantEncryptDecrypt(watch));
  }

  /**
   * Grants the query function's actions on the table and both indexes. The grant covers GSI2 even
   * if the table lacks it: the function tries it first, and only falls back on the error for a
   * missing index.
   */
  void grantRead(IGrantable reader) {
    List<String> resources = new ArrayList<>();
    resources.add(table.getTableArn());
    for (String index : List.of(AGENT_INDEX, TRACE_INDEX)) {
      resources.add(table.getTableArn() + "/index/" + index);
    }
    grant(reader, resources, "dynamodb:GetItem", "dynamodb:Query");
    // To list the agents, a scan reads the index once for each agent and skips the items between.
    grant(reader, List.of(table.getTableArn() + "/index/" + AGENT_INDEX), "dynamodb:Scan");
    encryptionKey().ifPresent(key -> key.grantDecrypt(reader));
  }

  /** Allows actions on items with certain hash keys only. */
  private void grantOfKeys(Role role, String sid, List<String> actions, String... keys) {
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .sid(sid)
            .actions(actions)
            .resources(List.of(table.getTableArn()))
            .conditions(
                Map.of("ForAllValues:StringLike", Map.of("dynamodb:LeadingKeys", List.of(keys))))
            .build());
  }

  private Optional<IKey> encryptionKey() {
    return Optional.ofNullable(table.getEncryptionKey());
  }

  private static void grant(IGrantable grantee, List<String> resources, String... actions) {
    Grant.addToPrincipal(
        GrantOnPrincipalOptions.builder()
            .grantee(grantee)
            .actions(List.of(actions))
            .resourceArns(resources)
            .build());
  }

  private static TraceTable create(
      Construct scope, TableSource.Created source, Encryption encryption) {
    TablePropsV2.Builder properties =
        TablePropsV2.builder()
            .partitionKey(text("PK"))
            .sortKey(text("SK"))
            .globalSecondaryIndexes(List.of(index(AGENT_INDEX), index(TRACE_INDEX)))
            .timeToLiveAttribute("ttl")
            .billing(Billing.onDemand())
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            // Shows the hot keys when writes are throttled. Free of charge while none are.
            .contributorInsightsSpecification(
                ContributorInsightsSpecification.builder()
                    .enabled(true)
                    .mode(ContributorInsightsMode.THROTTLED_KEYS)
                    .build())
            .encryption(
                encryption
                    .key()
                    .map(TableEncryptionV2::customerManagedKey)
                    .orElseGet(TableEncryptionV2::dynamoOwnedKey))
            .deletionProtection(true)
            .removalPolicy(RemovalPolicy.RETAIN);
    if (source.name() != null) {
      properties.tableName(source.name());
    }
    return new TraceTable(new TableV2(scope, "Table", properties.build()));
  }

  private static TraceTable find(Construct scope, TableSource.Existing existing) {
    List<String> indexes =
        existing.traceIndex() ? List.of(AGENT_INDEX, TRACE_INDEX) : List.of(AGENT_INDEX);
    TableAttributesV2.Builder attributes =
        TableAttributesV2.builder().tableName(existing.name()).globalIndexes(indexes);
    if (existing.keyArn() != null) {
      attributes.encryptionKey(Key.fromKeyArn(scope, "TableKey", existing.keyArn()));
    }
    Annotations.of(scope)
        .addInfo(
            "The table "
                + existing.name()
                + " is not managed by this stack: check yourself that it has point-in-time"
                + " recovery, deletion protection and expiry by the attribute ttl.");
    return new TraceTable(TableV2.fromTableAttributes(scope, "Table", attributes.build()));
  }

  private static GlobalSecondaryIndexPropsV2 index(String name) {
    return GlobalSecondaryIndexPropsV2.builder()
        .indexName(name)
        .partitionKey(text(name + "PK"))
        .sortKey(text(name + "SK"))
        .projectionType(ProjectionType.ALL)
        .build();
  }

  private static Attribute text(String name) {
    return Attribute.builder().name(name).type(AttributeType.STRING).build();
  }
}
