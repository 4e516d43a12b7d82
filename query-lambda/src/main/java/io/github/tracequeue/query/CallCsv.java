// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.Timestamps;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes calls as CSV (RFC 4180). Text that a spreadsheet would run as a formula gets a leading
 * apostrophe.
 */
final class CallCsv {

  private static final Map<String, Function<StoredTrace, @Nullable Object>> COLUMNS = columns();

  /** The names of the columns. */
  static final byte[] HEADER = utf8(String.join(",", COLUMNS.keySet()) + "\r\n");

  private CallCsv() {}

  static void write(OutputStream out, StoredTrace call) throws IOException {
    StringBuilder line = new StringBuilder(400);
    for (Function<StoredTrace, @Nullable Object> column : COLUMNS.values()) {
      if (line.length() > 0) {
        line.append(',');
      }
      append(line, column.apply(call));
    }
    out.write(utf8(line.append("\r\n").toString()));
  }

  private static void append(StringBuilder line, @Nullable Object value) {
    if (value instanceof String text) {
      line.append(quoted(text));
    } else if (value instanceof BigDecimal number) {
      line.append(number.toPlainString());
    } else if (value != null) {
      line.append(value);
    }
  }

  /** A text as a field that a spreadsheet does not run. */
  static String quoted(String text) {
    boolean formula = !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean plain = safe.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Function<StoredTrace, @Nullable Object>> columns() {
    Map<String, Function<StoredTrace, @Nullable Object>> columns = new LinkedHashMap<>();
    columns.put("timestamp", call -> Timestamps.format(call.timestamp()));
    columns.put("event_id", StoredTrace::eventId);
    columns.put("agent_slug", StoredTrace::agentSlug);
    columns.put("provider", call -> call.call().provider());
    columns.put("model", call -> call.call().model());
    columns.put("operation", call -> call.call().operation());
    columns.put("status", call -> call.call().failed() ? "error" : "ok");
    columns.put("error_type", call -> call.call().errorType());
    columns.put("finish_reason", call -> call.call().finishReason());
    columns.put("latency_ms", call -> call.call().latencyMillis());
    columns.put("time_to_first_token_ms", call -> call.call().timeToFirstTokenMillis());
    columns.put("input_tokens", call -> call.tokens().input());
    columns.put("output_tokens", call -> call.tokens().output());
    columns.put("cache_read_tokens", call -> call.tokens().cacheRead());
    columns.put("cache_write_5m_tokens", call -> call.tokens().cacheWrite5m());
    columns.put("cache_write_1h_tokens", call -> call.tokens().cacheWrite1h());
    columns.put("reasoning_tokens", call -> call.tokens().reasoning());
    columns.put("cost_usd", call -> call.cost().usd());
    columns.put("cost_status", call -> call.cost().status().wireName());
    columns.put("run_id", call -> call.links().runId());
    columns.put("trace_id", call -> call.links().traceId());
    columns.put("span_id", call -> call.links().spanId());
    columns.put("parent_span_id", call -> call.links().parentSpanId());
    columns.put("session_id", call -> call.links().sessionId());
    columns.put("prompt_hash", call -> call.content().promptHash());
    columns.put("decision_summary", call -> call.content().decisionSummary());
    columns.put("tags", CallCsv::tags);
    columns.put("sample_weight", call -> BigDecimal.valueOf(call.sampleWeight()));
    return columns;
  }

  private static @Nullable String tags(StoredTrace call) {
    Map<String, String> tags = call.content().tags();
    return tags.isEmpty() ? null : new String(JsonWriter.object(tags), StandardCharsets.UTF_8);
  }
}
