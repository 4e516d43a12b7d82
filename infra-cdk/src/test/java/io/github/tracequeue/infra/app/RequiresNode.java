// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra.app;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test that synthesizes: the CDK runs in Node.js, and without it the test is skipped. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresNode.Condition.class)
@interface RequiresNode {

  final class Condition implements ExecutionCondition {
    private static final boolean PRESENT = present();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return PRESENT
          ? ConditionEvaluationResult.enabled("node is on the path")
          : ConditionEvaluationResult.disabled(
              "The CDK needs Node.js 20 or newer, and no node is on the path: nothing was"
                  + " synthesized.");
    }

    private static boolean present() {
      try {
        Process node =
            new ProcessBuilder("node", "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return node.waitFor(20, TimeUnit.SECONDS) && node.exitValue() == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
