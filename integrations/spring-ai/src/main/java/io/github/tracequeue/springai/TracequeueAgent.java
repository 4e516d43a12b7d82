// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the agent for the model calls that a bean's methods make outside a run, on the same thread
 * or where Micrometer's context propagation leads.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface TracequeueAgent {
  /** The agent. */
  String value();
}
