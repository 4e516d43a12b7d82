// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which adapter records a model call that several adapters see: the outermost one. Each
 * takes a claim on the calling thread before the call and releases it after, on any thread.
 * Thread-safe.
 *
 * <p>A claim silences one call of each layer below it, not all calls of the thread, because the
 * thread of a streamed call goes on to other calls. A call that fails is not counted, so that a
 * retry is silenced too. Claims of the same layer do not silence each other.
 */
public final class CallClaim {
  private static final ThreadLocal<@Nullable CallClaim> CURRENT = new ThreadLocal<>();

  private final String layer;
  private final boolean silencesAll;
  private final @Nullable CallClaim outer;
  private final boolean isOutermost;
  private final Set<String> silenced = ConcurrentHashMap.newKeySet();
  private volatile boolean isActive = true;
  private volatile @Nullable TokenUsage usageBelow;

  private CallClaim(
      String layer, boolean silencesAll, @Nullable CallClaim outer, boolean isOutermost) {
    this.layer = layer;
    this.silencesAll = silencesAll;
    this.outer = outer;
    this.isOutermost = isOutermost;
  }

  /**
   * Claims the call that the calling thread is about to make.
   *
   * @param layer the name of the adapter, the same for all of its calls
   */
  public static CallClaim take(String layer) {
    CallClaim above = current();
    if (above != null && above.silences(layer)) {
      return new CallClaim(layer, false, above, false);
    }
    if (above != null && above.layer.equals(layer)) {
      // A stream that is never released must not be kept by those after it.
      above = above.outer;
    }
    return install(new CallClaim(layer, false, above, true));
  }

  /** Claims all calls until the release, which must be on the same thread. */
  static CallClaim takeAll(String layer) {
    return install(new CallClaim(layer, true, current(), true));
  }

  /** The calling thread's claim; null if there is none. */
  public static @Nullable CallClaim current() {
    CallClaim claim = CURRENT.get();
    return claim != null && claim.isActive ? claim : null;
  }

  /** Makes a claim the calling thread's own, to carry it to another thread; null for none. */
  public static void setCurrent(@Nullable CallClaim claim) {
    if (claim == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(claim);
    }
  }

  /** Whether the call goes on. */
  public boolean isActive() {
    return isActive;
  }

  /** Whether the adapter records the call; if not, an adapter above it does. */
  public boolean isOutermost() {
    return isOutermost;
  }

  /**
   * Hands the usage that a layer below has read to the adapter above, which may see less of it.
   * Does nothing for the outermost adapter.
   */
  public void reportUsage(TokenUsage usage) {
    CallClaim above = outer;
    if (!isOutermost && above != null && usage.isKnown()) {
      above.usageBelow = usage;
    }
  }

  /** The usage that a layer below has reported; null if none has. */
  public @Nullable TokenUsage usageBelow() {
    return usageBelow;
  }

  /**
   * Ends the claim.
   *
   * @param failed whether the call has failed, so that an adapter above may try again
   */
  public void release(boolean failed) {
    CallClaim above = outer;
    if (!isOutermost) {
      if (failed && above != null) {
        above.silenced.remove(layer);
      }
      return;
    }
    isActive = false;
    if (CURRENT.get() == this) {
      setCurrent(above != null && above.isActive ? above : null);
    }
  }

  private static CallClaim install(CallClaim claim) {
    CURRENT.set(claim);
    return claim;
  }

  private boolean silences(String other) {
    return silencesAll || (!layer.equals(other) && silenced.add(other));
  }
}
