// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The date, machine and versions of a measurement. */
final class Machine {
  private static final Pattern VERSIONED = Pattern.compile("(.*?)-(\\d[\\w.]*?)\\.jar");

  /** The jars whose versions are part of a result. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "opentelemetry-sdk", "OpenTelemetry SDK",
          "zipkin-reporter", "zipkin-reporter",
          "sqs", "AWS SDK",
          "dynamodb-enhanced", "DynamoDB Enhanced Client",
          "json-schema-validator", "json-schema-validator",
          "aws-lambda-java-runtime-interface-client", "Lambda runtime client");

  private Machine() {}

  static Map<String, String> describe(Path root) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
    facts.put("processor", processor());
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    facts.put("memory", String.format(Locale.ROOT, "%.0f GB", system.getTotalMemorySize() / 1e9));
    facts.put("load before", String.format(Locale.ROOT, "%.1f", system.getSystemLoadAverage()));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("JDK", System.getProperty("java.runtime.version"));
    facts.put("commit", commit(root));
    for (String jar : Java.classPath().split(File.pathSeparator, -1)) {
      var matcher = VERSIONED.matcher(Path.of(jar).getFileName().toString());
      String library = matcher.matches() ? LIBRARIES.get(matcher.group(1)) : null;
      if (library != null) {
        facts.put(library, matcher.group(2));
      }
    }
    return facts;
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo"), UTF_8).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String commit(Path root) {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(root.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return name.isEmpty() ? "unknown" : name;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
