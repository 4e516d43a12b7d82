// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.view;

import io.github.tracequeue.cli.alarms.DeployedAlarms;
import io.github.tracequeue.cli.options.TableAccess;
import io.github.tracequeue.cli.options.UsageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Serves the viewer of a deployed table, for one operator on this machine. */
@Command(
    name = "view",
    mixinStandardHelpOptions = true,
    description = {
      "Serve the trace viewer on 127.0.0.1 with your own AWS credentials. Other machines cannot"
          + " reach it; on this machine, it needs the printed URL.",
      "Runs until Ctrl-C."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  tracequeue view --table team-activity",
      "  tracequeue view --table team-activity --region eu-central-1 --profile audit"
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"2:the server did not start; the message names the option, port or table"})
public final class ViewCommand implements Callable<Integer> {
  @Mixin private TableAccess access = new TableAccess();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port on 127.0.0.1 (default: a free one).")
  private int port;

  @Option(
      names = "--alarms",
      paramLabel = "PREFIX",
      description =
          "Also show the alarms whose names begin with this prefix, for example Tracequeue-prod; needs"
              + " cloudwatch:DescribeAlarms.")
  private @Nullable String alarms;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw new UsageException("--port: " + port + " is not from 0 to 65535");
    }
    try (DynamoDbClient dynamoDb = access.aws().dynamoDb();
        CloudWatchClient cloudWatch = access.aws().cloudWatch();
        ViewerServer viewer = start(dynamoDb, options(cloudWatch))) {
      Optional<String> problem = viewer.tableProblem();
      if (problem.isPresent()) {
        throw new UsageException(access.description() + ": " + problem.get());
      }
      PrintWriter out = spec.commandLine().getOut();
      out.println("The viewer of table " + access.table + ":");
      out.println("  " + viewer.url());
      out.println("It can be reached only from this machine. Press Ctrl-C to stop.");
      out.flush();
      new CountDownLatch(1).await();
    }
    return ExitCode.OK;
  }

  private ViewerOptions options(CloudWatchClient cloudWatch) {
    ViewerOptions options =
        ViewerOptions.of(access.table).withShards(access.shards()).withPort(port);
    return alarms == null
        ? options
        : options.withAlarms(
            new DeployedAlarms(
                cloudWatch,
                alarms,
                System::nanoTime,
                warning -> spec.commandLine().getErr().println("tracequeue: " + warning)));
  }

  private static ViewerServer start(DynamoDbClient dynamoDb, ViewerOptions options) {
    try {
      return ViewerServer.start(dynamoDb, options);
    } catch (IOException e) {
      throw new UsageException(
          "port "
              + options.port()
              + " cannot be used ("
              + e.getMessage()
              + "); choose another with"
              + " --port",
          e);
    }
  }
}
