// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import org.jspecify.annotations.Nullable;

/**
 * What some organisations ask for beyond the defaults.
 *
 * @param customerManagedKey whether a key of the account encrypts queues, topics, table and logs
 * @param permissionsBoundary name of the managed policy that bounds each role; null for none
 * @param codeSigningConfigArn the code signing configuration of the functions; null for none
 * @param promptKey the key that prompts are hashed with; null for hashes without one
 */
public record SecuritySettings(
    boolean customerManagedKey,
    @Nullable String permissionsBoundary,
    @Nullable String codeSigningConfigArn,
    @Nullable PromptKeySettings promptKey) {

  /** Encryption with keys that AWS owns, no boundary, no code signing, no key of hashes. */
  public static SecuritySettings defaults() {
    return new SecuritySettings(false, null, null, null);
  }
}
