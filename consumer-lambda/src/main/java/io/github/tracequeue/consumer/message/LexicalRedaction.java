// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.message;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be kept of a text that is not JSON: all up to the first mention of the prompt. */
final class LexicalRedaction {

  private static final Pattern PROMPT_NAME = promptName();

  private LexicalRedaction() {}

  /** The text up to and with the prompt's name, and how much was taken out behind it. */
  static String redact(String body) {
    Matcher name = PROMPT_NAME.matcher(body);
    if (!name.find()) {
      return body.isBlank() ? "[blank, " + body.length() + " characters]" : body;
    }
    int removed = body.length() - name.end();
    return body.substring(0, name.end()) + "[" + removed + " characters removed]";
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
