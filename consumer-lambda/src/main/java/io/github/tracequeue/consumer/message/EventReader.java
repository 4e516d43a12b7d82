// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.tracequeue.consumer.message.Field.Presence;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of one event in whatever order they come. As the type may come last, each fault
 * is kept for the types that have the field at all. Used again for the next event; for one thread.
 */
final class EventReader {

  private final PromptHasher hasher;
  private final @Nullable String[] texts = new @Nullable String[Field.COUNT];
  private final long[] numbers = new long[Field.COUNT];
  private BigDecimal cost = BigDecimal.ZERO;
  private Map<String, String> tags = Map.of();

  /** Fields that came, even as null. */
  private long seen;

  /** Fields that have a value. */
  private long present;

  private @Nullable Rejection ofType;
  private @Nullable Rejection ofTrace;
  private @Nullable Rejection ofRun;

  EventReader(PromptHasher hasher) {
    this.hasher = hasher;
  }

  void start() {
    seen = 0;
    present = 0;
    tags = Map.of();
    ofType = null;
    ofTrace = null;
    ofRun = null;
  }

  /** Takes a field's value, which is the parser's current token, and moves to its end. */
  void read(Field field, JsonParser parser, JsonToken token, int level) throws IOException {
    if ((seen & field.bit) != 0) {
      reject(field, Reason.DUPLICATE_KEY, "");
      JsonBody.skip(parser, token, level);
      return;
    }
    seen |= field.bit;
    if (token == JsonToken.VALUE_NULL) {
      rejectNull(field);
      return;
    }
    switch (field.rule.kind()) {
      case TEXT, TIME, PROMPT -> readText(field, parser, token, level);
      case WHOLE, MONEY -> readNumber(field, parser, token, level);
      case FLAG -> readFlag(field, parser, token, level);
      case TAGS -> readTags(field, parser, token, level);
    }
  }

  /** The event, or the first of its faults. */
  ParsedEvent finish() {
    return new EventBuilder(this, hasher.keyId()).build();
  }

  boolean has(Field field) {
    return (present & field.bit) != 0;
  }

  boolean hasAll(long fields) {
    return (present & fields) == fields;
  }

  @Nullable String text(Field field) {
    return has(field) ? texts[field.index] : null;
  }

  /** The number, or 0. */
  long number(Field field) {
    return has(field) ? numbers[field.index] : 0;
  }

  boolean flag(Field field) {
    return number(field) != 0;
  }

  @Nullable BigDecimal cost() {
    return has(Field.COST_USD) ? cost : null;
  }

  Map<String, String> tags() {
    return tags;
  }

  @Nullable Rejection ofType() {
    return ofType;
  }

  @Nullable Rejection of(boolean run) {
    return run ? ofRun : ofTrace;
  }

  private void readText(Field field, JsonParser parser, JsonToken token, int level)
      throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      rejectType(field, "text", parser, token, level);
      return;
    }
    char[] text = parser.getTextCharacters();
    int offset = parser.getTextOffset();
    int length = parser.getTextLength();
    Rule rule = field.rule;
    if (rule.kind() == Rule.Kind.TIME) {
      long millis = UtcTime.parse(text, offset, length);
      if (millis == UtcTime.INVALID) {
        reject(field, Reason.BAD_FORMAT, rule.limit());
      } else {
        set(field, millis);
      }
      return;
    }
    if (length < rule.min()) {
      reject(field, Reason.TOO_SHORT, rule.limit());
    } else if (length > rule.max() && CodePoints.count(text, offset, length) > rule.max()) {
      reject(field, Reason.TOO_LONG, rule.limit());
    } else if (!rule.pattern().matches(text, offset, length)) {
      reject(field, Reason.BAD_FORMAT, rule.limit());
    } else {
      present |= field.bit;
      texts[field.index] =
          rule.kind() == Rule.Kind.PROMPT
              ? hasher.hash(text, offset, length)
              : CodePoints.start(text, offset, length, rule.keep());
    }
  }

  private void readNumber(Field field, JsonParser parser, JsonToken token, int level)
      throws IOException {
    if (!token.isNumeric()) {
      rejectType(field, "a number", parser, token, level);
      return;
    }
    long max = field.rule.max();
    boolean whole = field.rule.kind() == Rule.Kind.WHOLE;
    // Nearly all are short and whole.
    if (whole && token == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 18) {
      long value = parser.getLongValue();
      if (value < 0 || value > max) {
        reject(field, Reason.OUT_OF_RANGE, field.rule.limit());
      } else {
        set(field, value);
      }
      return;
    }
    NumberText number =
        NumberText.parse(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    if (whole) {
      Long value = number.isWhole() ? number.wholeUpTo(max) : null;
      if (!number.isWhole()) {
        reject(field, Reason.WRONG_TYPE, "a whole number");
      } else if (value == null) {
        reject(field, Reason.OUT_OF_RANGE, field.rule.limit());
      } else {
        set(field, value);
      }
      return;
    }
    BigDecimal money = number.moneyUpTo(max);
    if (money == null) {
      reject(field, Reason.OUT_OF_RANGE, field.rule.limit());
    } else {
      present |= field.bit;
      cost = money;
    }
  }

  private void readFlag(Field field, JsonParser parser, JsonToken token, int level)
      throws IOException {
    if (token.isBoolean()) {
      set(field, token == JsonToken.VALUE_TRUE ? 1 : 0);
    } else {
      rejectType(field, "true or false", parser, token, level);
    }
  }

  private void readTags(Field field, JsonParser parser, JsonToken token, int level)
      throws IOException {
    if (token != JsonToken.START_OBJECT) {
      rejectType(field, "an object", parser, token, level);
      return;
    }
    Map<String, String> read = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!TextPatterns.isTagName(name)) {
        reject(field, Reason.BAD_FORMAT, "names [A-Za-z0-9_.-]{1,64}");
      } else if (value != JsonToken.VALUE_STRING) {
        rejectTag(name, Reason.WRONG_TYPE, "text");
      } else if (CodePoints.count(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())
          > 128) {
        rejectTag(name, Reason.TOO_LONG, "at most 128 code points");
      } else if (read.put(
              name,
              CodePoints.start(
                  parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), 128))
          != null) {
        rejectTag(name, Reason.DUPLICATE_KEY, "");
      } else if (read.size() > field.rule.max()) {
        reject(field, Reason.TOO_MANY, field.rule.limit());
      }
      JsonBody.skip(parser, value, level + 1);
    }
    present |= field.bit;
    tags = read;
  }

  private void set(Field field, long number) {
    present |= field.bit;
    numbers[field.index] = number;
  }

  private void rejectNull(Field field) {
    Rejection rejection = new Rejection(Reason.WRONG_TYPE, field.wireName, "not null");
    if (field.inTrace == Presence.REQUIRED && ofTrace == null) {
      ofTrace = rejection;
    }
    if (field.inRun == Presence.REQUIRED && ofRun == null) {
      ofRun = rejection;
    }
  }

  private void rejectType(
      Field field, String expected, JsonParser parser, JsonToken token, int level)
      throws IOException {
    reject(field, Reason.WRONG_TYPE, expected);
    JsonBody.skip(parser, token, level);
  }

  private void rejectTag(String name, Reason reason, String detail) {
    reject(Field.TAGS, new Rejection(reason, "tags." + name, detail));
  }

  private void reject(Field field, Reason reason, String detail) {
    reject(field, new Rejection(reason, field.wireName, detail));
  }

  private void reject(Field field, Rejection rejection) {
    if (field == Field.TYPE) {
      ofType = rejection;
    }
    if (field.inTrace != Presence.ABSENT && ofTrace == null) {
      ofTrace = rejection;
    }
    if (field.inRun != Presence.ABSENT && ofRun == null) {
      ofRun = rejection;
    }
  }
}
