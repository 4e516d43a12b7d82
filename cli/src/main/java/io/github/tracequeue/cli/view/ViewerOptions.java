// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import io.github.tracequeue.query.AlarmSource;
import io.github.tracequeue.store.Shards;
import org.jspecify.annotations.Nullable;

/**
 * The options of a viewer.
 *
 * @param tableName the table's name or ARN
 * @param shards at least as many as any writer of the table used
 * @param port on 127.0.0.1; 0 for any free port
 * @param token the secret in the address; null for a new one
 * @param alarms the source of alarm states
 */
public record ViewerOptions(
    String tableName, Shards shards, int port, @Nullable String token, AlarmSource alarms) {

  /** A table with one shard, on a free port, with a new token, without alarms. */
  public static ViewerOptions of(String tableName) {
    return new ViewerOptions(tableName, Shards.ONE, 0, null, AlarmSource.NONE);
  }

  /** The same on another port. */
  public ViewerOptions withPort(int newPort) {
    return new ViewerOptions(tableName, shards, newPort, token, alarms);
  }

  /** The same with another number of shards. */
  public ViewerOptions withShards(Shards newShards) {
    return new ViewerOptions(tableName, newShards, port, token, alarms);
  }

  /** The same with a token of an earlier viewer. */
  public ViewerOptions withToken(String newToken) {
    return new ViewerOptions(tableName, shards, port, newToken, alarms);
  }

  /** The same with alarms. */
  public ViewerOptions withAlarms(AlarmSource newAlarms) {
    return new ViewerOptions(tableName, shards, port, token, newAlarms);
  }
}
