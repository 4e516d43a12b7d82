// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be kept of a text that is not JSON: the part before the first mention of the prompt. */
final class LexicalRedaction {

  private static final Pattern PROMPT_NAME = promptName();

  /** More than the mark of what was taken out can take. */
  private static final int MARK_BYTES = 64;

  private LexicalRedaction() {}

  /** The text up to and with the prompt's name, as far as it fits, and how much was taken out. */
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
   * The name with any of its characters spelt as an escape. A run of backslashes is tried from its
   * head only and never given back: a body of nothing else would take hours otherwise.
   */
  private static Pattern promptName() {
    StringBuilder pattern = new StringBuilder();
    for (char c : Field.PROMPT_PREVIEW.wireName.toCharArray()) {
      pattern.append(String.format(Locale.ROOT, "(?:%c|(?<!\\\\)\\\\++u00%02x)", c, (int) c));
    }
    return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE);
  }
}
