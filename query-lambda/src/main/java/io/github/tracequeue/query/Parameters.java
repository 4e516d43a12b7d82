// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.query.Problem.ParameterError;
import io.github.tracequeue.store.TimeRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's parameters and collects all errors. A getter returns null, or the given
 * default, for a parameter that is absent or invalid. Not thread-safe.
 */
final class Parameters {

  private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
  private static final Pattern TAG = Pattern.compile("([A-Za-z0-9_.-]{1,64}):(.{0,128})");
  private static final int MAX_LENGTH = 2_000;

  private final Map<String, List<String>> query;
  private final Set<String> known = new HashSet<>();
  private final List<ParameterError> errors = new ArrayList<>();

  Parameters(Map<String, List<String>> query) {
    this.query = query;
  }

  @Nullable String text(String name) {
    known.add(name);
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      error(name, "must be given once");
    } else if (!values.isEmpty() && values.get(0).length() > MAX_LENGTH) {
      error(name, "must be at most " + MAX_LENGTH + " characters");
    } else if (!values.isEmpty()) {
      return values.get(0);
    }
    return null;
  }

  @Nullable String matching(String name, Pattern pattern, String expected) {
    return parsed(
        name,
        expected,
        text -> pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty());
  }

  int number(String name, int absent, int min, int max) {
    Integer number =
        parsed(
            name,
            "a whole number from " + min + " to " + max,
            text -> {
              int value = Integer.parseInt(text);
              return value < min || value > max ? Optional.empty() : Optional.of(value);
            });
    return number == null ? absent : number;
  }

  @Nullable BigDecimal amount(String name) {
    return parsed(
        name,
        "a number of at least 0",
        text -> {
          // An exponent could request a number of a billion digits.
          boolean plain = text.length() <= 30 && text.matches("[0-9]+(\\.[0-9]+)?");
          return plain ? Optional.of(new BigDecimal(text)) : Optional.empty();
        });
  }

  <T> @Nullable T choice(String name, Map<String, T> choices) {
    return parsed(
        name,
        "one of " + String.join(", ", choices.keySet().stream().sorted().toList()),
        text -> Optional.ofNullable(choices.get(text)));
  }

  Map<String, String> tags(String name) {
    known.add(name);
    Map<String, String> tags = new HashMap<>();
    for (String value : query.getOrDefault(name, List.of())) {
      Matcher matcher = TAG.matcher(value);
      if (matcher.matches()) {
        tags.put(matcher.group(1), matcher.group(2));
      } else {
        error(name, "must be name:value");
      }
    }
    if (tags.size() > 10) {
      error(name, "must be given at most 10 times");
    }
    return tags;
  }

  /**
   * The time range of {@code from} and {@code until}, or of {@code since}; null if none is given.
   */
  @Nullable TimeRange range(Instant now) {
    Instant from = instant("from");
    Instant until = instant("until");
    Duration age = parsed("since", "an age such as 90s, 15m, 24h or 30d", Parameters::age);
    if (age != null && from != null) {
      error("since", "must not be given together with from");
    }
    if (age != null) {
      // Truncated, so that repeated requests within a short time are identical and the client can
      // use its cached response.
      from =
          now.truncatedTo(age.toHours() < 1 ? ChronoUnit.SECONDS : ChronoUnit.MINUTES).minus(age);
    }
    if (from == null && until == null) {
      return null;
    }
    Instant start =
        from == null ? TimeRange.ALL.from() : Instants.later(from, TimeRange.ALL.from());
    Instant end =
        until == null ? TimeRange.ALL.until() : Instants.earlier(until, TimeRange.ALL.until());
    if (!start.isBefore(end)) {
      error("until", "must be after from");
      return null;
    }
    return new TimeRange(start, end);
  }

  void error(String name, String detail) {
    errors.add(new ParameterError(name, detail));
  }

  /** All errors; to be called after all known parameters of the route were read. */
  Optional<Problem> problem() {
    query.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> error(name, "is unknown; known parameters: " + sortedNames()));
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "invalid-parameter",
                400,
                "Invalid parameter",
                "Invalid parameters: "
                    + String.join(", ", errors.stream().map(Parameters::line).toList()),
                errors));
  }

  private static String line(ParameterError error) {
    return error.parameter() + ' ' + error.detail();
  }

  private String sortedNames() {
    return String.join(", ", known.stream().sorted().toList());
  }

  private @Nullable Instant instant(String name) {
    return parsed(
        name, "a UTC time such as 2026-11-23T12:00:00Z", text -> Optional.of(Instant.parse(text)));
  }

  private <T> @Nullable T parsed(
      String name, String expected, Function<String, Optional<T>> parser) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    Optional<T> value;
    try {
      value = parser.apply(text);
    } catch (NumberFormatException | DateTimeParseException e) {
      value = Optional.empty();
    }
    if (value.isEmpty()) {
      error(name, "must be " + expected);
    }
    return value.orElse(null);
  }

  private static Optional<Duration> age(String text) {
    Matcher matcher = AGE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
