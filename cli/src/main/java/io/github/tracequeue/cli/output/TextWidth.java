// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.output;

/** The number of columns that text takes in a terminal. */
public final class TextWidth {
  private static final char ELLIPSIS = '\u2026';

  private TextWidth() {}

  /** The width of a line. */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** The text, cut to a width; an ellipsis marks the cut. */
  public static String cut(String text, int width) {
    if (of(text) <= width) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int used = 1;
    for (int codePoint : text.codePoints().toArray()) {
      used += of(codePoint);
      if (used > width) {
        break;
      }
      cut.appendCodePoint(codePoint);
    }
    return cut.append(ELLIPSIS).toString();
  }

  private static int of(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(codePoint) ? 2 : 1;
  }

  /** Ideographs, Hangul, full-width forms and emoji. */
  private static boolean isWide(int codePoint) {
    return isBetween(codePoint, 0x1100, 0x115F)
        || isBetween(codePoint, 0x2E80, 0xA4CF)
        || isBetween(codePoint, 0xAC00, 0xD7A3)
        || isBetween(codePoint, 0xF900, 0xFAFF)
        || isBetween(codePoint, 0xFE30, 0xFE6F)
        || isBetween(codePoint, 0xFF00, 0xFF60)
        || isBetween(codePoint, 0xFFE0, 0xFFE6)
        || isBetween(codePoint, 0x1F300, 0x1FAFF)
        || isBetween(codePoint, 0x20000, 0x3FFFD);
  }

  private static boolean isBetween(int codePoint, int first, int last) {
    return codePoint >= first && codePoint <= last;
  }
}
