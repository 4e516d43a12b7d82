// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PutMetricDataTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:30Z");

  @Test
  void parse_valuesWithCounts_addsThemUpExactly() throws ServiceError {
    MetricDatum datum =
        only(
            "'MetricName':'Cost','Unit':'None','Dimensions':[{'Name':'Agent','Value':'cto'}],"
                + "'Timestamp':1795435170.5,'Values':[0.1,0.2],'Counts':[3,1]");

    assertThat(datum.key()).isEqualTo(new MetricKey("T", "Cost", Map.of("Agent", "cto")));
    assertThat(datum.minute()).isEqualTo(1795435170 / 60);
    assertThat(datum.statistics().sum()).isEqualByComparingTo("0.5");
    assertThat(datum.statistics().count()).isEqualByComparingTo("4");
    assertThat(datum.statistics().minimum()).isEqualTo(0.1);
    assertThat(datum.statistics().maximum()).isEqualTo(0.2);
    assertThat(datum.statistics().values()).containsOnlyKeys(0.1, 0.2);
  }

  @Test
  void parse_valuesWithoutCounts_eachOnce() throws ServiceError {
    MetricStatistics samples = only("'MetricName':'X','Values':[1,1,2]").statistics();

    assertThat(samples.values()).containsOnlyKeys(1.0, 2.0);
    assertThat(samples.values().get(1.0)).isEqualByComparingTo("2");
    assertThat(samples.sum()).isEqualByComparingTo("4");
  }

  @Test
  void parse_withoutTimestamp_isNow() throws ServiceError {
    assertThat(only("'MetricName':'X','Value':1").minute()).isEqualTo(NOW.getEpochSecond() / 60);
  }

  @Test
  void parse_statisticSet_keepsNoValuesUnlessTheyAreAllEqual() throws ServiceError {
    String set =
        "'MetricName':'X','StatisticValues':{'SampleCount':2,'Sum':%s,'Minimum':1,'Maximum':%s}";

    assertThat(only(set.formatted("3", "2")).statistics().values()).isEmpty();
    assertThat(only(set.formatted("2", "1")).statistics().values()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'Value':'NaN'                              | Value NaN
          'Value':'Infinity'                         | Value Infinity
          'Value':1e109                              | too large
          'Values':[1,2],'Counts':[1]                | sizes differ
          'Values':[1],'Counts':[0]                  | count 0
          'Values':[]                                | no values
          'Value':1,'Values':[1]                     | two ways at once
          'Unit':'None'                              | no value at all
          'Value':1,'Unit':'Parsecs'                 | unit
          'Value':1,'StorageResolution':30           | resolution
          'Value':1,'Dimensions':[{'Name':'A'}]      | dimension without value
          'Value':1,'Dimensions':[{'Name':'A','Value':'1'},{'Name':'A','Value':'2'}] | twice
          'StatisticValues':{'SampleCount':0,'Sum':0,'Minimum':0,'Maximum':0}        | no sample
          'StatisticValues':{'SampleCount':1,'Sum':0,'Minimum':2,'Maximum':1}        | min over max
          'StatisticValues':{'Sum':0}                | incomplete
          'Value':1,'Timestamp':'yesterday'          | no time
          """)
  void parse_badDatum_refused(String fields, String why) {
    assertThatThrownBy(() -> only("'MetricName':'X'," + fields))
        .as(why)
        .isInstanceOf(ServiceError.class);
  }

  @ParameterizedTest
  @CsvSource({"-14,true", "-15,false"})
  void parse_days_twoWeeksBackAtMost(int days, boolean accepted) {
    assertTimestamp(NOW.plus(Duration.ofDays(days)), accepted);
  }

  @ParameterizedTest
  @CsvSource({"120,true", "121,false"})
  void parse_minutes_twoHoursAheadAtMost(int minutes, boolean accepted) {
    assertTimestamp(NOW.plus(Duration.ofMinutes(minutes)), accepted);
  }

  @Test
  void parse_limits_acceptedAtAndRefusedBeyond() throws ServiceError {
    assertThat(PutMetricData.parse(data(1000, "'Value':1"), NOW)).hasSize(1000);
    assertRefused(data(1001, "'Value':1"), "MetricData must not have a size greater than 1000");

    assertThat(PutMetricData.parse(data(1, "'Values':" + numbers(150)), NOW)).hasSize(1);
    assertRefused(data(1, "'Values':" + numbers(151)), "must have a size of 1 to 150");

    assertThat(PutMetricData.parse(data(1, "'Value':1," + dimensions(30)), NOW)).hasSize(1);
    assertRefused(
        data(1, "'Value':1," + dimensions(31)), "Dimensions must not have a size greater than 30");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'MetricData':[{'MetricName':'X','Value':1}]}",
        "{'Namespace':'','MetricData':[{'MetricName':'X','Value':1}]}",
        "{'Namespace':'AWS/Lambda','MetricData':[{'MetricName':'X','Value':1}]}",
        "{'Namespace':'T'}",
        "{'Namespace':'T','MetricData':[]}",
        "{'Namespace':'T','MetricData':[{'Value':1}]}"
      })
  void parse_badRequest_refused(String request) {
    assertThatThrownBy(() -> PutMetricData.parse(json(request), NOW))
        .isInstanceOf(ServiceError.class);
  }

  private static void assertTimestamp(Instant timestamp, boolean accepted) {
    JsonNode request = data(1, "'Value':1,'Timestamp':" + timestamp.getEpochSecond());
    if (accepted) {
      assertThatCode(() -> PutMetricData.parse(request, NOW)).doesNotThrowAnyException();
    } else {
      assertRefused(request, "within the past two weeks or the next two hours");
    }
  }

  private static void assertRefused(JsonNode request, String message) {
    assertThatThrownBy(() -> PutMetricData.parse(request, NOW))
        .isInstanceOf(ServiceError.class)
        .hasMessageContaining(message);
  }

  private static MetricDatum only(String fields) throws ServiceError {
    JsonNode request = json("{'Namespace':'T','MetricData':[{" + fields + "}]}");
    assertThat(request.get("MetricData")).hasSize(1);
    return PutMetricData.parse(request, NOW).get(0);
  }

  private static JsonNode data(int size, String fields) {
    String datum = "{'MetricName':'X'," + fields + "}";
    return json(
        "{'Namespace':'T','MetricData':["
            + IntStream.range(0, size).mapToObj(i -> datum).collect(Collectors.joining(","))
            + "]}");
  }

  private static String numbers(int size) {
    return IntStream.range(0, size)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String dimensions(int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> "{'Name':'d" + i + "','Value':'v'}")
        .collect(Collectors.joining(",", "'Dimensions':[", "]"));
  }

  private static JsonNode json(String text) {
    return Json.tree(text.replace('\'', '"'));
  }
}
