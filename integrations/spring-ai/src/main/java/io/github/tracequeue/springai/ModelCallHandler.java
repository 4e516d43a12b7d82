// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.CallRecorder;
import io.github.tracequeue.adapter.ObservedCall;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.ai.model.observation.ModelObservationContext;

/** Records the observations of chat and embedding models. Thread-safe. */
final class ModelCallHandler implements ObservationHandler<ModelObservationContext<?, ?>> {
  private final CallRecorder recorder;

  ModelCallHandler(AdapterOptions options) {
    recorder = CallRecorder.create("spring-ai", options);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ChatModelObservationContext
        || context instanceof EmbeddingModelObservationContext;
  }

  @Override
  public void onStart(ModelObservationContext<?, ?> context) {
    context.put(ObservedCall.class, recorder.begin());
  }

  @Override
  public void onStop(ModelObservationContext<?, ?> context) {
    ObservedCall call = context.get(ObservedCall.class);
    if (call == null) {
      return;
    }
    call.describe(described -> ObservationCall.describe(described, context));
    Throwable error = context.getError();
    if (error != null) {
      call.fail(error);
    } else if (context.getResponse() == null && isStreamed(context)) {
      call.abandon(); // the subscriber has cancelled
    } else {
      call.end();
    }
  }

  private static boolean isStreamed(ModelObservationContext<?, ?> context) {
    try {
      return context instanceof ChatModelObservationContext chat && chat.isStreaming();
    } catch (LinkageError e) {
      return true; // an older version: only streams can be cancelled
    }
  }
}
