// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Redacts text that is not JSON: keeps the part before the first occurrence of the prompt's name.
 */
final class LexicalRedaction {

  private static final Pattern PROMPT_NAME = promptName();

  /** More than the length of the mark of removed text. */
  private static final int MARK_BYTES = 64;

  private LexicalRedaction() {}

  /**
   * The text up to and including the prompt's name, as far as it fits, and the length of the
   * removed text.
   */
  static Redacted redact(String body) {
    if (body.isBlank()) {
      return new Redacted("[blank, " + body.length() + " characters]", false);
    }
    Matcher name = PROMPT_NAME.matcher(body);
    boolean namesPrompt = name.find();
    String kept = namesPrompt ? body.substring(0, name.end()) : body;
    String start = CodePoints.startOfBytes(kept, BodyRedactor.MAX_BYTES - MARK_BYTES);
    int removed = body.length() - start.length();
    return new Redacted(
        removed == 0 ? body : start + "[" + removed + " characters removed]",
        start.length() < kept.length());
  }

  /**
   * The name with any of its characters written as an escape. A sequence of backslashes is matched
   * only from its start and without backtracking; otherwise a body of backslashes would take hours.
   */
  private static Pattern promptName() {
    StringBuilder pattern = new StringBuilder();
    for (char c : Field.PROMPT_PREVIEW.wireName.toCharArray()) {
      pattern.append(String.format(Locale.ROOT, "(?:%c|(?<!\\\\)\\\\++u00%02x)", c, (int) c));
    }
    return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
  }
}
