// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The command behind {@code bin/bench}: measures and writes the results. */
final class Bench {
  private static final int OK = 0;
  private static final int WRONG = 1;
  private static final int BAD_USAGE = 2;

  private Bench() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  static int run(List<String> args) {
    BenchArguments arguments;
    try {
      arguments = BenchArguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.err.println("bench: see bin/bench --help");
      return BAD_USAGE;
    }
    int failed = 0;
    for (Part part : arguments.parts()) {
      failed += measure(part, arguments) ? 0 : 1;
    }
    return report(arguments) && failed == 0 ? OK : WRONG;
  }

  /** Measures a part with its own sink. A failure is printed and keeps the previous result. */
  private static boolean measure(Part part, BenchArguments arguments) {
    System.err.println("bench: " + part.label() + ": " + part.title());
    Map<String, String> machine = Machine.describe(arguments.root());
    long start = System.nanoTime();
    try (SinkProcess sink = SinkProcess.start()) {
      Lab lab = new Lab(sink.sink(), arguments.root(), arguments.isQuick());
      List<Row> rows = part.measure(lab);
      long seconds = Math.round((System.nanoTime() - start) / 1e9);
      String command = "bin/bench --only " + part.label() + (arguments.isQuick() ? " --quick" : "");
      new PartResult(part.label(), command, arguments.isQuick(), seconds, machine, rows)
          .write(arguments.output());
      System.err.println("bench: " + part.label() + ": done in " + seconds + " s");
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (Exception e) {
      System.err.println("bench: " + part.label() + " failed: " + e.getMessage());
      return false;
    }
  }

  private static boolean report(BenchArguments arguments) {
    try {
      Map<Part, PartResult> results = PartResult.readAll(arguments.output());
      if (results.isEmpty()) {
        System.err.println("bench: no results in " + arguments.output());
        return false;
      }
      Figures figures = new Figures(results);
      StringBuilder text = new StringBuilder("# Benchmarks\n\n");
      text.append(BuildOrigin.table(results.values().iterator().next()));
      for (String group : Part.groups()) {
        text.append("\n## ").append(group).append("\n\n").append(Tables.section(figures, group));
      }
      text.append("\n## The bill of a million calls\n\n").append(MillionCalls.bill(figures));
      Files.writeString(arguments.output().resolve("results.md"), text);
      Charts.draw(figures, arguments.output());
      Targets.judge(figures)
          .forEach(
              target ->
                  System.out.printf(
                      Locale.ROOT,
                      "%-12s  %s: %s%n",
                      target.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                      target.text(),
                      target.measured()));
      System.err.println("bench: tables, pictures and figures are in " + arguments.output());
      if (arguments.isDocs()) {
        writeDocs(arguments, figures);
      }
      return true;
    } catch (IOException e) {
      System.err.println("bench: the report failed: " + e.getMessage());
      return false;
    }
  }

  private static void writeDocs(BenchArguments arguments, Figures figures) throws IOException {
    Path docs = arguments.root().resolve("docs");
    Path folder = docs.resolve("benchmarks");
    Charts.draw(figures, folder);
    for (PartResult result : figures.results()) {
      result.write(folder);
    }
    Path all = docs.resolve("benchmarks.md");
    Docs.rewrite(all, "machine", BuildOrigin.table(figures.results().iterator().next()));
    Docs.rewrite(all, "bill", MillionCalls.bill(figures));
    for (String group : figures.groups()) {
      String pictures = Tables.pictures(figures, group, "benchmarks/");
      Docs.rewrite(all, group, Tables.section(figures, group) + pictures);
    }
    System.err.println("bench: docs/ is updated");
  }
}
