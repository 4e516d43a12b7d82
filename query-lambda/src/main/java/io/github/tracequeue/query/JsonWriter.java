// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.tracequeue.store.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes JSON; omits fields whose value is null. Not thread-safe. */
final class JsonWriter {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private final JsonGenerator json;

  private JsonWriter(JsonGenerator json) {
    this.json = json;
  }

  static byte[] bytes(Consumer<JsonWriter> content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(8_192);
    writeTo(out, content);
    return out.toByteArray();
  }

  /** An object with text values, sorted by name. */
  static byte[] object(Map<String, String> texts) {
    return bytes(
        json -> {
          json.startObject();
          new TreeMap<>(texts).forEach(json::text);
          json.end();
        });
  }

  /** Writes one value and leaves the stream open and unflushed. */
  static void writeTo(OutputStream out, Consumer<JsonWriter> content) {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      content.accept(new JsonWriter(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonWriter startObject() {
    return write(json::writeStartObject);
  }

  JsonWriter startObject(String name) {
    return write(() -> json.writeObjectFieldStart(name));
  }

  JsonWriter end() {
    return write(json::writeEndObject);
  }

  JsonWriter text(String name, @Nullable String value) {
    return value == null ? this : write(() -> json.writeStringField(name, value));
  }

  JsonWriter time(String name, @Nullable Instant value) {
    return text(name, value == null ? null : Timestamps.format(value));
  }

  JsonWriter number(String name, @Nullable Long value) {
    return value == null ? this : write(() -> json.writeNumberField(name, value));
  }

  JsonWriter number(String name, long value) {
    return write(() -> json.writeNumberField(name, value));
  }

  JsonWriter number(String name, @Nullable BigDecimal value) {
    return value == null ? this : write(() -> json.writeNumberField(name, value));
  }

  /** A number; an integer is written without a fraction. */
  JsonWriter number(String name, double value) {
    return number(name, BigDecimal.valueOf(value).stripTrailingZeros());
  }

  JsonWriter flag(String name, boolean value) {
    return write(() -> json.writeBooleanField(name, value));
  }

  /** A flag that is written only if it is set. */
  JsonWriter flagIfSet(String name, boolean value) {
    return value ? flag(name, true) : this;
  }

  JsonWriter texts(String name, Map<String, String> values) {
    if (values.isEmpty()) {
      return this;
    }
    startObject(name);
    new TreeMap<>(values).forEach(this::text);
    return end();
  }

  JsonWriter numberUnlessZero(String name, long value) {
    return value == 0 ? this : number(name, value);
  }

  JsonWriter numbers(String name, Map<String, Long> values) {
    if (values.isEmpty()) {
      return this;
    }
    startObject(name);
    new TreeMap<>(values).forEach(this::number);
    return end();
  }

  /** The texts in their order; omitted if there are none. */
  JsonWriter textsIfAny(String name, Set<String> values) {
    return values.isEmpty() ? this : texts(name, new TreeSet<>(values));
  }

  JsonWriter texts(String name, Iterable<String> values) {
    return array(name, values, value -> write(() -> json.writeString(value)));
  }

  <T> JsonWriter array(String name, Iterable<T> values, Consumer<T> element) {
    write(() -> json.writeArrayFieldStart(name));
    values.forEach(element);
    return write(json::writeEndArray);
  }

  private JsonWriter write(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }
}
