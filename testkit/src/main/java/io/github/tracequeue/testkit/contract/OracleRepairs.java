// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.testkit.contract.JsonValue.RawNumber;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The repairs of the contract's README, each by its name in the schema, written a second time: with
 * regular expressions and formatters on whole values.
 */
final class OracleRepairs {

  private static final Pattern NUMBER =
      Pattern.compile("(-?(?:0|[1-9]\\d*)(?:\\.\\d+)?)(?:[eE]([+-]?\\d+))?");

  private static final Pattern UUID =
      Pattern.compile("(?:urn:uuid:)?(?:\\{([0-9a-f-]*)\\}|([0-9a-f-]*))");

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm[:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("][XXX][XX][X]")
          .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
          .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What a number of seconds, milliseconds, microseconds or nanoseconds is multiplied by. */
  private static final List<BigDecimal> UNITS =
      List.of(
          new BigDecimal("1e3"), BigDecimal.ONE, new BigDecimal("1e-3"), new BigDecimal("1e-6"));

  private OracleRepairs() {}

  /** What a repair makes of an invalid value, valid or not; empty where it makes nothing. */
  static Optional<Object> repair(String name, JsonNode keywords, Object value) {
    return switch (name) {
      case "text" -> text(value).map(text -> cut(text, keywords));
      case "label" -> text(value).map(text -> label(text, keywords));
      case "slug" ->
          text(value).map(text -> name(asciiLower(text), "a-z0-9._-", "a-z0-9", "-", 64));
      case "run_id" ->
          text(value).map(text -> name(text, "A-Za-z0-9._:#+/@-", "A-Za-z0-9", "-", 128));
      case "tag_name" ->
          text(value).map(text -> name(text, "A-Za-z0-9._-", "A-Za-z0-9._", "-", 64));
      case "key" -> text(value).map(text -> name(asciiLower(text), "a-z0-9_", "a-z", "_", 32));
      case "uuid" -> text(value).map(OracleRepairs::uuid);
      case "hex" -> text(value).map(text -> lower(trim(text)).replace("-", ""));
      case "prompt_hash" ->
          text(value)
              .map(text -> lower(trim(text)).replaceFirst("^([0-9a-f]{16})[0-9a-f]+$", "$1"))
              .filter(hash -> !hash.isEmpty())
              .map(hash -> hash);
      case "time" -> text(value).flatMap(OracleRepairs::time).map(time -> time);
      case "whole" ->
          number(value)
              .filter(number -> number.signum() >= 0)
              .map(number -> number.setScale(0, RoundingMode.HALF_UP));
      case "money" -> number(value).map(number -> number);
      case "flag" -> flag(value).map(flag -> flag);
      case "word" -> text(value).map(text -> lower(trim(text)));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** The number that a value is or holds; none for NaN. */
  static Optional<BigDecimal> number(@Nullable Object value) {
    String text =
        value instanceof RawNumber raw ? raw.text() : value instanceof String held ? held : "";
    Matcher number = NUMBER.matcher(trim(text));
    if (!number.matches()) {
      return Optional.empty();
    }
    BigDecimal mantissa = new BigDecimal(number.group(1));
    if (number.group(2) == null || mantissa.signum() == 0) {
      return Optional.of(mantissa);
    }
    // A power that no limit of the contract comes near to is as good as any other one.
    BigDecimal far = BigDecimal.valueOf(5_000);
    BigDecimal power = new BigDecimal(number.group(2)).min(far).max(far.negate());
    return Optional.of(mantissa.scaleByPowerOfTen(power.intValue()));
  }

  /** The text of a text, a number or a boolean; none for NaN. */
  static Optional<String> text(Object value) {
    if (value instanceof RawNumber number) {
      return number(number).map(any -> number.text());
    }
    boolean isText = value instanceof String || value instanceof Boolean;
    return isText ? Optional.of(value.toString()) : Optional.empty();
  }

  /** Code points from the start of a text, with U+FFFD for lone surrogates. */
  static String start(String text, int max) {
    StringBuilder start = new StringBuilder();
    text.codePoints()
        .limit(max)
        .map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c)
        .forEach(start::appendCodePoint);
    return start.toString();
  }

  /** A time of the contract's form, cut to milliseconds. */
  static String milliseconds(String time) {
    return milliseconds(OffsetDateTime.parse(time).toInstant());
  }

  static String milliseconds(Instant time) {
    return MILLISECONDS.format(time);
  }

  /** The hash of a prompt without a key. */
  static String hash(String prompt) {
    String preview = start(prompt, 200);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(preview.getBytes(UTF_8));
      return preview.isEmpty() ? "" : HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Java has SHA-256", e);
    }
  }

  static String trim(String text) {
    return text.replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "");
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static String asciiLower(String text) {
    return Pattern.compile("[A-Z]").matcher(text).replaceAll(match -> lower(match.group()));
  }

  private static String cut(String text, JsonNode keywords) {
    return start(text, keywords.required("maxLength").intValue());
  }

  private static String label(String text, JsonNode keywords) {
    return trim(cut(trim(text.replaceAll("[\\x00-\\x1f\\x7f]", " ")), keywords));
  }

  private static String name(String text, String allowed, String first, String joiner, int max) {
    String name =
        text.replaceAll("[^" + allowed + "]+", joiner).replaceFirst("^[^" + first + "]+", "");
    return name.substring(0, Math.min(max, name.length())).replaceFirst(joiner + "+$", "");
  }

  private static String uuid(String text) {
    Matcher uuid = UUID.matcher(lower(trim(text)));
    if (!uuid.matches()) {
      return "";
    }
    String digits = uuid.group(1) == null ? uuid.group(2) : uuid.group(1);
    return digits
        .replace("-", "")
        .replaceFirst("^(.{8})(.{4})(.{4})(.{4})(.{12})$", "$1-$2-$3-$4-$5");
  }

  private static Optional<String> time(String text) {
    Optional<BigDecimal> number = number(text);
    if (number.isPresent()) {
      return UNITS.stream()
          .map(unit -> inRange(number.get().multiply(unit)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    String usual =
        trim(text)
            .toUpperCase(Locale.ROOT)
            .replaceFirst("^(.{10}) ", "$1T")
            .replaceFirst("^(.{19}),", "$1.")
            .replaceFirst("(\\.[0-9]{9})[0-9]+", "$1")
            .replaceFirst("UTC$", "Z")
            .replaceFirst(" (Z|[+-][0-9:]+)$", "$1");
    try {
      long millis = OffsetDateTime.parse(usual, TIME).toInstant().toEpochMilli();
      return inRange(BigDecimal.valueOf(millis));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> inRange(BigDecimal millis) {
    boolean isIn =
        millis.compareTo(BigDecimal.valueOf(1_577_836_800_000L)) >= 0
            && millis.compareTo(BigDecimal.valueOf(4_102_444_800_000L)) < 0;
    return isIn
        ? Optional.of(milliseconds(Instant.ofEpochMilli(millis.longValue())))
        : Optional.empty();
  }

  private static Optional<Boolean> flag(Object value) {
    if (value instanceof RawNumber) {
      return number(value)
          .filter(n -> n.signum() == 0 || n.compareTo(BigDecimal.ONE) == 0)
          .map(n -> n.signum() != 0);
    }
    return value instanceof String text && lower(trim(text)).matches("true|false")
        ? Optional.of(lower(trim(text)).equals("true"))
        : Optional.empty();
  }
}
