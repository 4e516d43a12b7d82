// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The settings of the stored data.
 *
 * @param table the table
 * @param shards the number of hash keys that writes are spread over, 1..1000; must never shrink
 * @param timeToLive how long an item is kept, in whole days
 * @param sampling the share of the calls that is stored
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

  /** The defaults: a new table, one shard, 30 days, every call. */
  public static StorageSettings defaults() {
    return new StorageSettings(
        TableSource.created(), 1, Duration.ofDays(30), SamplingSettings.everything());
  }
}
