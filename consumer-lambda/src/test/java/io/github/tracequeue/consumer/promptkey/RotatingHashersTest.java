// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

final class RotatingHashersTest {

  private final Queue<String> versions = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private int fetches;

  private final RotatingHashers hashers = RotatingHashers.of(this::fetch, () -> now);

  @Test
  void get_withinFiveMinutes_readsTheKeyOnce() {
    versions.add("a");

    assertThat(hashers.get().keyId()).isEqualTo("a");
    now = now.plus(Duration.ofMinutes(5)).minusMillis(1);
    assertThat(hashers.get().keyId()).isEqualTo("a");
    assertThat(fetches).isEqualTo(1);
  }

  @Test
  void get_afterARotation_takesTheNewKey() {
    versions.add("a");
    versions.add("b");
    String before = hashers.get().hash("prompt");
    now = now.plus(Duration.ofMinutes(5));

    assertThat(hashers.get().keyId()).isEqualTo("b");
    assertThat(hashers.get().hash("prompt")).isNotEqualTo(before);
    assertThat(fetches).isEqualTo(2);
  }

  @Test
  void get_sourceDownLater_keepsTheKnownKeyAndLooksAgainSoon() {
    versions.add("a");
    assertThat(hashers.get().keyId()).isEqualTo("a");
    now = now.plus(Duration.ofMinutes(5));

    assertThat(hashers.get().keyId()).isEqualTo("a");
    assertThat(hashers.get().keyId()).isEqualTo("a");
    assertThat(fetches).isEqualTo(2);
    versions.add("b");
    now = now.plus(Duration.ofSeconds(30));
    assertThat(hashers.get().keyId()).isEqualTo("b");
  }

  @Test
  void get_sourceDownFromTheStart_failsRatherThanHashWithoutAKey() {
    assertThatThrownBy(hashers::get).isInstanceOf(UncheckedIOException.class);
    versions.add("a");
    assertThat(hashers.get().keyId()).isEqualTo("a");
  }

  @Test
  void get_rotatedToWhatIsNoKey_keepsTheKnownOneAndLooksAgainSoon() {
    versions.add("a");
    versions.add("");
    versions.add("b");
    assertThat(hashers.get().keyId()).isEqualTo("a");
    now = now.plus(Duration.ofMinutes(5));

    assertThat(hashers.get().keyId()).isEqualTo("a");
    now = now.plus(Duration.ofSeconds(30));
    assertThat(hashers.get().keyId()).isEqualTo("b");
  }

  @Test
  void get_noKeyFromTheStart_fails() {
    versions.add("");

    assertThatThrownBy(hashers::get).isInstanceOf(IllegalArgumentException.class);
  }

  private PromptKey fetch() throws IOException {
    fetches++;
    String version = versions.poll();
    if (version == null) {
      throw new IOException("down");
    }
    return PromptKey.of(
        version, version.isEmpty() ? "short" : "a key of at least 16 bytes: " + version);
  }
}
