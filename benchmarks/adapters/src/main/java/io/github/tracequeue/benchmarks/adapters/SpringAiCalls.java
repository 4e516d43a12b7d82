// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.benchmarks.adapters;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.springai.TracequeueAutoConfiguration;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.metadata.ChatResponseMetadata;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.chat.observation.ChatModelObservationDocumentation;
import org.springframework.ai.chat.observation.DefaultChatModelObservationConvention;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The observation that Spring AI's chat models make around a call. */
final class SpringAiCalls {
  private static final Prompt PROMPT = new Prompt("The queue is empty. What now?");
  private static final ChatResponse RESPONSE =
      new ChatResponse(
          List.of(new Generation(new AssistantMessage("Go home."))),
          ChatResponseMetadata.builder()
              .id("chatcmpl_1")
              .model("gpt-5")
              .usage(new DefaultUsage(5000, 100))
              .build());

  private SpringAiCalls() {}

  static Runnable create(@Nullable AdapterOptions options) {
    ObservationRegistry registry = options == null ? withoutAdapter() : withAdapter(options);
    return () -> call(registry);
  }

  /** Something listens, because an observation that nobody listens to does nothing. */
  private static ObservationRegistry withoutAdapter() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new Listener());
    return registry;
  }

  private static ObservationRegistry withAdapter(AdapterOptions options) {
    var application = new AnnotationConfigApplicationContext();
    application.registerBean(AdapterOptions.class, () -> options);
    application.registerBean(ObservationRegistry.class, SpringAiCalls::withoutAdapter);
    application.register(TracequeueAutoConfiguration.class);
    application.refresh();
    return application.getBean(ObservationRegistry.class);
  }

  private static void call(ObservationRegistry registry) {
    ChatModelObservationContext context =
        ChatModelObservationContext.builder().prompt(PROMPT).provider("openai").build();
    ChatModelObservationDocumentation.CHAT_MODEL_OPERATION
        .observation(null, new DefaultChatModelObservationConvention(), () -> context, registry)
        .observe(() -> context.setResponse(RESPONSE));
  }

  private static final class Listener implements ObservationHandler<Observation.Context> {
    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }
  }
}
