// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What is kept, where and how long.
 *
 * @param table the table
 * @param shards spread of the table's hash keys, 1..1000; may grow, never shrink
 * @param timeToLive how long an item is kept, whole days
 * @param sampling which share of the calls is kept
 */
public record StorageSettings(
    TableSource table, int shards, Duration timeToLive, SamplingSettings sampling) {

  /** Checks the ranges. */
  public StorageSettings {
    requireNonNull(table, "table");
    requireNonNull(sampling, "sampling");
    Checks.range("shards", shards, 1, 1000);
    Checks.range("timeToLive in days", timeToLive.toDays(), 1, 3650);
  }

  /** A new table, one shard, 30 days, every call. */
  public static StorageSettings defaults() {
    return new StorageSettings(
        TableSource.created(), 1, Duration.ofDays(30), SamplingSettings.everything());
  }
}
