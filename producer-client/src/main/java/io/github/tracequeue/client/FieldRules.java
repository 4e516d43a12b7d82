// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The wire contract's rules for single fields. */
final class FieldRules {
  static final long MAX_TOKENS = 1_000_000_000;
  static final long MAX_MILLIS = 86_400_000;
  static final int MAX_TAGS = 10;
  static final int PREVIEW = 200;
  static final int SUMMARY = 300;

  private static final BigDecimal MAX_COST = BigDecimal.valueOf(1_000_000);

  /** 2020-01-01 and 2100-01-01, UTC. */
  private static final long MIN_EPOCH_MILLIS = 1_577_836_800_000L;

  private static final long END_EPOCH_MILLIS = 4_102_444_800_000L;

  private FieldRules() {}

  static boolean isSlug(String slug) {
    if (slug.isEmpty() || slug.length() > 64 || !isLowerOrDigit(slug.charAt(0))) {
      return false;
    }
    for (int i = 1; i < slug.length(); i++) {
      char c = slug.charAt(i);
      if (!isLowerOrDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  static boolean isRunId(String id) {
    if (id.isEmpty() || id.length() > 128 || !isLetterOrDigit(id.charAt(0))) {
      return false;
    }
    for (int i = 1; i < id.length(); i++) {
      if (!isLetterOrDigit(id.charAt(i)) && "._:#+/@-".indexOf(id.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  static boolean isTagKey(String key) {
    if (key.isEmpty() || key.length() > 64) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Whether a text is this many lower-case hex digits, not all of them zero. */
  static boolean isHexId(String id, int digits) {
    return id.length() == digits && isHex(id) && !isZeros(id);
  }

  static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  static boolean isTimestamp(long epochMillis) {
    return epochMillis >= MIN_EPOCH_MILLIS && epochMillis < END_EPOCH_MILLIS;
  }

  static boolean isCost(@Nullable BigDecimal cost) {
    return cost == null || (cost.signum() >= 0 && cost.compareTo(MAX_COST) <= 0);
  }

  private static boolean isZeros(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLowerOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isLetterOrDigit(char c) {
    return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
  }
}
