// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Computes the hash of a prompt: the first 16 hex digits of SHA-256, or of HMAC-SHA-256 if there is
 * a key, over the UTF-8 bytes of its first 200 code points. Not thread-safe.
 */
public final class PromptHasher {

  /** The number of code points of a prompt that are hashed. */
  public static final int PREVIEW_CODE_POINTS = 200;

  private static final HexFormat HEX = HexFormat.of();

  private final Function<byte[], byte[]> digest;
  private final @Nullable String keyId;

  private PromptHasher(Function<byte[], byte[]> digest, @Nullable String keyId) {
    this.digest = digest;
    this.keyId = keyId;
  }

  /** Hashes without a key; a short prompt can be guessed from its hash. */
  public static PromptHasher plain() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return new PromptHasher(sha256::digest, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Hashes with a key; the id is stored with the hash. */
  public static PromptHasher keyed(byte[] key, String keyId) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new PromptHasher(mac::doFinal, keyId);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  /** The id of the key, if there is one. */
  public @Nullable String keyId() {
    return keyId;
  }

  /** The hash of a text; empty for an empty text. */
  public String hash(String text) {
    return hash(text.toCharArray(), 0, text.length());
  }

  String hash(char[] text, int offset, int length) {
    if (length == 0) {
      return "";
    }
    byte[] hash = digest.apply(CodePoints.encodeUtf8(text, offset, length, PREVIEW_CODE_POINTS));
    return HEX.formatHex(hash, 0, 8);
  }
}
