// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import org.jspecify.annotations.Nullable;

/**
 * Security options that some organisations require.
 *
 * @param customerManagedKey whether a customer managed key encrypts queues, topics, table and logs
 * @param permissionsBoundary the name of the managed policy used as permissions boundary of each
 *     role; null for none
 * @param codeSigningConfigArn the code signing configuration of the functions; null for none
 * @param promptKey the key for prompt hashes; null for hashes without a key
 */
public record SecuritySettings(
    boolean customerManagedKey,
    @Nullable String permissionsBoundary,
    @Nullable String codeSigningConfigArn,
    @Nullable PromptKeySettings promptKey) {

  /** The defaults: encryption with keys that AWS owns, and none of the other options. */
  public static SecuritySettings defaults() {
    return new SecuritySettings(false, null, null, null);
  }
}
