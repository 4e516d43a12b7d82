// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.client.CurrentRun;
import io.github.tracequeue.client.TraceEvent;
import java.util.concurrent.atomic.AtomicBoolean;

/** Records the calls that one adapter observes. Thread-safe; no method throws. */
public final class CallRecorder {
  private final String layer;
  private final AdapterOptions options;
  private final AtomicBoolean warned = new AtomicBoolean();

  private CallRecorder(String layer, AdapterOptions options) {
    this.layer = layer;
    this.options = options;
  }

  /**
   * A recorder.
   *
   * @param layer the name of the adapter, by which {@link CallClaim} distinguishes adapters
   */
  public static CallRecorder create(String layer, AdapterOptions options) {
    return new CallRecorder(layer, options);
  }

  /**
   * Begins a call, on the thread that makes it. The call stays silent if an adapter above records
   * it.
   */
  public ObservedCall begin() {
    return new ObservedCall(this, CallClaim.take(layer), CurrentRun.get(), ActiveSpan.current());
  }

  AdapterOptions options() {
    return options;
  }

  void record(TraceEvent event) {
    options.traces().record(event);
  }

  /** Logs a failure of the adapter itself, but only the first one. */
  public void failed(Throwable cause) {
    if (warned.compareAndSet(false, true)) {
      warn(
          "the adapter "
              + layer
              + " could not record a call; later failures are not logged: "
              + cause);
    }
  }

  static void warn(String warning) {
    System.getLogger(CallRecorder.class.getName()).log(System.Logger.Level.WARNING, warning);
  }
}
