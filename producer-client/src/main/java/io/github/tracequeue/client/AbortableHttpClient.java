// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client whose request in progress can be aborted by another thread. Supports one request
 * at a time.
 */
final class AbortableHttpClient implements SdkHttpClient {
  private final SdkHttpClient client;
  private volatile @Nullable ExecutableHttpRequest current;

  AbortableHttpClient(SdkHttpClient client) {
    this.client = client;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = client.prepareRequest(request);
    current = prepared;
    return prepared;
  }

  /** Aborts the request in progress, if there is one. Thread-safe. */
  void abort() {
    ExecutableHttpRequest request = current;
    if (request != null) {
      request.abort();
    }
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
