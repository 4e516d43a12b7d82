// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.StreamedUsage;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage in streamed answers as their bytes pass, and keeps it in {@link StreamUsages}.
 */
final class StreamInterceptor implements Interceptor {
  private final String provider;

  StreamInterceptor(String provider) {
    this.provider = provider;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    MediaType type = body == null ? null : body.contentType();
    return type != null && type.subtype().equals("event-stream")
        ? response.newBuilder().body(new ObservedStream(body, provider)).build()
        : response;
  }

  private static final class ObservedStream extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    ObservedStream(ResponseBody body, String provider) {
      this.body = body;
      this.source = Okio.buffer(new EventReader(body.source(), provider));
    }

    @Override
    public @Nullable MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }

  /** Passes bytes on and reads the lines in them. */
  private static final class EventReader extends ForwardingSource {
    private final StreamedUsage usage;
    private final Buffer unread = new Buffer();
    private boolean isReadable = true;

    EventReader(Source source, String provider) {
      super(source);
      usage = new StreamedUsage(provider);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long count = super.read(sink, byteCount);
      if (count > 0 && isReadable) {
        try {
          sink.copyTo(unread, sink.size() - count, count);
          readLines();
        } catch (IOException | RuntimeException | LinkageError e) {
          isReadable = false; // the agent's stream goes on
        }
      }
      return count;
    }

    private void readLines() throws IOException {
      while (unread.indexOf((byte) '\n') >= 0) {
        String line = unread.readUtf8Line();
        if (line != null && line.startsWith("data:")) {
          usage.accept(line.substring(5));
        }
      }
      String id = usage.responseId();
      if (id != null && usage.usage().isKnown()) {
        StreamUsages.put(id, usage.usage());
      }
    }
  }
}
