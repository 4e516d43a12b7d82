// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Duration;

/**
 * Which table is written, and how.
 *
 * @param tableName the table's name or ARN
 * @param shards the spread of its hash keys
 * @param retention how long an item lives after it was written, at least a second
 */
public record TableOptions(String tableName, Shards shards, Duration retention) {

  public TableOptions {
    if (tableName.isBlank()) {
      throw new IllegalArgumentException("tableName must not be blank");
    }
    if (retention.toSeconds() < 1) {
      throw new IllegalArgumentException("retention must be at least 1 s, not " + retention);
    }
  }
}
