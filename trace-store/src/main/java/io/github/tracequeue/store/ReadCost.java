// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * The cost of a read.
 *
 * @param capacityUnits the consumed read units
 * @param requests the number of requests
 * @param examined the number of items that DynamoDB read, including the filtered ones
 */
public record ReadCost(double capacityUnits, int requests, long examined) {

  /** No cost. */
  public static final ReadCost NONE = new ReadCost(0, 0, 0);

  /** The sum. */
  public ReadCost plus(ReadCost other) {
    return new ReadCost(
        capacityUnits + other.capacityUnits, requests + other.requests, examined + other.examined);
  }

  /** The cost of one request. */
  public static ReadCost of(@Nullable ConsumedCapacity consumed, int examined) {
    Double units = consumed == null ? null : consumed.capacityUnits();
    return new ReadCost(units == null ? 0 : units, 1, examined);
  }
}
