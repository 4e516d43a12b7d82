// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BillTest {
  private static final PriceFacts PRICES = PriceFacts.load();

  /** 46 alarm metrics, two queries, no key, two indexes, 50 messages, 2 s, 1 GB, 30 days. */
  private static final Deployment DEPLOYMENT =
      new Deployment(46, 0, 2, 1, 1, 0, 2, 50, 2, 1024, 30);

  @Test
  void example_fourAgents_isWhatTheArithmeticBelowIsOf() {
    assertThat(Deployment.example(4)).isEqualTo(DEPLOYMENT);
  }

  /** 18 alarm metrics of the pipeline, and 7 of each agent. */
  @ParameterizedTest
  @CsvSource({"0, 18", "1, 25", "50, 368"})
  void example_otherNumberOfAgents_hasTheirAlarms(int agents, int alarmMetrics) {
    assertThat(Deployment.example(agents).alarmMetrics()).isEqualTo(alarmMetrics);
  }

  /** The arithmetic written out for 100 events a day, 3,000 a month, each an invocation. */
  @ParameterizedTest
  @CsvSource({
    "sqs.request,            657000, 0.2628,        0",
    "lambda.request,           3000, 0.0006,        0",
    "lambda.gb_second,          264, 0.0035200176,  0",
    "dynamodb.write,           9000, 0.005625,      0.005625",
    "dynamodb.storage,        0.009, 0.00225,       0",
    "dynamodb.recovery,       0.003, 0.0006,        0.0006",
    "cloudwatch.metric,          31, 9.30,          6.30",
    "cloudwatch.put,           3000, 0.03,          0",
    "cloudwatch.alarm,           46, 4.60,          3.60",
    "cloudwatch.query_alarm,      8, 0.80,          0.80",
    "cloudwatch.composite,        1, 0.50,          0.50",
    "cloudwatch.dashboard,        1, 3.00,          0",
    "logs.ingestion,         0.0075, 0.00375,       0",
    "xray.trace,               3000, 0.015,         0",
    "sns.email,                  30, 0.0006,        0",
    "kms.key,                     0, 0,             0"
  })
  void estimate_aHundredEventsADay_isTheSumWrittenOut(
      String id, BigDecimal quantity, BigDecimal list, BigDecimal net) {
    Bill.Line line = line(Bill.estimate(Workload.of(100, 4), DEPLOYMENT, PRICES), id);

    assertThat(line.quantity()).isEqualByComparingTo(quantity);
    assertThat(line.listUsd()).isEqualByComparingTo(list);
    assertThat(line.usd()).isEqualByComparingTo(net);
  }

  @Test
  void total_isTheSumOfTheLines() {
    Bill bill = Bill.estimate(Workload.of(100, 4), DEPLOYMENT, PRICES);

    assertThat(bill.listTotal()).isEqualByComparingTo("18.5247450176");
    assertThat(bill.total()).isEqualByComparingTo("11.206225");
  }

  @Test
  void estimate_manyEvents_gatherIntoFullBatches() {
    Bill bill = Bill.estimate(Workload.of(86_400_000, 4), DEPLOYMENT, PRICES);

    // 1,000 a second gather to 2,000 in 2 s, but a batch holds 50: 20 invocations a second.
    assertThat(line(bill, "lambda.request").quantity()).isEqualByComparingTo("51840000");
    // The first trace of each second, and of the 19 others one in twenty.
    assertThat(line(bill, "xray.trace").quantity()).isEqualByComparingTo("5054400");
  }

  @Test
  void estimate_packedEvents_needFewerMessagesAndInvocations() {
    Bill apart = Bill.estimate(new Workload(1_000_000, 4, 1), DEPLOYMENT, PRICES);
    Bill packed = Bill.estimate(new Workload(1_000_000, 4, 100), DEPLOYMENT, PRICES);

    assertThat(packed.total()).isLessThan(apart.total());
    assertThat(line(packed, "dynamodb.write").quantity())
        .isEqualByComparingTo(line(apart, "dynamodb.write").quantity());
  }

  @Test
  void estimate_watchedPrompts_areOneMetricEach() {
    Deployment watching = new Deployment(46, 3, 2, 1, 1, 0, 2, 50, 2, 1024, 30);

    assertThat(
            line(Bill.estimate(Workload.of(100, 4), watching, PRICES), "cloudwatch.metric")
                .quantity())
        .isEqualByComparingTo("34");
  }

  @Test
  void read_exampleTemplate_countsWhatCostsMoney() throws JsonProcessingException {
    JsonNode template =
        new ObjectMapper()
            .readTree(
                """
                {"Resources": {
                  "A": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "x"}},
                  "B": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [
                    {"Expression": "a + b"}, {"MetricStat": {}}, {"MetricStat": {}}]}},
                  "C": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [
                    {"Expression": "SELECT SUM(x) FROM SCHEMA(y, z) GROUP BY z"}]}},
                  "D": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [
                    {"Expression": "ANOMALY_DETECTION_BAND(m1, 3)"}, {"MetricStat": {}}]}},
                  "E": {"Type": "AWS::CloudWatch::CompositeAlarm", "Properties": {}},
                  "F": {"Type": "AWS::KMS::Key", "Properties": {}},
                  "G": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
                    "BatchSize": 7, "MaximumBatchingWindowInSeconds": 3}},
                  "H": {"Type": "AWS::Lambda::Function", "Properties": {"MemorySize": 512,
                    "Environment": {"Variables": {"TRACEQUEUE_TTL_DAYS": "90",
                      "TRACEQUEUE_PROMPT_CHANGE_AGENTS": "cto,sre"}}}},
                  "I": {"Type": "AWS::DynamoDB::GlobalTable", "Properties": {
                    "GlobalSecondaryIndexes": [{}]}}}}
                """);

    assertThat(Deployment.read(List.of(template)))
        .isEqualTo(new Deployment(1 + 2 + 3, 2, 1, 1, 0, 1, 1, 7, 3, 512, 90));
  }

  @Test
  void load_everyPrice_saysWhenAndWhereItWasRead() {
    assertThat(PRICES.all())
        .hasSize(16)
        .allSatisfy(
            price -> {
              assertThat(price.usd()).isPositive();
              assertThat(price.per()).isPositive();
              assertThat(price.source()).startsWith("https://");
              assertThat(price.asOf()).matches("undated|20\\d\\d(-\\d\\d)?");
            });
  }

  @Test
  void toText_showsBothTotalsAndMarksWhatIsNotConfirmed() {
    String text = Bill.estimate(Workload.of(100, 4), DEPLOYMENT, PRICES).toText();

    assertThat(text)
        .startsWith(
            "An estimate for a month: 100 events a day from 4 agents, list prices of us-east")
        .containsPattern("total +18\\.52 +11\\.21")
        .contains("GB-months of point-in-time recovery *", "* no source was found")
        .doesNotContain("own keys");
  }

  @Test
  void workload_negative_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Workload.of(-1, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new Workload(1, 1, 0));
  }

  private static Bill.Line line(Bill bill, String id) {
    return bill.lines().stream()
        .filter(line -> line.price().id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
