// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.tracequeue.testkit.contract.ContractSamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mapper of the TypeScript example against the contract's usage vectors, by its own tests. */
final class ExampleUsageIT {

  @Test
  void typescript_usageVectors_areMapped() throws Exception {
    Path project = ForeignLanguages.requireTypescript();

    run(project, "node", "node_modules/typescript/bin/tsc");
    String report = run(project, "node", "--test", "build/usage.test.js");

    int vectors = ContractSamples.usageVectors().size();
    assertThat(vectors).isPositive();
    assertThat(report).contains("pass " + (vectors + 1)).contains("fail 0");
  }

  private static String run(Path project, String... command)
      throws IOException, InterruptedException {
    Process process =
        ForeignLanguages.program(Map.of(), command)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
