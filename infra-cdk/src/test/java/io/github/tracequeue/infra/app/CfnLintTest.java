// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(Variant.class)
  void everyVariant_hasNoFinding(Variant variant) throws IOException, InterruptedException {
    for (Template template : variant.templates().all()) {
      Path file = folder.resolve(variant.name() + ".template.json");
      Files.writeString(file, template.tree().toString());

      // W3005: the CDK names dependencies that a reference implies.
      assertThat(
              lint("--ignore-checks", "W3005", "--regions", "eu-central-1", "--", file.toString()))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "MINIMAL")
  void brokenTemplate_isFound(Variant variant) throws IOException, InterruptedException {
    Templates broken =
        variant.templates().mutated(it -> it.add("Bad", "AWS::SQS::Queue", "{\"Delay\": 1}"));
    Path file = folder.resolve("broken.template.json");
    Files.writeString(file, broken.main().tree().toString());

    assertThat(lint("--ignore-checks", "W3005", "--", file.toString())).contains("E3002", "Delay");
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

  private static String lint(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of(COMMAND));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return output.strip();
  }
}
