// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.tracequeue.infra.TracePipelineProps.Functions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/** Synthesizes configurations as the app does, with stand-ins for the packaged code. */
final class Synthesis {

  private Synthesis() {}

  static Templates of(String configuration) {
    return of(configuration, stack -> {});
  }

  /** Throws what the CDK throws where a rule is broken. */
  static Templates of(String configuration, Consumer<TracequeueStack> change) {
    App app = app();
    change.accept(addStack(app, configuration));
    return Templates.in(Path.of(app.synth().getDirectory()));
  }

  static App app() {
    return TracequeueApp.create(
        AppProps.builder().outdir(temporaryDirectory().toString()), context());
  }

  /** The feature flags of cdk.json. */
  private static Map<String, Object> context() {
    try {
      JsonNode file = Json.parse(Files.readString(moduleDirectory().resolve("cdk.json")));
      Map<String, Object> context = new TreeMap<>();
      file.path("context")
          .properties()
          .forEach(flag -> context.put(flag.getKey(), value(flag.getValue())));
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonNode flag) {
    if (flag.isArray()) {
      return AlarmInvariants.elements(flag).map(Synthesis::value).toList();
    }
    return flag.isBoolean() ? flag.asBoolean() : flag.asText();
  }

  static TracequeueStack addStack(App app, String configuration) {
    StackConfiguration parsed = ConfigurationFile.parse("test", configuration, moduleDirectory());
    return TracequeueApp.addStack(app, parsed, standIns(parsed));
  }

  static String exampleConfiguration() {
    try {
      return Files.readString(moduleDirectory().resolve("tracequeue.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path moduleDirectory() {
    return Path.of(requireNonNull(System.getProperty("infra.dir"), "infra.dir"));
  }

  private static Functions standIns(StackConfiguration configuration) {
    return new Functions(
        standIn("consumer"),
        standIn("watch"),
        configuration.hasQueryApi() ? standIn("query") : null,
        configuration.hasSnapStart());
  }

  /** The same content each time, so that its hash is the same. */
  private static Path standIn(String name) {
    try {
      return Files.writeString(
          temporaryDirectory().resolve(name + ".jar"), "stands in for the " + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("synthesis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
