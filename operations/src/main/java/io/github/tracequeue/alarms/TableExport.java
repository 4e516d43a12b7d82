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

/**
 * Reads the calls in an export of the table, in DynamoDB's JSON: the files of an export to S3, or
 * the output of {@code aws dynamodb scan}; plain or compressed with gzip.
 */
public final class TableExport {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int GZIP_MAGIC = 0x1f8b;

  private TableExport() {}

  /**
   * The calls of a file, in its order; runs and other items are passed over. Throws {@link
   * IOException} where it cannot be read, or where an item of a call is not one.
   */
  public static List<RecordedCall> read(Path file) throws IOException {
    List<RecordedCall> calls = new ArrayList<>();
    try (InputStream in = open(file);
        MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (values.hasNext()) {
        JsonNode value = values.next();
        add(value.path("Item"), calls);
        for (JsonNode item : value.path("Items")) {
          add(item, calls);
        }
      }
    }
    return calls;
  }

  private static void add(JsonNode item, List<RecordedCall> calls) throws IOException {
    if (!text(item, "PK").startsWith("TYPE#llm_trace")) {
      return;
    }
    try {
      String weight = item.at("/sample_weight/N").asText("1");
      JsonNode cost = item.at("/cost_usd/N");
      calls.add(
          new RecordedCall(
              Instant.parse(text(item, "timestamp")),
              text(item, "agent_slug"),
              Long.parseLong(item.at("/latency_ms/N").asText()),
              cost.isMissingNode() ? null : new BigDecimal(cost.asText()),
              text(item, "status").equals("error"),
              new BigDecimal(weight)));
    } catch (DateTimeParseException | NumberFormatException e) {
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
