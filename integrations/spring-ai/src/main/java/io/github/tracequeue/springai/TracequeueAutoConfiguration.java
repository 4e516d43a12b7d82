// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.client.TraceClient;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.anthropic.http.okhttp.AnthropicHttpClientBuilderCustomizer;
import org.springframework.ai.chat.observation.ChatModelObservationContext;
import org.springframework.ai.openai.http.okhttp.OpenAiHttpClientBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Records the calls of all chat and embedding models of an application. It listens to observations
 * and not to spans, so that sampling loses no call. {@code tracequeue.enabled=false} switches it
 * off.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
    })
@ConditionalOnClass({ChatModelObservationContext.class, ObservationRegistry.class})
@ConditionalOnProperty(name = "tracequeue.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TracequeueProperties.class)
public final class TracequeueAutoConfiguration {
  /** For Spring. */
  public TracequeueAutoConfiguration() {}

  /** Sends the calls; closed with the application. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  static TraceClient tracequeueTraceClient(TracequeueProperties properties) {
    String queueUrl = properties.queueUrl();
    return queueUrl == null || queueUrl.isBlank()
        ? TraceClient.fromEnvironment()
        : TraceClient.builder(queueUrl.strip()).build();
  }

  @Bean
  static FlushAtStop tracequeueFlushAtStop(TraceClient traces) {
    return new FlushAtStop(traces);
  }

  /** The settings of the adapter. */
  @Bean
  @ConditionalOnMissingBean
  static AdapterOptions tracequeueAdapterOptions(
      TracequeueProperties properties, TraceClient traces, Environment environment) {
    return properties.options(traces, environment.getProperty("spring.application.name"));
  }

  /** For an application without Actuator: Spring AI observes nothing without a registry. */
  @Bean
  @ConditionalOnMissingBean
  static ObservationRegistry tracequeueObservationRegistry() {
    return ObservationRegistry.create();
  }

  @Bean
  static ObservationInstaller tracequeueObservationInstaller(
      ObjectProvider<AdapterOptions> options) {
    return new ObservationInstaller(options);
  }

  /** For Anthropic's streams. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(AnthropicHttpClientBuilderCustomizer.class)
  static final class AnthropicStreams {
    @Bean
    AnthropicHttpClientBuilderCustomizer tracequeueAnthropicStreams() {
      return client -> client.interceptor(new StreamInterceptor("anthropic"));
    }
  }

  /** For OpenAI's streams. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(OpenAiHttpClientBuilderCustomizer.class)
  static final class OpenAiStreams {
    @Bean
    OpenAiHttpClientBuilderCustomizer tracequeueOpenAiStreams() {
      return client -> client.interceptor(new StreamInterceptor("openai"));
    }
  }

  @Bean
  static AgentAnnotationProcessor tracequeueAgentAnnotationProcessor() {
    return new AgentAnnotationProcessor();
  }
}
