// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.TraceQueries;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What the API works with.
 *
 * @param queries the table
 * @param alarms the source of alarms
 * @param clock the present
 * @param executor runs the reads of several agents at the same time; must not be the one that
 *     {@code queries} runs the reads of shards on, for these wait for those
 * @param streamsExports whether the transport can carry a body of any length
 */
record ApiContext(
    TraceQueries queries,
    AlarmSource alarms,
    InstantSource clock,
    Executor executor,
    boolean streamsExports) {}
