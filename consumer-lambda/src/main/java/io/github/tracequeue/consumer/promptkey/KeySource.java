// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.consumer.promptkey;

import java.io.IOException;

/** Reads the current version of the key. */
public interface KeySource {

  /**
   * Reads the current version.
   *
   * @throws IOException if it cannot be read now
   */
  PromptKey fetch() throws IOException;
}
