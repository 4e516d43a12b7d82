// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures a cold JVM up to the first batch accepted by the sink, and the size of the loaded jars.
 */
final class FirstBatchPart {
  static final String CONDITION = "cold JVM, one core's compiler C1";
  static final String SIZES = "jars";

  private static final Pattern OPENTELEMETRY = Pattern.compile(".*[/\\\\]opentelemetry-.*");
  private static final Pattern ZIPKIN = Pattern.compile(".*[/\\\\]zipkin.*");
  private static final Pattern NETTY = Pattern.compile(".*[/\\\\](netty-|reactive-streams-).*");

  private FirstBatchPart() {}

  static List<Row> measure(Lab lab) throws IOException, InterruptedException {
    Path ownJar = only(lab.root().resolve("producer-client/target"), "producer-client-*.jar");
    List<String> own = closure(lab);
    List<String> all = Arrays.asList(Java.classPath().split(File.pathSeparator, -1));
    Rows rows = new Rows();
    sizes(rows, ownJar, own, all);
    for (int fork = 0; fork < lab.either(1, 10); fork++) {
      lab.say("fork " + (fork + 1));
      first(lab, Subject.TRACEQUEUE, with(own, List.of(ownJar.toString())), rows);
      first(lab, Subject.BATCH_MANAGER, with(own, matching(all, NETTY)), rows);
      first(lab, Subject.ZIPKIN, with(own, matching(all, ZIPKIN)), rows);
      first(lab, Subject.OPENTELEMETRY, matching(all, OPENTELEMETRY), rows);
    }
    return rows.all();
  }

  private static void first(Lab lab, Subject subject, List<String> closure, Rows rows)
      throws IOException, InterruptedException {
    lab.sink().mode(SinkServer.Mode.OK);
    lab.sink().reset();
    String classPath =
        Stream.concat(Stream.of(ownCode()), closure.stream())
            .collect(Collectors.joining(File.pathSeparator));
    long start = System.currentTimeMillis();
    JsonNode result =
        Fork.run(
            classPath,
            FirstBatchRun.class,
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
            Duration.ofSeconds(60),
            subject,
            lab.sink().url());
    Sink.Counts counts = lab.sink().counts();
    String who = subject.title();
    rows.add(who, CONDITION, "first batch", "ms", (double) (counts.firstMillis() - start));
    rows.add(who, CONDITION, "CPU", "ms", result.get("cpuMicros").asDouble() / 1e3);
    rows.add(
        who,
        CONDITION,
        "longest wait of a call",
        "ms",
        result.get("longestNanos").asDouble() / 1e6);
    rows.add(who, CONDITION, "delivered", "%", 100.0 * counts.unique() / FirstBatchRun.CALLS);
  }

  private static void sizes(Rows rows, Path ownJar, List<String> own, List<String> all)
      throws IOException {
    String ours = Subject.TRACEQUEUE.title();
    size(rows, ours, with(own, List.of(ownJar.toString())));
    size(rows, Subject.BATCH_MANAGER.title(), with(own, matching(all, NETTY)));
    size(rows, Subject.ZIPKIN.title(), with(own, matching(all, ZIPKIN)));
    size(rows, Subject.OPENTELEMETRY.title(), matching(all, OPENTELEMETRY));
  }

  private static void size(Rows rows, String who, List<String> closure) throws IOException {
    long bytes = 0;
    for (String jar : closure) {
      bytes += Files.size(Path.of(jar));
    }
    rows.add(who, SIZES, "jars", "", closure.size());
    rows.add(who, SIZES, "with all it needs", "MB", bytes / 1e6);
  }

  /** The client's runtime dependencies, from Maven through {@code bin/bench}. */
  private static List<String> closure(Lab lab) throws IOException {
    Path file = lab.root().resolve("producer-client/target/closure.txt");
    return List.of(Files.readString(file, UTF_8).strip().split(File.pathSeparator, -1));
  }

  private static List<String> matching(List<String> jars, Pattern pattern) {
    return jars.stream().filter(pattern.asMatchPredicate()).toList();
  }

  private static List<String> with(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().toList();
  }

  private static String ownCode() {
    return Arrays.stream(Java.classPath().split(File.pathSeparator, -1)).findFirst().orElse("");
  }

  private static Path only(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      for (Path file : found) {
        if (!file.toString().contains("sources") && !file.toString().contains("tests")) {
          return file;
        }
      }
    }
    throw new IOException("no " + glob + " in " + folder + ": build it first");
  }
}
