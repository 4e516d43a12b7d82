// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other names under which a seller may list a model: without additions that select a context
 * window, a thinking mode or a version. All these names have the same price. Additions that change
 * the price, such as {@code :free} or a fine-tuned model, are never removed.
 */
final class Spellings {

  /** For example {@code -20260922}, {@code @20260922} and {@code -2026-09-22}. */
  private static final Pattern DATE =
      Pattern.compile("(.+?)(?:[-@](20\\d\\d)(\\d\\d)(\\d\\d)|-(20\\d\\d)-(\\d\\d)-(\\d\\d))");

  private static final Pattern REGION =
      Pattern.compile("([a-z]{2,4}(?:-gov|-iso[a-z]?)?-[a-z]+-\\d)/(.+)");

  /** OpenAI's name of a fine-tuned model: the base, an organization, a suffix and an id. */
  private static final Pattern FINE_TUNED = Pattern.compile("(ft:[^:]+):.*");

  private static final Pattern DOTTED_CLAUDE_VERSION = Pattern.compile("(\\d)\\.(?=\\d)");

  private Spellings() {}

  /** The names to try, in this order; the first is the name that was sent. */
  static Set<String> of(String seller, String name) {
    Set<String> names = new LinkedHashSet<>();
    names.add(name);
    names.add(withoutPrefix(name, seller + "/"));
    if (seller.equals(Sellers.BEDROCK)) {
      addAll(names, Spellings::withoutRegion);
    }
    addAll(names, Spellings::withoutContextWindow);
    addAll(names, Spellings::withoutVariant);
    addAll(names, Spellings::withDashes);
    addAll(names, Spellings::withoutDate);
    return names;
  }

  private static void addAll(Set<String> names, UnaryOperator<String> otherSpelling) {
    for (String name : List.copyOf(names)) {
      names.add(otherSpelling.apply(name));
    }
  }

  private static String withoutPrefix(String name, String prefix) {
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  private static String withoutRegion(String name) {
    Matcher region = REGION.matcher(name);
    if (!region.matches()) {
      return name;
    }
    String model = region.group(2);
    return region.group(1).startsWith("us-gov-") && !model.startsWith("us-gov.")
        ? "us-gov." + model
        : model;
  }

  /** Claude's suffix for the long context window. */
  private static String withoutContextWindow(String name) {
    return without(name, "[1m]");
  }

  private static String withoutVariant(String name) {
    Matcher fineTuned = FINE_TUNED.matcher(name);
    return fineTuned.matches()
        ? fineTuned.group(1)
        : without(without(without(name, ":thinking"), "@default"), "@latest");
  }

  /** OpenRouter writes {@code claude-sonnet-4.5} where Anthropic writes {@code 4-5}. */
  private static String withDashes(String name) {
    return name.contains("claude") ? DOTTED_CLAUDE_VERSION.matcher(name).replaceAll("$1-") : name;
  }

  private static String withoutDate(String name) {
    Matcher date = DATE.matcher(name);
    if (!date.matches()) {
      return name;
    }
    int first = date.group(2) == null ? 5 : 2;
    try {
      LocalDate.of(
          Integer.parseInt(date.group(first)),
          Integer.parseInt(date.group(first + 1)),
          Integer.parseInt(date.group(first + 2)));
      return date.group(1);
    } catch (DateTimeException e) {
      return name;
    }
  }

  private static String without(String name, String ending) {
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
  }
}
