// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.pushedprices;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a pushed price file. */
public interface PriceObject {

  /**
   * The file's content and its version.
   *
   * @param text the price file
   * @param version changes with the text
   */
  record Content(String text, String version) {}

  /**
   * Reads the file if it does not have this version; null if it has, or if there is no file.
   *
   * @throws IOException if it cannot be read now
   */
  @Nullable Content fetchUnless(String version) throws IOException;
}
