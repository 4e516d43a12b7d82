// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own linter, cfn-lint of the Python Package Index, finds nothing in any template. */
@RequiresNode
final class CfnLintTest {
  /** The command, for one that is not on the path. */
  private static final String COMMAND = System.getProperty("cfn.lint", "cfn-lint");

  @TempDir private static Path folder;

  @BeforeAll
  static void requireLinter() throws IOException, InterruptedException {
    assumeTrue(
        isPresent(),
        "cfn-lint is not installed: no template was linted. Install it with \"pip install"
            + " cfn-lint\", or name it with -Dcfn.lint=PATH.");
  }

  /** One process lints all templates, because it takes seconds to load the linter's schemas. */
  @Test
  void everyVariant_hasNoFinding() throws IOException, InterruptedException {
    List<String> files = new ArrayList<>();
    for (Variant variant : Variant.values()) {
      for (Template template : variant.templates().all()) {
        String name = variant.name() + "-" + files.size() + ".template.json";
        files.add(write(name, template.tree()));
      }
    }

    assertThat(files).hasSizeGreaterThanOrEqualTo(Variant.values().length);
    assertThat(lint(files)).isEmpty();
  }

  @Test
  void brokenTemplate_isFound() throws IOException, InterruptedException {
    Templates broken =
        Variant.MINIMAL
            .templates()
            .mutated(it -> it.add("Bad", "AWS::SQS::Queue", "{\"Delay\": 1}"));

    assertThat(lint(List.of(write("broken.template.json", broken.main().tree()))))
        .contains("E3002", "Delay");
  }

  private static String write(String name, JsonNode template) throws IOException {
    return Files.writeString(folder.resolve(name), template.toString()).toString();
  }

  private static boolean isPresent() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(COMMAND, "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String lint(List<String> files) throws IOException, InterruptedException {
    // W3005: the CDK names dependencies that a reference implies.
    List<String> command =
        new ArrayList<>(
            List.of(COMMAND, "--ignore-checks", "W3005", "--regions", "eu-central-1", "--"));
    command.addAll(files);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return output.strip();
  }
}
