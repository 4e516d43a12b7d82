// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a price file's rows must not do to each other. */
final class PriceFileConflictsTest {

  private static final String HEADER = "id,provider,model,input,output,source";

  @Test
  void read_idTwice_isAProblem() {
    assertThat(Calls.problems(HEADER, "custom/m,p,a,1,2,us", "custom/m,p,b,1,2,us"))
        .containsExactly("line 3, row custom/m, column id: is already used on line 2");
  }

  @Test
  void read_nameOfTwoModels_isAProblem() {
    assertThat(
            Calls.problems(
                HEADER + ",aliases",
                "custom/a,p,a,1,2,us,x",
                "custom/b,p,b,1,2,us,x a",
                "custom/c,q,a,1,2,us,x"))
        .containsExactly(
            "line 3, row custom/b, column model: 'x' is also a name of row custom/a",
            "line 3, row custom/b, column model: 'a' is also a name of row custom/a");
  }

  @Test
  void read_overlappingTimes_areAProblem() {
    assertThat(
            Calls.problems(
                HEADER + ",from,until",
                "custom/a,p,m,1,2,us,,2026-12-02",
                "custom/b,p,m,1,2,us,2026-12-01,"))
        .containsExactly("line 3, row custom/b, column from: overlaps the dates of row custom/a");
  }

  @Test
  void read_timesThatOverlapTheOtherWayRound_areAProblem() {
    assertThat(
            Calls.problems(
                HEADER + ",from,until",
                "custom/b,p,m,1,2,us,2026-12-01,",
                "custom/a,p,m,1,2,us,,2026-12-02",
                "custom/c,p,m,1,2,us,2026-12-05,2026-12-06"))
        .containsExactly(
            "line 3, row custom/a, column from: overlaps the dates of row custom/b",
            "line 4, row custom/c, column from: overlaps the dates of row custom/b");
  }

  @Test
  void read_timesThatMeet_areFine() {
    assertThat(
            Calls.problems(
                HEADER + ",from,until",
                "custom/a,p,m,1,2,us,,2026-12-01",
                "custom/b,p,m,1,2,us,2026-12-01,2026-12-02",
                "custom/c,p,m,1,2,us,2026-12-02,"))
        .isEmpty();
    assertThat(
            Calls.problems(
                HEADER + ",from,until",
                "custom/c,p,m,1,2,us,2026-12-02,",
                "custom/b,p,m,1,2,us,2026-12-01,2026-12-02",
                "custom/a,p,m,1,2,us,,2026-12-01"))
        .isEmpty();
  }

  @Test
  void read_openTimes_overlapWithEverything() {
    assertThat(
            Calls.problems(
                HEADER + ",from,until",
                "custom/a,p,m,1,2,us,,",
                "custom/b,p,m,1,2,us,2026-12-01,2026-12-02"))
        .hasSize(1);
    assertThat(
            Calls.problems(
                HEADER + ",from,until",
                "custom/b,p,m,1,2,us,2026-12-01,2026-12-02",
                "custom/a,p,m,1,2,us,,"))
        .hasSize(1);
  }

  @Test
  void read_badCell_isReportedBeforeOverlaps() {
    assertThat(Calls.problems(HEADER, "custom/a,p,m,x,2,us", "custom/b,p,m,1,2,us"))
        .containsExactly(
            "line 2, row custom/a, column input: 'x' is not a number below 100000 with at most 30"
                + " decimals");
  }

  @Test
  void read_rejectedRowFirst_mayOverlapToo() {
    assertThat(
            Calls.problems(
                HEADER + ",status",
                "custom/a,p,m,1,2,us,rejected",
                "custom/b,p,m,1,2,us,confirmed"))
        .isEmpty();
  }

  @Test
  void read_rowsThatDifferInLengthHoursOrScope_mayOverlap() {
    assertThat(
            Calls.problems(
                HEADER + ",scope,prompt_over,hours,status",
                "custom/a,aws.bedrock,m,1,2,us,bare,,,",
                "custom/b,aws.bedrock,m,1,2,us,bare,200000,,",
                "custom/c,aws.bedrock,m,1,2,us,bare,,mon-fri 01:00-04:00,",
                "custom/d,aws.bedrock,m,1,2,us,global,,,",
                "custom/e,aws.bedrock,m,1,2,us,bare,,,rejected",
                "custom/f,aws.bedrock,m,1,2,us,bare,,,rejected"))
        .isEmpty();
  }

  @Test
  void read_twoHoursForOneModel_areAProblem() {
    assertThat(
            Calls.problems(
                HEADER + ",hours",
                "custom/a,p,m,1,2,us,mon-fri 01:00-04:00",
                "custom/b,p,m,1,2,us,sat-sun 01:00-04:00"))
        .containsExactly("line 3, row custom/b, column from: overlaps the dates of row custom/a");
  }
}
