// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client whose request in progress another thread can abort. For one request at a time; the
 * underlying client is made for the first one.
 */
final class AbortableHttpClient implements SdkHttpClient {
  private final Supplier<SdkHttpClient> clients;
  private @Nullable SdkHttpClient client;
  private volatile @Nullable ExecutableHttpRequest current;

  AbortableHttpClient(Supplier<SdkHttpClient> clients) {
    this.clients = clients;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpClient http = client;
    if (http == null) {
      http = clients.get();
      client = http;
    }
    ExecutableHttpRequest prepared = http.prepareRequest(request);
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
    return "UrlConnection";
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
