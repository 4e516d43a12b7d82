// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * What a read took from the table.
 *
 * @param capacityUnits read units as DynamoDB counted them
 * @param requests requests to DynamoDB
 * @param examined items that DynamoDB read, also those that were filtered out
 */
public record ReadCost(double capacityUnits, int requests, long examined) {

  /** No read at all. */
  public static final ReadCost NONE = new ReadCost(0, 0, 0);

  /** Both together. */
  public ReadCost plus(ReadCost other) {
    return new ReadCost(
        capacityUnits + other.capacityUnits, requests + other.requests, examined + other.examined);
  }

  static ReadCost of(@Nullable ConsumedCapacity consumed, int examined) {
    Double units = consumed == null ? null : consumed.capacityUnits();
    return new ReadCost(units == null ? 0 : units, 1, examined);
  }
}
