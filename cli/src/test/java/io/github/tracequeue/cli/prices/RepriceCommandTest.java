// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.CommandRun;
import io.github.tracequeue.local.LocalStack;
import io.github.tracequeue.local.LocalStackOptions;
import io.github.tracequeue.pricing.PriceBook;
import io.github.tracequeue.store.CostCorrection;
import io.github.tracequeue.store.Shards;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.TableOptions;
import io.github.tracequeue.store.TableSchema;
import io.github.tracequeue.store.TimeRange;
import io.github.tracequeue.store.TraceReader;
import io.github.tracequeue.store.TraceStore;
import io.github.tracequeue.store.WriteToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stored calls priced again, in a real table; each test has its own. */
final class RepriceCommandTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final String PRICES =
      "id,provider,model,input,output,source\ncustom/m-1,p,m-1,1,2,x\n";
  private static final CallCost NEW = CallCost.priced(BigDecimal.ONE, "custom/m-1");

  private static LocalStack stack;
  private static DynamoDbClient dynamoDb;

  private final String table = "t-" + UUID.randomUUID();

  @TempDir private Path folder;
  private List<String> command = List.of();

  @BeforeAll
  static void start() {
    stack = LocalStack.start(LocalStackOptions.defaults());
    dynamoDb = stack.endpoints().dynamoDbClient();
  }

  @AfterAll
  static void stop() {
    dynamoDb.close();
    stack.close();
  }

  @BeforeEach
  void createTable() throws IOException {
    dynamoDb.createTable(TableSchema.createTableRequest(table));
    Path overrides = Files.writeString(folder.resolve("prices.csv"), PRICES);
    command =
        List.of(
            "prices",
            "reprice",
            "--table",
            table,
            "--region",
            stack.endpoints().region(),
            "--endpoint-url",
            stack.endpoints().dynamoDb().toString(),
            "--overrides",
            overrides.toString());
  }

  @Test
  void reprice_dryRun_showsTheDifferenceAndWritesNothing() {
    StoredTrace unpriced = put("e-1", "m-1", CallCost.unpriced("unknown_model"), 1);
    StoredTrace dearer = put("e-2", "m-1", priced("0.25"), 2.5);
    StoredTrace gone = put("e-3", "m-2", priced("4"), 1);
    StoredTrace reported = put("e-4", "m-1", CallCost.providerReported(BigDecimal.TEN), 1);

    CommandRun run = CommandRun.of(command, "--dry-run", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode json = run.json();
    JsonNode m1 = json.at("/models/m-1");
    assertThat(m1.get("calls").asLong()).isEqualTo(2);
    assertThat(m1.get("changed").asLong()).isEqualTo(2);
    assertThat(m1.get("newly_priced").asLong()).isEqualTo(1);
    assertThat(m1.get("old_usd").decimalValue()).isEqualByComparingTo("0.625");
    assertThat(m1.get("new_usd").decimalValue()).isEqualByComparingTo("3.5");
    assertThat(m1.get("difference_usd").decimalValue()).isEqualByComparingTo("2.875");
    assertThat(json.at("/models/m-2/newly_unpriced").asLong()).isEqualTo(1);
    assertThat(json.at("/total/difference_usd").decimalValue()).isEqualByComparingTo("-1.125");
    assertThat(json.get("kept").asLong()).isEqualTo(1);
    assertThat(json.get("applied").asBoolean()).isFalse();
    assertThat(json.get("written").asLong()).isZero();
    assertThat(stored()).containsExactly(unpriced, dearer, gone, reported);
  }

  @Test
  void reprice_apply_writesWhatChangesAndNothingElse() {
    put("e-1", "m-1", CallCost.unpriced("unknown_model"), 1);
    put("e-2", "m-2", priced("4"), 1);
    put("e-3", "m-1", CallCost.providerReported(BigDecimal.TEN), 1);
    put("e-4", "m-1", NEW, 1);

    CommandRun run = CommandRun.of(command, "--apply");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("newly unpriced", "all models", "+1.00", "-4.00", "-3.00")
        .contains("1 call unchanged", "2 written, 0 skipped");
    assertThat(stored())
        .extracting(StoredTrace::cost)
        .containsExactly(
            NEW,
            CallCost.unpriced("unknown_model"),
            CallCost.providerReported(BigDecimal.TEN),
            NEW);
    assertThat(CommandRun.of(command, "--dry-run").out()).contains("--apply writes 0 items");
  }

  @Test
  void reprice_reported_replacesReportedCostsWhereTheBookHasARate() {
    put("e-1", "m-1", CallCost.providerReported(BigDecimal.TEN), 1);
    put("e-2", "m-2", CallCost.providerReported(BigDecimal.TEN), 1);

    CommandRun run = CommandRun.of(command, "--apply", "--reported");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("1 written");
    assertThat(stored())
        .extracting(StoredTrace::cost)
        .containsExactly(NEW, CallCost.providerReported(BigDecimal.TEN));
  }

  @Test
  void reprice_apply_marksTheHoursThatMustBeRolledUpAgain() {
    put("e-1", "m-1", CallCost.unpriced("unknown_model"), 1);
    assertThat(CommandRun.of(command, "--dry-run").status()).isZero();
    assertThat(items("TYPE#period")).isEmpty();

    assertThat(CommandRun.of(command, "--apply").status()).isZero();
    assertThat(items("TYPE#period"))
        .singleElement()
        .satisfies(
            state ->
                assertThat(state)
                    .containsEntry("SK", AttributeValue.fromS("2026-11-23T12"))
                    .containsEntry("dirty", AttributeValue.fromN("1")));
  }

  @Test
  void reprice_timeRange_leavesOtherTimesAlone() {
    put("e-1", "m-1", CallCost.unpriced("unknown_model"), 1);

    CommandRun before = CommandRun.of(command, "--until", NOON.toString(), "--apply");
    CommandRun after = CommandRun.of(command, "--from", "2026-11-24", "--apply");

    assertThat(before.out()).contains("0 written");
    assertThat(after.out()).contains("0 written");
    assertThat(stored()).extracting(StoredTrace::cost).doesNotContain(NEW);
  }

  @Test
  void reprice_amountOfUnknownOrigin_stays() {
    Map<String, AttributeValue> foreign =
        Map.of(
            "PK", AttributeValue.fromS("TYPE#llm_trace"),
            "SK", AttributeValue.fromS("2026-11-23T12:00:00.000Z#e-1"),
            "model", AttributeValue.fromS("m-1"),
            "cost_usd", AttributeValue.fromN("7"));
    dynamoDb.putItem(request -> request.tableName(table).item(foreign));

    assertThat(CommandRun.of(command, "--apply").out()).contains("0 written");
    assertThat(items("TYPE#llm_trace")).containsExactly(foreign);
  }

  @Test
  void apply_changedAfterItWasRead_isSkippedAndCounted() {
    StoredTrace now = put("e-1", "m-1", priced("0.25"), 1);
    StoredTrace asRead = trace("e-1", "m-1", priced("0.75"), 1);
    Repricing.Written written = new Repricing.Written();

    new Repricing(PriceBook.of(new StringReader(PRICES)), false)
        .apply(
            Stream.of(asRead),
            CostCorrection.create(dynamoDb, table, new Shards(1)),
            hour -> {},
            written);

    assertThat(written.written()).isZero();
    assertThat(written.skipped()).isEqualTo(1);
    assertThat(stored()).containsExactly(now);
  }

  @Test
  void reprice_neitherDryRunNorApply_endsWithStatus2() {
    CommandRun run = CommandRun.of(command);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--dry-run | --apply");
  }

  @Test
  void reprice_tableThatIsNotThere_saysSoWithoutAStackTrace() {
    dynamoDb.deleteTable(request -> request.tableName(table));

    CommandRun run = CommandRun.of(command, "--dry-run");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("tracequeue: table " + table + ": ")
        .contains("TRACEQUEUE_TABLE")
        .doesNotContain("\tat ");
  }

  private List<Map<String, AttributeValue>> items(String hashKey) {
    return dynamoDb
        .query(
            request ->
                request
                    .tableName(table)
                    .keyConditionExpression("PK = :pk")
                    .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(hashKey))))
        .items();
  }

  private List<StoredTrace> stored() {
    return TraceReader.create(dynamoDb, table, new Shards(1), Clock.systemUTC())
        .traces(TimeRange.ALL.from(), TimeRange.ALL.until())
        .toList();
  }

  private StoredTrace put(String id, String model, CallCost cost, double weight) {
    StoredTrace trace = trace(id, model, cost, weight);
    TraceStore.create(
            dynamoDb,
            new TableOptions(table, new Shards(1), Duration.ofDays(30)),
            Clock.systemUTC())
        .put(trace, new WriteToken("w", id));
    return trace;
  }

  /** A call of a million input tokens. */
  private static StoredTrace trace(String id, String model, CallCost cost, double weight) {
    return new StoredTrace(
        id,
        NOON,
        "cto",
        new StoredTrace.Call(null, model, null, 5, null, false, null, null, null, false, null),
        new StoredTrace.Tokens(1_000_000, 0, 0, 0, 0, 0, true),
        cost,
        new StoredTrace.TraceLinks(null, null, null, null, null),
        new StoredTrace.Content(null, null, null, false, Map.of()),
        weight);
  }

  private static CallCost priced(String usd) {
    return CallCost.priced(new BigDecimal(usd), "old-row");
  }
}
