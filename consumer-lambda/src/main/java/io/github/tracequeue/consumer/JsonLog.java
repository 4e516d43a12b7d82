// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;

/** Writes JSON log lines with numbers, ids and codes, and without payloads. */
final class JsonLog {

  private static final JsonFactory JSON = new JsonFactory();

  private final Consumer<String> lines;
  private final InstantSource clock;

  JsonLog(Consumer<String> lines, InstantSource clock) {
    this.lines = lines;
    this.clock = clock;
  }

  void info(String message, Map<String, ?> fields) {
    write("INFO", message, fields);
  }

  void warn(String message, Map<String, ?> fields) {
    write("WARN", message, fields);
  }

  private void write(String level, String message, Map<String, ?> fields) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("timestamp", clock.instant().toString());
      json.writeStringField("level", level);
      json.writeStringField("message", message);
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        writeValue(json, field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    lines.accept(line.toString());
  }

  private static void writeValue(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        writeValue(json, entry.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
