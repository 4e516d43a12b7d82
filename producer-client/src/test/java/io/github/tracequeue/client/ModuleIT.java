// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged client on the module path, used by a module of an agent's own. */
final class ModuleIT {
  @TempDir Path folder;

  @Test
  void module_ofTheJar_exportsOnePackage() {
    ModuleDescriptor module =
        ModuleFinder.of(Artifact.jar())
            .find("io.github.tracequeue.client")
            .orElseThrow()
            .descriptor();

    assertThat(module.isAutomatic()).isFalse();
    assertThat(module.exports())
        .singleElement()
        .satisfies(exports -> assertThat(exports.source()).isEqualTo("io.github.tracequeue.client"))
        .satisfies(exports -> assertThat(exports.isQualified()).isFalse());
    assertThat(module.opens()).isEmpty();
  }

  @Test
  void module_onTheModulePath_delivers() throws Exception {
    String modulePath =
        Stream.concat(Stream.of(Artifact.jar()), Artifact.closure().stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    compile(modulePath);
    try (LoopbackSqs sqs = LoopbackSqs.start();
        AgentProcess agent =
            AgentProcess.run(
                List.of(),
                List.of("-p", modulePath + File.pathSeparator + folder, "-m", "agent/agent.Main"),
                List.of(sqs.queueUrl()))) {
      assertThat(agent.await("flushed")).isEqualTo("true");
      assertThat(agent.exitWithin(10)).isZero();
      assertThat(sqs.numbers()).containsExactly(7);
    }
  }

  private void compile(String modulePath) throws IOException {
    Path sources = folder.resolve("sources");
    Path main =
        write(
            sources.resolve("agent/Main.java"),
            """
        package agent;

        import io.github.tracequeue.client.*;
        import java.time.Duration;

        public final class Main {
          public static void main(String[] arguments) {
            try (TraceClient traces = TraceClient.builder(arguments[0]).build()) {
              traces.record(
                  TraceEvent.builder("cto", "claude")
                      .inputTokens(7).outputTokens(2).latencyMillis(3).build());
              System.out.println("flushed " + traces.flush(Duration.ofSeconds(30)));
            }
          }
        }
        """);
    Path info =
        write(
            sources.resolve("module-info.java"),
            "module agent { requires io.github.tracequeue.client; }");
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-p",
                modulePath,
                "-d",
                folder.toString(),
                main.toString(),
                info.toString());
    assertThat(code).as("javac").isZero();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
