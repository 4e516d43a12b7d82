// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import io.github.tracequeue.infra.TracePipelineProps.Functions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.regioninfo.RegionInfo;

/** The app for {@code cdk synth}: deploys the pipeline that tracequeue.json describes. */
public final class TracequeueApp {
  private static final String CONSUMER_JAR = "../consumer-lambda/target/consumer-lambda.jar";
  private static final String WATCH_JAR = "../watch-lambda/target/watch-lambda.jar";
  private static final String QUERY_JAR = "../query-lambda/target/query-lambda.jar";

  /** The assumed number of agents, because agents that are not listed send too. */
  private static final int FEW_AGENTS = 4;

  private TracequeueApp() {}

  /** Synthesizes. If the configuration is invalid, prints the problems and exits with status 1. */
  public static void main(String[] arguments) {
    App app = create(AppProps.builder(), Map.of());
    try {
      StackConfiguration configuration =
          ConfigurationFile.read(Path.of(context(app, "config", "tracequeue.json")));
      addStack(app, configuration, functions(app, configuration));
      SynthesizedStack synthesized = SynthesizedStack.in(Path.of(app.synth().getDirectory()));
      synthesized.checkLimits();
      System.err.println(synthesized.costSummary(Math.max(FEW_AGENTS, configuration.agentCount())));
    } catch (InvalidConfigurationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Creates an app whose synthesis is checked against CloudFormation's rules and our own.
   *
   * @param context the context; the CDK's command line passes that of cdk.json by itself
   */
  static App create(AppProps.Builder props, Map<String, Object> context) {
    Map<String, Object> all = new TreeMap<>(context);
    all.put("@aws-cdk/core:validateAgainstDefaultRules", true);
    App app = new App(props.context(all).build());
    Validations.of(app).addPlugins(OwnRules.plugin());
    return app;
  }

  static TracequeueStack addStack(App app, StackConfiguration configuration, Functions functions) {
    StackProps.Builder props =
        StackProps.builder()
            .description("Tracequeue: stores, prices and meters the traces of LLM agents")
            .terminationProtection(true);
    if (configuration.region() != null) {
      requireRegion(configuration.region());
      props.env(
          Environment.builder()
              .account(configuration.account())
              .region(configuration.region())
              .build());
    }
    TracequeueStack stack =
        new TracequeueStack(app, props.build(), configuration.pipeline(functions));
    Tags.of(stack).add("tracequeue:stage", configuration.stage());
    if (configuration.tags() != null) {
      configuration.tags().forEach(Tags.of(stack)::add);
    }
    return stack;
  }

  /**
   * Without this check, a misspelt region fails with a misleading message about a Lambda feature.
   */
  private static void requireRegion(String region) {
    List<String> known = RegionInfo.getRegions().stream().map(RegionInfo::getName).toList();
    if (!known.contains(region)) {
      throw new InvalidConfigurationException(
          "The configuration",
          List.of(
              new InvalidConfigurationException.Problem(
                  "/region",
                  "is not a region that the CDK knows: " + region,
                  Spelling.nearest(region, known)
                      .map(name -> "Did you mean " + name + "?")
                      .orElse("Write an AWS region such as eu-central-1."))));
    }
  }

  private static Functions functions(App app, StackConfiguration configuration) {
    Path consumer = Path.of(context(app, "consumerJar", CONSUMER_JAR));
    Path watch = Path.of(context(app, "watchJar", WATCH_JAR));
    Path query = Path.of(context(app, "queryJar", QUERY_JAR));
    List<InvalidConfigurationException.Problem> problems = new ArrayList<>();
    requireJar(consumer, "consumer-lambda", problems);
    requireJar(watch, "watch-lambda", problems);
    if (configuration.hasQueryApi()) {
      requireJar(query, "query-lambda", problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException("The packaged code", problems);
    }
    return new Functions(
        consumer, watch, configuration.hasQueryApi() ? query : null, configuration.hasSnapStart());
  }

  private static void requireJar(
      Path jar, String module, List<InvalidConfigurationException.Problem> problems) {
    if (!Files.isRegularFile(jar)) {
      problems.add(
          new InvalidConfigurationException.Problem(
              jar.toString(),
              "does not exist",
              String.format(
                  Locale.ROOT,
                  "Build it in the project's root: mvn -Pfast -pl %s -am package",
                  module)));
    }
  }

  private static String context(App app, String key, String otherwise) {
    return app.getNode().tryGetContext(key) instanceof String value ? value : otherwise;
  }
}
