// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The position in a list: the sort key of the last examined item. Its text is opaque.
 *
 * <p>The text contains a checksum of the list, so that a modified, truncated or exchanged cursor is
 * detected. It needs no secret: it contains only a sort key that the client has seen, and the query
 * alone determines the hash keys of a read.
 */
public final class Cursor {

  private static final int CHECKSUM_BYTES = 9;
  private static final int MAX_TEXT_LENGTH = 1_600;

  private final String position;
  private final String text;

  private Cursor(String position, String text) {
    this.position = position;
    this.text = text;
  }

  /** Parses the result of {@link #text} for the same list; empty for any other text. */
  static Optional<Cursor> parse(String text, String list) {
    if (text.length() > MAX_TEXT_LENGTH) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (bytes.length <= CHECKSUM_BYTES) {
      return Optional.empty();
    }
    String position =
        new String(bytes, CHECKSUM_BYTES, bytes.length - CHECKSUM_BYTES, StandardCharsets.UTF_8);
    // Comparing the text also rejects other encodings of the same bytes.
    Cursor cursor = at(position, list);
    return cursor.text.equals(text) ? Optional.of(cursor) : Optional.empty();
  }

  static Cursor at(String position, String list) {
    byte[] tail = position.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(checksum(list, tail), CHECKSUM_BYTES + tail.length);
    System.arraycopy(tail, 0, bytes, CHECKSUM_BYTES, tail.length);
    return new Cursor(position, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** A URL-safe text of at most 1,600 characters. */
  public String text() {
    return text;
  }

  String position() {
    return position;
  }

  private static byte[] checksum(String list, byte[] position) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(("tracequeue cursor 1\n" + list + '\n').getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest.digest(position), CHECKSUM_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JRE has SHA-256", e);
    }
  }
}
