// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.examples.springai;

import io.github.tracequeue.examples.standin.ModelEndpoint;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An agent with Spring AI in Spring Boot; nothing of it is about tracing. Start {@code
 * bin/tracequeue local}, copy its {@code export} lines, and run this in the root folder:
 *
 * <pre>mvn -q -Pfast -pl examples/spring-ai -am compile exec:exec</pre>
 */
@SpringBootApplication(proxyBeanMethods = false)
public final class SpringAiAgent {
  private SpringAiAgent() {}

  /** Asks the model once. */
  public static void main(String[] arguments) throws Exception {
    try (ModelEndpoint anthropic = ModelEndpoint.anthropic();
        ConfigurableApplicationContext application =
            new SpringApplicationBuilder(SpringAiAgent.class)
                .properties(
                    "spring.ai.anthropic.base-url=" + anthropic.url(),
                    "spring.ai.anthropic.api-key=" + anthropic.key())
                .run(arguments)) {
      ChatClient chat = application.getBean(ChatClient.Builder.class).build();

      String answer =
          chat.prompt("The queue is empty and the budget is not. What now?").call().content();
      System.out.println(answer);
    }
  }
}
