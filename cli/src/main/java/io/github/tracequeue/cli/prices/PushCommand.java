// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.prices;

import io.github.tracequeue.cli.options.AwsOptions;
import io.github.tracequeue.cli.options.PriceFiles;
import io.github.tracequeue.consumer.pushedprices.PushedPrices;
import io.github.tracequeue.pricing.InvalidPriceFileException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Uploads a price file for the deployed consumer. */
@Command(
    name = "push",
    mixinStandardHelpOptions = true,
    description = {
      "Check your own price file and upload it for the deployed consumer.",
      "The consumer reads it when it starts and then every hour; no deployment is needed."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the file was uploaded",
      "1:the file is invalid and was not uploaded; each error is on its own line",
      "2:an option, the file or AWS failed; the message states the reason"
    })
final class PushCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "The price file; see docs/pricing.md for the format.")
  private Path file = Path.of("");

  @Option(
      names = "--bucket",
      required = true,
      paramLabel = "NAME",
      defaultValue = "${env:TRACEQUEUE_PRICES_BUCKET}",
      description =
          "The stack's output PricesBucketName (default: the environment variable"
              + " TRACEQUEUE_PRICES_BUCKET).")
  private String bucket = "";

  @Mixin private AwsOptions aws = new AwsOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      PriceFiles.checked(file);
    } catch (InvalidPriceFileException e) {
      e.problems().forEach(problem -> out.println(PriceFiles.located(file, problem)));
      out.flush();
      return ExitCode.SOFTWARE;
    }
    try (S3Client s3 = aws.s3()) {
      s3.putObject(
          request -> request.bucket(bucket).key(PushedPrices.KEY).contentType("text/csv"),
          RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw aws.refusal(e);
    }
    out.println(file + " was uploaded to " + bucket + "; consumers read it within an hour");
    out.flush();
    return ExitCode.OK;
  }
}
