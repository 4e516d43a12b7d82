// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredTrace;
import io.github.tracequeue.store.StoredTrace.Call;
import io.github.tracequeue.store.StoredTrace.CallCost;
import io.github.tracequeue.store.StoredTrace.Content;
import io.github.tracequeue.store.StoredTrace.Tokens;
import io.github.tracequeue.store.StoredTrace.TraceLinks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes calls, one setting after the other; each {@link #at} makes another event. */
final class Calls {

  private static long ids;

  private String agent = "cto";
  private @Nullable String provider = "anthropic";
  private String model = "claude-haiku-4-5";
  private @Nullable String operation = "chat";
  private long latency = 1_200;
  private @Nullable String error;
  private @Nullable String cost = "0.01";
  private long input = 1_000;
  private long output = 200;
  private @Nullable String runId;
  private @Nullable String traceId;
  private @Nullable String span;
  private @Nullable String parent;
  private @Nullable String prompt;
  private @Nullable String decision;
  private Map<String, String> tags = Map.of();
  private double weight = 1;

  Calls agent(String slug) {
    agent = slug;
    return this;
  }

  Calls model(String name) {
    model = name;
    return this;
  }

  Calls provider(@Nullable String name) {
    provider = name;
    return this;
  }

  Calls operation(@Nullable String name) {
    operation = name;
    return this;
  }

  Calls latency(long millis) {
    latency = millis;
    return this;
  }

  Calls error(@Nullable String type) {
    error = type;
    return this;
  }

  /** US dollars; null for an unpriced call. */
  Calls cost(@Nullable String usd) {
    cost = usd;
    return this;
  }

  Calls tokens(long in, long out) {
    input = in;
    output = out;
    return this;
  }

  Calls run(@Nullable String id) {
    runId = id;
    return this;
  }

  Calls trace(@Nullable String id) {
    traceId = id;
    return this;
  }

  Calls span(@Nullable String id, @Nullable String parentId) {
    span = id;
    parent = parentId;
    return this;
  }

  Calls prompt(@Nullable String hash) {
    prompt = hash;
    return this;
  }

  Calls decision(@Nullable String text) {
    decision = text;
    return this;
  }

  Calls tags(Map<String, String> all) {
    tags = all;
    return this;
  }

  Calls weight(double calls) {
    weight = calls;
    return this;
  }

  StoredTrace at(Instant timestamp) {
    return new StoredTrace(
        nextId(),
        timestamp,
        agent,
        new Call(
            provider,
            model,
            operation,
            latency,
            null,
            error != null,
            error,
            error == null ? "stop" : null,
            null,
            false,
            null),
        new Tokens(input, output, 0, 0, 0, 0, true),
        cost == null
            ? CallCost.unpriced("unknown_model")
            : CallCost.priced(new BigDecimal(cost), "anthropic/" + model),
        new TraceLinks(runId, traceId, span, parent, null),
        new Content(prompt, null, decision, false, tags),
        weight);
  }

  private static synchronized String nextId() {
    return new UUID(0x019a_0000_0000_7000L, ids++).toString();
  }
}
