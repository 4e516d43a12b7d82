// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.CallClaim;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Carries the claim on a call to the threads that make it, with Micrometer's context propagation.
 */
public final class CallClaimAccessor implements ThreadLocalAccessor<CallClaim> {
  /** For the service loader. */
  public CallClaimAccessor() {}

  @Override
  public Object key() {
    return "tracequeue.call";
  }

  @Override
  public @Nullable CallClaim getValue() {
    return CallClaim.current();
  }

  @Override
  public void setValue(CallClaim claim) {
    CallClaim.setCurrent(claim);
  }

  @Override
  public void setValue() {
    CallClaim.setCurrent(null);
  }
}
