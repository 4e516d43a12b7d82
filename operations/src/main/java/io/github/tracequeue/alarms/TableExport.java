// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.alarms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the calls in an export of the table, in DynamoDB's JSON: the files of an export to S3, or
 * the output of {@code aws dynamodb scan}; plain or compressed with gzip.
 */
public final class TableExport {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int GZIP_MAGIC = 0x1f8b;

  private final List<RecordedCall> calls;
  private final int withoutTime;

  private TableExport(List<RecordedCall> calls, int withoutTime) {
    this.calls = List.copyOf(calls);
    this.withoutTime = withoutTime;
  }

  /** The calls, in the file's order. */
  public List<RecordedCall> calls() {
    return calls;
  }

  /** How many calls more there are of which nobody knows when they were made. */
  public int withoutTime() {
    return withoutTime;
  }

  /**
   * Reads a file; runs and other items are passed over. As everywhere, a call of another writer may
   * lack all but its keys: its time is then that of its sort key, and its latency 0, for one that
   * was not measured. Throws {@link IOException} where the file cannot be read, or where what an
   * item holds is not of a call.
   */
  public static TableExport read(Path file) throws IOException {
    List<RecordedCall> calls = new ArrayList<>();
    int withoutTime = 0;
    try (InputStream in = open(file);
        MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (values.hasNext()) {
        JsonNode value = values.next();
        List<JsonNode> items = new ArrayList<>();
        items.add(value.path("Item"));
        value.path("Items").forEach(items::add);
        for (JsonNode item : items) {
          if (text(item, "PK").startsWith("TYPE#llm_trace")) {
            Instant time = time(item);
            if (time == null) {
              withoutTime++;
            } else {
              calls.add(call(item, time));
            }
          }
        }
      }
    }
    return new TableExport(calls, withoutTime);
  }

  private static @Nullable Instant time(JsonNode item) {
    Instant time = time(text(item, "timestamp"));
    return time != null ? time : time(text(item, "SK").split("#", 2)[0]);
  }

  private static @Nullable Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static RecordedCall call(JsonNode item, Instant time) throws IOException {
    try {
      String weight = item.at("/sample_weight/N").asText("1");
      JsonNode cost = item.at("/cost_usd/N");
      return new RecordedCall(
          time,
          text(item, "agent_slug"),
          Long.parseLong(item.at("/latency_ms/N").asText("0")),
          cost.isMissingNode() ? null : new BigDecimal(cost.asText()),
          text(item, "status").equals("error"),
          new BigDecimal(weight));
    } catch (NumberFormatException e) {
      throw new IOException("not a trace: " + text(item, "SK"), e);
    }
  }

  private static String text(JsonNode item, String attribute) {
    return item.path(attribute).path("S").asText("");
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    int magic = (in.read() << 8) | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
  }
}
