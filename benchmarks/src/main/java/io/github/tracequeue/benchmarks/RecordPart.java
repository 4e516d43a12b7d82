// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** How long an agent waits to hand a call over, by JMH. */
final class RecordPart {
  private static final JsonMapper MAPPER = new JsonMapper();

  private RecordPart() {}

  /** One JMH run. */
  record Trial(
      Subject subject, Condition condition, int agents, int rate, boolean makes, int forks) {

    /** To see that the harness works. */
    static Trial smallest() {
      return new Trial(Subject.TRACEQUEUE, Condition.HEALTHY, 1, 1_000, false, 1);
    }

    String title() {
      String pace =
          String.format(
              Locale.ROOT, "%d agent%s of %,d calls/s", agents, agents == 1 ? "" : "s", rate);
      return (condition == Condition.HEALTHY ? "" : condition.title() + ", ")
          + pace
          + (makes ? ", made and handed over" : "");
    }
  }

  static List<Row> oneAgent(Lab lab) throws IOException, RunnerException {
    int forks = lab.either(1, 3);
    return measure(
        lab,
        Stream.of(
                peers(1, 10_000, false, lab.either(1, 5)),
                Stream.of(
                    new Trial(Subject.TRACEQUEUE, Condition.HEALTHY, 1, 1_000, false, forks),
                    new Trial(Subject.TRACEQUEUE, Condition.HEALTHY, 1, 10_000, true, forks),
                    new Trial(Subject.OPENTELEMETRY, Condition.HEALTHY, 1, 10_000, true, forks),
                    new Trial(Subject.ZIPKIN, Condition.HEALTHY, 1, 10_000, true, forks)))
            .flatMap(trials -> trials)
            .toList());
  }

  static List<Row> twoAgents(Lab lab) throws IOException, RunnerException {
    return measure(lab, peers(2, 10_000, false, lab.either(1, 5)).toList());
  }

  /** With a sink that never answers, and with slow credentials. */
  static List<Row> adverse(Lab lab) throws IOException, RunnerException {
    int forks = lab.either(1, 5);
    return measure(
        lab,
        Stream.of(Condition.SILENT_SINK, Condition.SLOW_CREDENTIALS)
            .flatMap(
                condition ->
                    Stream.of(
                        new Trial(Subject.TRACEQUEUE, condition, 1, 10_000, false, forks),
                        new Trial(Subject.TRACEQUEUE, condition, 2, 10_000, false, forks),
                        new Trial(Subject.BATCH_MANAGER, condition, 1, 10_000, false, 1)))
            .toList());
  }

  private static Stream<Trial> peers(int agents, int rate, boolean makes, int forks) {
    return Stream.of(
            Subject.NOTHING,
            Subject.TRACEQUEUE,
            Subject.OPENTELEMETRY,
            Subject.ZIPKIN,
            Subject.BATCH_MANAGER)
        .map(subject -> new Trial(subject, Condition.HEALTHY, agents, rate, makes, forks));
  }

  private static List<Row> measure(Lab lab, List<Trial> trials)
      throws IOException, RunnerException {
    Rows rows = new Rows();
    for (Trial trial : trials) {
      lab.say(trial.subject().title() + ", " + trial.title());
      measure(lab, trial, rows);
    }
    return rows.all();
  }

  static void measure(Lab lab, Trial trial, Rows rows) throws IOException, RunnerException {
    // JMH's lock is one file for all users of a machine; what else runs here is the user's concern.
    System.setProperty("jmh.ignoreLock", "true");
    Path accounts = Files.createTempFile("bench", ".accounts");
    Path log = Files.createTempFile("bench", ".jmh");
    try {
      var result = new Runner(options(lab, trial, accounts, log)).run().iterator().next();
      String subject = trial.subject().title();
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        Statistics waits = fork.getPrimaryResult().getStatistics();
        rows.add(subject, trial.title(), "mean", "ns", waits.getMean());
        rows.add(subject, trial.title(), "median", "ns", waits.getPercentile(50));
        rows.add(subject, trial.title(), "p99", "ns", waits.getPercentile(99));
        rows.add(subject, trial.title(), "p99.9", "ns", waits.getPercentile(99.9));
        rows.add(subject, trial.title(), "longest", "ns", waits.getMax());
      }
      for (String line : Files.readAllLines(accounts, UTF_8)) {
        JsonNode account = MAPPER.readTree(line);
        double handed = account.get("handed").asDouble();
        rows.add(subject, trial.title(), "allocated", "B", account.get("bytes").asDouble());
        double accepted = account.get("accepted").asDouble() / handed;
        double delivered = account.get("delivered").asDouble() / handed;
        rows.add(subject, trial.title(), "accepted", "%", 100 * accepted);
        if (trial.condition() == Condition.HEALTHY && trial.subject() != Subject.NOTHING) {
          rows.add(subject, trial.title(), "delivered", "%", 100 * delivered);
        }
      }
    } catch (RunnerException e) {
      throw new IOException(Files.readString(log, UTF_8), e);
    } finally {
      Files.deleteIfExists(accounts);
      Files.deleteIfExists(log);
    }
  }

  private static Options options(Lab lab, Trial trial, Path accounts, Path log) {
    return new OptionsBuilder()
        .include(HandOver.class.getName())
        .param("subject", trial.subject().name())
        .param("condition", trial.condition().name())
        .param("rate", Integer.toString(trial.rate()))
        .param("makes", Boolean.toString(trial.makes()))
        .threads(trial.agents())
        .forks(trial.forks())
        .warmupIterations(lab.either(1, 2 * HandOver.FAST_ITERATIONS))
        .warmupTime(TimeValue.milliseconds(lab.either(500, 1_000)))
        .measurementIterations(lab.either(1, 2))
        .measurementTime(TimeValue.milliseconds(lab.either(500, 1_000)))
        .jvmArgsAppend(jvmArguments(lab, accounts))
        .shouldFailOnError(true)
        .output(log.toString())
        .build();
  }

  private static String[] jvmArguments(Lab lab, Path accounts) {
    return Stream.concat(
            Java.COMMON.stream(),
            Stream.of(
                "-Xmx1g",
                "-D" + HandOver.SINK + "=" + lab.sink().url(),
                "-D" + HandOver.ACCOUNTS + "=" + accounts))
        .toArray(String[]::new);
  }
}
