// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import io.github.tracequeue.store.Shards;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** The options of commands that read a table: the table and the AWS access. */
public final class TableAccess {
  private static final String VARIABLE = "TRACEQUEUE_TABLE";

  @Option(
      names = "--table",
      paramLabel = "NAME",
      required = true,
      defaultValue = "${env:" + VARIABLE + "}",
      description =
          "The table's name or ARN: the stack's output TableName (default: the environment variable "
              + VARIABLE
              + ").")
  public String table = "";

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "${env:TRACEQUEUE_SHARDS:-1}",
      description =
          "Number of partitions of its keys: the consumer's TRACEQUEUE_SHARDS"
              + " (default: ${DEFAULT-VALUE}).")
  private int shards = 1;

  @Mixin private AwsOptions aws = new AwsOptions();

  public AwsOptions aws() {
    return aws;
  }

  public Shards shards() {
    return shards(shards);
  }

  /** The table's name, for messages. */
  public String description() {
    return "table " + table;
  }

  /** An error of AWS or of the connection, without a stack trace. */
  public UsageException refusal(SdkException failure) {
    return failure instanceof ResourceNotFoundException
        ? new UsageException(
            description()
                + ": DynamoDB at "
                + aws.endpoint()
                + " has no such table; check --table, or the variable "
                + VARIABLE
                + ", the region and the profile",
            failure)
        : aws.refusal(failure);
  }

  /** The value of an option {@code --shards}. */
  public static Shards shards(int count) {
    try {
      return new Shards(count);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--shards: " + e.getMessage(), e);
    }
  }
}
