// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BillTest {
  private static final PriceFacts PRICES = PriceFacts.load();

  /** Ten alarm metrics, two indexes, 50 messages gathered 2 s, 1 GB, 30 days, two budgets. */
  private static final Deployment DEPLOYMENT =
      new Deployment(10, 1, 0, 2, new Deployment.Consumer(50, 2, 1024, false, 100), 512, 30, 30, 2);

  @Test
  void example_ofTheProject_isWhatTheArithmeticBelowIsOf() {
    assertThat(Deployment.example()).isEqualTo(DEPLOYMENT);
  }

  /** The arithmetic written out for 100 events a day, 3,000 a month, each an invocation. */
  @ParameterizedTest
  @CsvSource({
    "sqs.request,             657000, 0.2628,        0",
    "lambda.request,           11640, 0.002328,      0",
    "lambda.gb_second,        2424.75, 0.0323301617, 0",
    "dynamodb.write,           54360, 0.033975,      0.033975",
    "dynamodb.read,            92580, 0.0115725,     0.0115725",
    "dynamodb.storage,         0.009, 0.00225,       0",
    "dynamodb.recovery,        0.003, 0.0006,        0.0006",
    "cloudwatch.metric,    10.125000, 3.0375,        0.0375",
    "cloudwatch.put,           11640, 0.1164,        0",
    "cloudwatch.alarm,            10, 1.00,          0",
    "cloudwatch.dashboard,         1, 3.00,          0",
    "logs.ingestion,          0.0291, 0.01455,       0",
    "logs.storage,            0.0291, 0.000873,      0.000873",
    "s3.storage,               0.001, 0.000023,      0.000023",
    "xray.trace,               11640, 0.0582,        0",
    "sns.email,                   30, 0.0006,        0",
    "kms.key,                      0, 0,             0"
  })
  void estimate_aHundredEventsADay_isTheSumWrittenOut(
      String id, BigDecimal quantity, BigDecimal list, BigDecimal net) {
    Bill.Line line = line(Bill.estimate(Workload.of(100, 4), DEPLOYMENT, PRICES), id);

    assertThat(line.quantity()).isEqualByComparingTo(quantity);
    assertThat(line.listUsd()).isEqualByComparingTo(list);
    assertThat(line.usd()).isEqualByComparingTo(net);
  }

  /** What the project promises to a small team, in the configuration that it ships. */
  @ParameterizedTest
  @CsvSource({"10, 4, 0.05", "100, 4, 1"})
  void total_ofASmallTeam_isNextToNothing(long events, int agents, BigDecimal most) {
    assertThat(Bill.estimate(Workload.of(events, agents), Deployment.example(), PRICES).total())
        .isLessThanOrEqualTo(most);
  }

  @Test
  void alarms_ofFourHundredAgents_costWhatThoseOfFourDo() {
    Bill four = Bill.estimate(Workload.of(1000, 4), Deployment.example(), PRICES);
    Bill fourHundred = Bill.estimate(Workload.of(1000, 400), Deployment.example(), PRICES);

    assertThat(line(fourHundred, "cloudwatch.alarm")).isEqualTo(line(four, "cloudwatch.alarm"));
    assertThat(line(four, "cloudwatch.alarm").usd()).isZero();
  }

  /** CloudWatch meters by the hour with data: 300 calls of 4 agents are in 75 hours each. */
  @Test
  void metrics_ofFewCalls_areChargedByHoursWithData() {
    BigDecimal months =
        line(Bill.estimate(Workload.of(10, 4), DEPLOYMENT, PRICES), "cloudwatch.metric").quantity();

    // Latency and cost in 75 hours, failed calls in 2, of each agent; events in 300; heartbeat in
    // 720; a breach in 30.
    assertThat(months.multiply(new BigDecimal("720")).setScale(0, RoundingMode.HALF_UP))
        .isEqualByComparingTo(Integer.toString(4 * (2 * 75 + 2) + 300 + 720 + 30));
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "33333, 1", "345599, 1", "691200, 2", "1000000, 2", "100000000, 100"})
  void workload_byDefault_packsWhatOneSecondGathers(long events, int perMessage) {
    assertThat(Workload.of(events, 4).eventsPerMessage()).isEqualTo(perMessage);
  }

  @Test
  void total_isTheSumOfTheLines() {
    Bill bill = Bill.estimate(Workload.of(100, 4), DEPLOYMENT, PRICES);

    assertThat(bill.listTotal())
        .isEqualByComparingTo(
            bill.lines().stream().map(Bill.Line::listUsd).reduce(BigDecimal.ZERO, BigDecimal::add));
    assertThat(bill.total()).isEqualByComparingTo("0.0845435");
  }

  @Test
  void estimate_manyEvents_gatherIntoFullBatches() {
    Bill bill = Bill.estimate(new Workload(86_400_000, 4, 1), DEPLOYMENT, PRICES);

    // 1,000 a second gather to 2,000 in 2 s, but a batch holds 50: 20 invocations a second.
    assertThat(line(bill, "lambda.request").quantity())
        .isEqualByComparingTo(Long.toString(51_840_000 + 8640));
    // The first trace of each second, and of the 19 others one in twenty.
    assertThat(line(bill, "xray.trace").quantity())
        .isEqualByComparingTo(Long.toString(5_054_400 + 8640));
  }

  @Test
  void estimate_packedEvents_needFewerMessagesAndInvocations() {
    Bill apart = Bill.estimate(new Workload(1_000_000, 4, 1), DEPLOYMENT, PRICES);
    Bill packed = Bill.estimate(new Workload(1_000_000, 4, 100), DEPLOYMENT, PRICES);

    assertThat(packed.total()).isLessThan(apart.total());
  }

  @Test
  void read_template_countsWhatCostsMoney() throws JsonProcessingException {
    JsonNode template =
        new ObjectMapper()
            .readTree(
                """
                {"Resources": {
                  "A": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "x"}},
                  "B": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [
                    {"Expression": "a + b"}, {"MetricStat": {}}, {"MetricStat": {}}]}},
                  "F": {"Type": "AWS::KMS::Key", "Properties": {}},
                  "G": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {
                    "BatchSize": 7, "MaximumBatchingWindowInSeconds": 3}},
                  "H": {"Type": "AWS::Lambda::Function", "Properties": {"MemorySize": 512,
                    "Handler": "io.github.tracequeue.consumer.ConsumerHandler",
                    "Environment": {"Variables": {"TRACEQUEUE_TTL_DAYS": "90",
                      "TRACEQUEUE_METRICS_DETAIL": "full", "TRACEQUEUE_METRICS_MAX_AGENTS": "20",
                      "TRACEQUEUE_BUDGET_AGENTS": "cto,sre"}}}},
                  "W": {"Type": "AWS::Lambda::Function", "Properties": {"MemorySize": 256,
                    "Handler": "io.github.tracequeue.watch.WatchHandler"}},
                  "L": {"Type": "AWS::Logs::LogGroup", "Properties": {"RetentionInDays": 60}},
                  "I": {"Type": "AWS::DynamoDB::GlobalTable", "Properties": {
                    "GlobalSecondaryIndexes": [{}]}}}}
                """);

    assertThat(Deployment.read(List.of(template)))
        .isEqualTo(
            new Deployment(
                1 + 2, 0, 1, 1, new Deployment.Consumer(7, 3, 512, true, 20), 256, 90, 60, 2));
  }

  @Test
  void load_everyPrice_saysWhenAndWhereItWasRead() {
    assertThat(PRICES.all())
        .hasSize(17)
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
            "Estimate for a month: 100 events a day from 4 agents, 1 per message, list prices of")
        .containsPattern("total +7\\.57 +0\\.08")
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
