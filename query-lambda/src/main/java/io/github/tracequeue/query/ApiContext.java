// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.TraceQueries;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The dependencies of the API.
 *
 * @param dynamoDb reads rollups, records and limits
 * @param tableName the table
 * @param queries reads calls and runs of the table
 * @param alarms the source of alarms
 * @param clock the current time
 * @param executor runs the reads of several agents in parallel; must not be the executor that
 *     {@code queries} uses for the reads of shards, because the former wait for the latter
 * @param streamsExports whether the transport can carry a body of any length
 */
record ApiContext(
    DynamoDbClient dynamoDb,
    String tableName,
    TraceQueries queries,
    AlarmSource alarms,
    InstantSource clock,
    Executor executor,
    boolean streamsExports) {}
