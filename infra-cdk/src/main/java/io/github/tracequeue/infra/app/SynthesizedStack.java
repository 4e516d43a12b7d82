// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tracequeue.bill.Bill;
import io.github.tracequeue.bill.Deployment;
import io.github.tracequeue.bill.PriceFacts;
import io.github.tracequeue.bill.Workload;
import io.github.tracequeue.infra.app.InvalidConfigurationException.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The output of a synthesis: checks whether it can be deployed, and estimates its cost. */
final class SynthesizedStack {
  /** CloudFormation's limit for a template. */
  private static final long MOST_BYTES = 1_000_000;

  /** CloudWatch's default quota of alarms in a region. */
  private static final int MOST_ALARMS = 5000;

  private static final int[] EVENTS_PER_DAY = {10, 1000};
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<Path> files;

  private SynthesizedStack(List<Path> files) {
    this.files = files;
  }

  static SynthesizedStack in(Path directory) {
    try (Stream<Path> all = Files.list(directory)) {
      return new SynthesizedStack(
          all.filter(file -> file.toString().endsWith(".template.json")).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks the limits of AWS.
   *
   * @throws InvalidConfigurationException if AWS would refuse the deployment
   */
  void checkLimits() {
    List<Problem> problems = new ArrayList<>();
    for (Path file : files) {
      long bytes = size(file);
      if (bytes > MOST_BYTES) {
        problems.add(
            new Problem(
                file.getFileName().toString(),
                String.format(
                    Locale.ROOT, "has %d bytes; CloudFormation allows %d", bytes, MOST_BYTES),
                "List fewer agents, or deploy a second stage for some of them."));
      }
    }
    long alarms = templates().stream().mapToLong(SynthesizedStack::alarms).sum();
    if (alarms > MOST_ALARMS) {
      problems.add(
          new Problem(
              "/agents",
              String.format(
                  Locale.ROOT, "need %d alarms; the default quota is %d", alarms, MOST_ALARMS),
              "List fewer agents or thresholds, or ask AWS for a higher quota."));
    }
    templates().stream()
        .flatMap(template -> template.path("Resources").valueStream())
        .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
        .map(function -> function.at("/Properties/Environment/Variables"))
        .flatMap(variables -> FunctionVariables.problems(variables).stream())
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException("The synthesized stack", problems);
    }
  }

  /**
   * A short text about the monthly cost.
   *
   * @param agents the number of sending agents, listed or not
   */
  String costSummary(int agents) {
    Deployment deployment = Deployment.read(templates());
    StringBuilder text = new StringBuilder();
    for (int events : EVENTS_PER_DAY) {
      Bill bill = Bill.estimate(Workload.of(events, agents), deployment, PriceFacts.load());
      text.append(
          String.format(
              Locale.ROOT,
              "Estimated cost of %,d events a day from %d agents: %s USD a month at list prices, %s"
                  + " USD beyond the free tier.%n",
              events,
              agents,
              bill.listTotal().setScale(2, RoundingMode.HALF_UP),
              bill.total().setScale(2, RoundingMode.HALF_UP)));
    }
    return text.append("docs/cost.md lists the assumptions; \"bin/tracequeue bill\" has each line.")
        .toString();
  }

  private List<JsonNode> templates() {
    return files.stream().map(SynthesizedStack::read).toList();
  }

  private static long alarms(JsonNode template) {
    return template
        .path("Resources")
        .valueStream()
        .filter(resource -> resource.path("Type").asText().equals("AWS::CloudWatch::Alarm"))
        .count();
  }

  private static JsonNode read(Path file) {
    try {
      return MAPPER.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
