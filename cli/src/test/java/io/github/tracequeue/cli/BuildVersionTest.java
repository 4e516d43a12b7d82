// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BuildVersionTest {

  @Test
  void version_ofTheCommand_isThatOfTheBuild() {
    CommandRun run = CommandRun.of("--version");

    assertThat(run.status()).isZero();
    assertThat(run.out().strip()).isEqualTo("tracequeue " + System.getProperty("project.version"));
  }
}
