// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a prompt: the first 16 hex digits of the SHA-256 of the preview's UTF-8 bytes, or of
 * its HMAC-SHA-256 with a key. The hash of an empty preview is empty. Thread-safe.
 */
final class PromptHash {
  private static final String MAC = "HmacSHA256";
  private static final int BYTES = 8;

  private final @Nullable SecretKeySpec key;

  private PromptHash(@Nullable SecretKeySpec key) {
    this.key = key;
  }

  static PromptHash plain() {
    return new PromptHash(null);
  }

  static PromptHash keyed(byte[] key) {
    return new PromptHash(new SecretKeySpec(key, MAC));
  }

  /** The hash of a preview. */
  String of(String preview) {
    if (preview.isEmpty()) {
      return "";
    }
    byte[] text = Text.wellFormed(preview).getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(digest(text), 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256 and HMAC-SHA-256", e);
    }
  }

  private byte[] digest(byte[] text) throws GeneralSecurityException {
    if (key == null) {
      return MessageDigest.getInstance("SHA-256").digest(text);
    }
    Mac mac = Mac.getInstance(MAC);
    mac.init(key);
    return mac.doFinal(text);
  }
}
