// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.alarms.StateRule.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tables of CloudWatch's guide, "Configuring how CloudWatch alarms treat missing data": periods
 * from the oldest to the newest, then the state for missing, ignore, breaching and notBreaching.
 */
final class StateRuleTest {

  @ParameterizedTest(name = "3 of 3: {0}")
  @CsvSource({
    "0 - X - X, OK,                OK,     OK,    OK",
    "0 - - - -, OK,                OK,     OK,    OK",
    "- - - - -, INSUFFICIENT_DATA, RETAIN, ALARM, OK",
    "0 X X - X, ALARM,             ALARM,  ALARM, ALARM",
    "- - X - -, ALARM,             RETAIN, ALARM, OK"
  })
  void threeOfThree(
      String points, String missing, String ignore, String breaching, String notBreaching) {
    check(3, points, MissingData.MISSING, missing);
    check(3, points, MissingData.IGNORE, ignore);
    check(3, points, MissingData.BREACHING, breaching);
    check(3, points, MissingData.NOT_BREACHING, notBreaching);
  }

  @ParameterizedTest(name = "2 of 3: {0}")
  @CsvSource({
    "0 - X - X, ALARM, ALARM,  ALARM, ALARM",
    "0 0 X 0 X, ALARM, ALARM,  ALARM, ALARM",
    "0 - X - -, OK,    OK,     ALARM, OK",
    "- - - - 0, OK,    OK,     ALARM, OK",
    "- - - X -, ALARM, RETAIN, ALARM, OK"
  })
  void twoOfThree(
      String points, String missing, String ignore, String breaching, String notBreaching) {
    check(2, points, MissingData.MISSING, missing);
    check(2, points, MissingData.IGNORE, ignore);
    check(2, points, MissingData.BREACHING, breaching);
    check(2, points, MissingData.NOT_BREACHING, notBreaching);
  }

  /** "The alarm does not go immediately into ALARM state", and then one point later. */
  @ParameterizedTest(name = "premature: {0}")
  @CsvSource({
    "- - - - X, RETAIN",
    "- - - X -, RETAIN",
    "- - X - -, ALARM",
    "- - - X 0, OK",
    "- - X - 0, OK"
  })
  void threeOfThree_firstBreachingData_waitsForMore(String points, String expected) {
    check(3, points, MissingData.MISSING, expected);
  }

  private static void check(int breaching, String points, MissingData missing, String expected) {
    StateRule rule = new StateRule(3, breaching, missing);
    for (AlarmState current : AlarmState.values()) {
      assertThat(rule.state(newestFirst(points), current))
          .as("%s, %s, so far %s", points, missing, current)
          .isEqualTo(expected.equals("RETAIN") ? current : AlarmState.valueOf(expected));
    }
  }

  private static List<Point> newestFirst(String points) {
    List<Point> result = new ArrayList<>();
    for (String point : points.split(" ", -1)) {
      result.add(
          0,
          switch (point) {
            case "X" -> Point.BREACHING;
            case "0" -> Point.FINE;
            default -> Point.MISSING;
          });
    }
    return result;
  }
}
