// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.time.Duration;

/**
 * The options for writing a table.
 *
 * @param tableName the name or ARN of the table
 * @param shards the number of shards
 * @param retention how long an item is kept after its write, at least a second
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
