// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.springai;

import io.github.tracequeue.adapter.CurrentAgent;
import io.github.tracequeue.client.CurrentRun;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Makes {@link TracequeueAgent} work on beans. */
final class AgentAnnotationProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {
  private static final long serialVersionUID = 1;

  AgentAnnotationProcessor() {
    Pointcut onType = new AnnotationMatchingPointcut(TracequeueAgent.class, true);
    Pointcut onMethod = new AnnotationMatchingPointcut(null, TracequeueAgent.class, true);
    this.advisor =
        new DefaultPointcutAdvisor(
            new ComposablePointcut(onType).union(onMethod),
            (MethodInterceptor) AgentAnnotationProcessor::invoke);
    setBeforeExistingAdvisors(true);
    setProxyTargetClass(true);
  }

  @SuppressWarnings("try") // the scope is only closed
  private static @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Object bean = invocation.getThis();
    TracequeueAgent agent =
        AnnotatedElementUtils.findMergedAnnotation(invocation.getMethod(), TracequeueAgent.class);
    if (agent == null && bean != null) {
      agent = AnnotatedElementUtils.findMergedAnnotation(bean.getClass(), TracequeueAgent.class);
    }
    if (agent == null) {
      return invocation.proceed();
    }
    try (CurrentRun.Scope scope = CurrentAgent.set(agent.value())) {
      return invocation.proceed();
    }
  }
}
