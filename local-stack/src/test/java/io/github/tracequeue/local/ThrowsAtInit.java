// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** A function that cannot be created. */
public final class ThrowsAtInit implements RequestStreamHandler {

  /** Called by the runtime client. */
  public ThrowsAtInit() {
    throw new IllegalStateException("not configured");
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context) {}
}
