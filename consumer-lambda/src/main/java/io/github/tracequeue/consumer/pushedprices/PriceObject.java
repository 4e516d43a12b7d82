// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.pushedprices;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a pushed price file is kept. */
public interface PriceObject {

  /**
   * The file's content and its version.
   *
   * @param text the price file
   * @param version changes with the text
   */
  record Content(String text, String version) {}

  /**
   * Reads the file unless it is still of that version; null if it is, or if there is no file.
   *
   * @throws IOException if it cannot be read now
   */
  @Nullable Content fetchUnless(String version) throws IOException;
}
