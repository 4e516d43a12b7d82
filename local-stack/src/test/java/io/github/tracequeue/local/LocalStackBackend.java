// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.net.URI;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, one for all tests. */
final class LocalStackBackend implements Backend {
  private static final String IMAGE =
      System.getProperty("tracequeue.localstack.image", "localstack/localstack:4.14.0");

  private static final String NO_DOCKER =
      "LocalStack needs a Docker engine, and none answers on this machine";
  private static final boolean DOCKER = askForDocker();

  private final URI endpoint = Container.INSTANCE.getEndpoint();

  /** Skips the test where there is no Docker engine to run a container on. */
  static LocalStackBackend open() {
    Assumptions.assumeTrue(DOCKER, NO_DOCKER);
    return new LocalStackBackend();
  }

  @Override
  public ServiceEndpoints endpoints() {
    return new ServiceEndpoints(
        endpoint, endpoint, endpoint, endpoint, Container.INSTANCE.getRegion());
  }

  @Override
  public void close() {
    // Testcontainers removes the container when the tests are over.
  }

  private static boolean askForDocker() {
    boolean available = DockerClientFactory.instance().isDockerAvailable();
    if (!available) {
      System.out.println("Skipped: " + NO_DOCKER);
    }
    return available;
  }

  private static final class Container {
    static final LocalStackContainer INSTANCE = start();

    private static LocalStackContainer start() {
      LocalStackContainer container =
          new LocalStackContainer(
                  DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack"))
              .withServices("sqs", "dynamodb", "cloudwatch");
      container.start();
      return container;
    }
  }
}
