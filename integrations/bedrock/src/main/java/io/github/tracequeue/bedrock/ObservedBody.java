// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The bytes of a response, which are read as they pass. */
record ObservedBody(Publisher<ByteBuffer> bytes, StreamedAnswer answer)
    implements Publisher<ByteBuffer> {
  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    bytes.subscribe(new Reader(subscriber, answer));
  }

  private record Reader(Subscriber<? super ByteBuffer> subscriber, StreamedAnswer answer)
      implements Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              subscription.request(n);
            }

            @Override
            public void cancel() {
              answer.abandon();
              subscription.cancel();
            }
          });
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      answer.read(buffer);
      subscriber.onNext(buffer);
    }

    @Override
    public void onError(Throwable cause) {
      // The SDK tries again, or notifies the interceptor that the call has failed.
      subscriber.onError(cause);
    }

    @Override
    public void onComplete() {
      answer.complete();
      subscriber.onComplete();
    }
  }
}
