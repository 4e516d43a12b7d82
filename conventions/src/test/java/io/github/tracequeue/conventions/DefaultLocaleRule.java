// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.lang.ArchRule;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Text must not depend on the locale of the machine. */
final class DefaultLocaleRule {
  /** Classes whose methods format or parse, and the methods that do so by the default locale. */
  private static final Map<Class<?>, Set<String>> METHODS =
      Map.of(
          String.class, Set.of("format", "formatted", "toLowerCase", "toUpperCase"),
          java.io.PrintStream.class, Set.of("printf", "format"),
          java.io.PrintWriter.class, Set.of("printf", "format"),
          java.time.format.DateTimeFormatter.class, Set.of("ofPattern"),
          DateTimeFormatterBuilder.class, Set.of("toFormatter"),
          NumberFormat.class,
              Set.of(
                  "getInstance",
                  "getNumberInstance",
                  "getIntegerInstance",
                  "getPercentInstance",
                  "getCurrencyInstance",
                  "getCompactNumberInstance"),
          java.text.MessageFormat.class, Set.of("format"),
          Locale.class, Set.of("getDefault"));

  /** Classes that format or parse by the default locale unless they are created with one. */
  private static final List<Class<?>> CONSTRUCTORS =
      List.of(
          java.util.Scanner.class,
          java.util.Formatter.class,
          java.text.DecimalFormat.class,
          java.text.SimpleDateFormat.class);

  private DefaultLocaleRule() {}

  static ArchRule rule() {
    return noClasses()
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.describe(
                "the call depends on the default locale", DefaultLocaleRule::isForbidden))
        .as("No class should format or parse by the default locale");
  }

  private static boolean isForbidden(JavaCall<?> call) {
    CodeUnitCallTarget target = call.getTarget();
    String owner = target.getOwner().getName();
    boolean takesLocale =
        target.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(Locale.class));
    if (takesLocale) {
      return false;
    }
    return target.getName().equals("<init>")
        ? CONSTRUCTORS.stream().anyMatch(type -> type.getName().equals(owner))
        : METHODS.entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getKey().getName().equals(owner)
                        && entry.getValue().contains(target.getName()));
  }
}
