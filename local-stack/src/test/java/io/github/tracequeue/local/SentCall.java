// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A call as its sender knows it.
 *
 * @param id unique in its run, sent as {@code response_id}
 * @param costUsd null where the consumer prices it
 */
record SentCall(
    String id,
    String agent,
    long inputTokens,
    long outputTokens,
    @Nullable BigDecimal costUsd,
    boolean failed) {}
