// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.AdapterOptions;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Adds the handler to the registry of observations before Spring Boot adds its own: the call must
 * be claimed before a tracing handler starts the span of the same observation.
 */
final class ObservationInstaller implements BeanPostProcessor, PriorityOrdered {
  private final ObjectProvider<AdapterOptions> options;

  ObservationInstaller(ObjectProvider<AdapterOptions> options) {
    this.options = options;
  }

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof ObservationRegistry registry) {
      registry.observationConfig().observationHandler(new ModelCallHandler(options.getObject()));
    }
    return bean;
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
