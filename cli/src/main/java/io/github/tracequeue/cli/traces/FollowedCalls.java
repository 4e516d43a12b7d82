// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.traces;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.cli.output.Json;
import io.github.tracequeue.cli.output.Terminal;
import io.github.tracequeue.cli.query.ApiQuestion;
import io.github.tracequeue.cli.query.TableApi;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Prints new calls as they are stored. A call is dated at its start and stored after its end, so
 * that each look covers the last minutes and skips what was printed before. For a single use.
 */
final class FollowedCalls {
  /** A call that takes longer than this is not shown. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  private static final int PAGE = 1_000;

  private final TableApi api;
  private final Supplier<ApiQuestion> filters;
  private final InstantSource clock;
  private final Pause pause;
  private final Map<String, Instant> seen = new HashMap<>();

  /**
   * Creates a follower.
   *
   * @param filters a new question for the calls, without a time range
   */
  FollowedCalls(TableApi api, Supplier<ApiQuestion> filters, InstantSource clock, Pause pause) {
    this.api = api;
    this.filters = filters;
    this.clock = clock;
    this.pause = pause;
  }

  /** Waits between two looks. */
  interface Pause {
    void await() throws InterruptedException;
  }

  /** Two seconds. */
  static void pause() throws InterruptedException {
    TimeUnit.SECONDS.sleep(2);
  }

  /** Prints calls, oldest first. */
  interface CallPrinter {
    /** Prints calls; false if nobody reads the output any more. */
    boolean print(List<JsonNode> calls);
  }

  /** One line of JSON for each call. */
  record LinePrinter(PrintWriter out) implements CallPrinter {
    @Override
    public boolean print(List<JsonNode> calls) {
      calls.forEach(call -> out.println(Json.line(call)));
      return !out.checkError();
    }
  }

  /** A table without an end. */
  static final class TablePrinter implements CallPrinter {
    private final PrintWriter out;
    private final CallTable table;
    private boolean headerPrinted;

    TablePrinter(PrintWriter out, Terminal terminal) {
      this.out = out;
      this.table = new CallTable(terminal);
    }

    @Override
    public boolean print(List<JsonNode> calls) {
      List<String> lines = table.add(calls);
      if (!headerPrinted) {
        out.println(table.header());
        headerPrinted = true;
      }
      lines.forEach(out::println);
      return !out.checkError();
    }
  }

  /**
   * Prints the newest calls and then each new one, until the reader of the output is gone or the
   * thread is interrupted.
   *
   * @param newest how many of the stored calls to begin with
   */
  void print(int newest, CallPrinter printer) throws InterruptedException {
    // First, so that a call that arrives between the two reads is in the second.
    newCalls();
    List<JsonNode> begin = new ArrayList<>();
    api.read(filters.get().with("limit", newest)).path("traces").forEach(begin::add);
    begin.forEach(this::isNew);
    Collections.reverse(begin);
    boolean isRead = printer.print(begin);
    while (isRead) {
      pause.await();
      isRead = printer.print(newCalls());
    }
  }

  /** The calls that were not seen before, oldest first. */
  private List<JsonNode> newCalls() {
    Instant from = clock.instant().minus(LONGEST_CALL);
    List<JsonNode> calls = new ArrayList<>();
    String cursor = null;
    boolean more = true;
    while (more) {
      JsonNode answer =
          api.read(filters.get().with("from", from).with("limit", PAGE).with("cursor", cursor));
      int before = calls.size();
      for (JsonNode call : answer.path("traces")) {
        if (isNew(call)) {
          calls.add(call);
        }
      }
      cursor = answer.path("next_cursor").asText(null);
      more = cursor != null && calls.size() > before;
    }
    seen.values().removeIf(time -> time.isBefore(from));
    Collections.reverse(calls);
    return calls;
  }

  private boolean isNew(JsonNode call) {
    Instant time = Instant.parse(call.path("timestamp").asText());
    return seen.put(call.path("event_id").asText(), time) == null;
  }
}
