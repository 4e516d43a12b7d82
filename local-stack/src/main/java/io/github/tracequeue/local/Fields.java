// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the common fields of CloudWatch requests, for all protocols. */
final class Fields {
  private static final int MAX_DIMENSIONS = 30;
  private static final Set<String> UNITS =
      Set.of(
          ("Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits"
                  + " Kilobits Megabits Gigabits Terabits Percent Count Bytes/Second"
                  + " Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second"
                  + " Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second"
                  + " Count/Second None")
              .split(" "));

  private Fields() {}

  static boolean present(JsonNode object, String field) {
    return object.hasNonNull(field);
  }

  static String required(JsonNode object, String field, int longest) throws ServiceError {
    String value = object.path(field).asText("");
    if (value.isEmpty()) {
      throw ServiceError.missing(field);
    }
    if (value.length() > longest) {
      throw ServiceError.invalidValue(
          "The parameter " + field + " must be shorter than " + (longest + 1) + " characters.");
    }
    return value;
  }

  /** Parses a time in epoch seconds or ISO 8601. */
  static Instant instant(JsonNode object, String field) throws ServiceError {
    if (!present(object, field)) {
      throw ServiceError.missing(field);
    }
    JsonNode value = object.get(field);
    try {
      return value.isNumber()
          ? Instant.ofEpochMilli(Math.round(value.asDouble() * 1000))
          : OffsetDateTime.parse(value.asText()).toInstant();
    } catch (DateTimeException e) {
      throw ServiceError.notARequest(field + " is not a time.");
    }
  }

  /** The unit; {@code None} if it is missing. */
  static String unit(JsonNode object) throws ServiceError {
    String unit = object.path("Unit").asText("None");
    if (!UNITS.contains(unit)) {
      throw ServiceError.invalidValue("The value " + unit + " for parameter Unit is invalid.");
    }
    return unit;
  }

  static Map<String, String> dimensions(JsonNode object, String path) throws ServiceError {
    JsonNode dimensions = object.path("Dimensions");
    if (dimensions.size() > MAX_DIMENSIONS) {
      throw ServiceError.invalidValue(
          String.format(
              Locale.ROOT,
              "The collection %s.Dimensions must not have a size greater than %d.",
              path,
              MAX_DIMENSIONS));
    }
    Map<String, String> result = new TreeMap<>();
    for (JsonNode dimension : dimensions) {
      String name = required(dimension, "Name", 255);
      if (result.put(name, required(dimension, "Value", 1024)) != null) {
        throw ServiceError.invalidValue("The dimension " + name + " is given twice.");
      }
    }
    return result;
  }
}
