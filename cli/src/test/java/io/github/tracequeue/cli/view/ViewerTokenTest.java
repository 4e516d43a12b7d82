// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tracequeue.cli.options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewerTokenTest {
  @TempDir private Path folder;
  @TempDir private Path other;

  @Test
  void keptIn_sameFolder_isTheSameToken() {
    String token = ViewerToken.keptIn(folder);

    assertThat(token).hasSize(24);
    assertThat(ViewerToken.keptIn(folder)).isEqualTo(token);
    assertThat(ViewerToken.keptIn(other)).isNotEqualTo(token);
  }

  @Test
  void keptIn_file_isReadableByItsOwnerOnly() throws IOException {
    ViewerToken.keptIn(folder);

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("viewer-token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void keptIn_otherContent_isNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("viewer-token"), "short");

    assertThatThrownBy(() -> ViewerToken.keptIn(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file + ": not a viewer token");
  }
}
