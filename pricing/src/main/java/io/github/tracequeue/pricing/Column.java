// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of price files, in the order in which they are written. */
enum Column {
  ID,
  PROVIDER,
  MODEL,
  SCOPE,
  TIER,
  PROMPT_OVER,
  HOURS,
  FROM,
  UNTIL,
  STATUS,
  INPUT,
  OUTPUT,
  CACHE_READ,
  CACHE_WRITE_5M,
  CACHE_WRITE_1H,
  INPUT_AUDIO,
  OUTPUT_AUDIO,
  CACHE_READ_AUDIO,
  REQUESTS,
  BATCH,
  TIERS,
  GEO,
  ALIASES,
  CHECKED,
  SOURCE;

  private static final Map<String, Column> BY_TITLE = new HashMap<>();

  static {
    for (Column column : values()) {
      BY_TITLE.put(column.title(), column);
    }
  }

  private final String title = name().toLowerCase(Locale.ROOT);

  /** The name in the header line. */
  String title() {
    return title;
  }

  /** Whether the column is required. */
  boolean isRequired() {
    return this == ID || this == PROVIDER || this == MODEL || this == SOURCE;
  }

  static @Nullable Column find(String title) {
    return BY_TITLE.get(title);
  }
}
