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

/** The table of traces and runs, created or found. */
final class TraceTable {
  private static final String AGENT_INDEX = "GSI1";
  private static final String TRACE_INDEX = "GSI2";

  private static final String PERIODS = "TYPE#period";
  private static final String AGENTS = "TYPE#agent";
  private static final String BUDGETS = "BUDGET#*";

  private final ITableV2 table;
  private final List<String> indexes;

  private TraceTable(ITableV2 table, List<String> indexes) {
    this.table = table;
    this.indexes = List.copyOf(indexes);
  }

  static TraceTable of(Construct scope, TableSource source, Encryption encryption) {
    return source instanceof TableSource.Existing existing
        ? find(scope, existing)
        : create(scope, (TableSource.Created) source, encryption);
  }

  ITableV2 table() {
    return table;
  }

  /** Names of the indexes that a write goes to as well. */
  List<String> indexes() {
    return indexes;
  }

  /**
   * Exactly what the consumer does to the table: it puts calls, runs and reports of drops, and
   * updates late hours, agents' last runs and budgets. A write into an index needs no grant.
   */
  void grantWrite(Role consumer) {
    grant(consumer, List.of(table.getTableArn()), "dynamodb:PutItem");
    grantOfKeys(consumer, "NoteBatches", List.of("dynamodb:UpdateItem"), PERIODS, AGENTS, BUDGETS);
    encryptionKey().ifPresent(key -> key.grantEncryptDecrypt(consumer));
  }

  /** Exactly what the watch function does: it reads everything, and writes no call and no run. */
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
   * Exactly what the query function does to the table and its indexes. Both of them also where the
   * table has one: it asks the other first, and takes only "no such index" for an answer.
   */
  void grantRead(IGrantable reader) {
    List<String> resources = new ArrayList<>();
    resources.add(table.getTableArn());
    for (String index : List.of(AGENT_INDEX, TRACE_INDEX)) {
      resources.add(table.getTableArn() + "/index/" + index);
    }
    grant(reader, resources, "dynamodb:GetItem", "dynamodb:Query");
    // Who the agents are: one read of the index for each, skipping over its items.
    grant(reader, List.of(table.getTableArn() + "/index/" + AGENT_INDEX), "dynamodb:Scan");
    encryptionKey().ifPresent(key -> key.grantDecrypt(reader));
  }

  /** Actions on the items below some hash keys only. */
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
            // Names the hot keys when a write is throttled, and costs nothing while none is.
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
    return new TraceTable(
        new TableV2(scope, "Table", properties.build()), List.of(AGENT_INDEX, TRACE_INDEX));
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
    return new TraceTable(TableV2.fromTableAttributes(scope, "Table", attributes.build()), indexes);
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
