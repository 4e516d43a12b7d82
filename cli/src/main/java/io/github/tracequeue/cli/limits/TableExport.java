// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.limits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.TraceReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The calls in an export of the table, in DynamoDB's JSON: the files of an export to S3, or the
 * output of {@code aws dynamodb scan}; plain or compressed with gzip.
 *
 * @param calls the calls, in the file's order
 * @param withoutTime how many calls more there are of which nobody knows when they were made
 */
record TableExport(List<StoredTrace> calls, int withoutTime) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int GZIP_MAGIC = 0x1f8b;

  TableExport {
    calls = List.copyOf(calls);
  }

  /** Reads a file; runs and other items are passed over. */
  static TableExport read(Path file) throws IOException {
    List<StoredTrace> calls = new ArrayList<>();
    int withoutTime = 0;
    try (InputStream in = open(file);
        MappingIterator<JsonNode> values = MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (values.hasNext()) {
        JsonNode value = values.next();
        List<JsonNode> items = new ArrayList<>();
        items.add(value.path("Item"));
        value.path("Items").forEach(items::add);
        for (JsonNode item : items) {
          StoredTrace call = call(item);
          if (call != null && call.timestamp().equals(Instant.EPOCH)) {
            withoutTime++;
          } else if (call != null) {
            calls.add(call);
          }
        }
      }
    }
    return new TableExport(calls, withoutTime);
  }

  private static @Nullable StoredTrace call(JsonNode item) throws IOException {
    Map<String, AttributeValue> attributes = new HashMap<>();
    item.properties().forEach(field -> attributes.put(field.getKey(), value(field.getValue())));
    try {
      return TraceReader.read(attributes).orElse(null);
    } catch (NumberFormatException e) {
      throw new IOException("not a call: " + item.at("/SK/S").asText(), e);
    }
  }

  /** A value of the kinds that a call has; others are of no interest here. */
  private static AttributeValue value(JsonNode value) {
    if (value.has("S")) {
      return AttributeValue.fromS(value.get("S").asText());
    }
    if (value.has("N")) {
      return AttributeValue.fromN(value.get("N").asText());
    }
    if (value.has("BOOL")) {
      return AttributeValue.fromBool(value.get("BOOL").asBoolean());
    }
    Map<String, AttributeValue> fields = new HashMap<>();
    value
        .path("M")
        .properties()
        .forEach(field -> fields.put(field.getKey(), value(field.getValue())));
    return AttributeValue.fromM(fields);
  }

  private static InputStream open(Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
    in.mark(2);
    int magic = (in.read() << 8) | in.read();
    in.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
  }
}
