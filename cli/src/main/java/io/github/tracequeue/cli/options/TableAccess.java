// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.cli.options;

import io.github.tracequeue.store.Shards;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that read a table: the table and the AWS access. */
public final class TableAccess {
  @Option(
      names = "--table",
      paramLabel = "NAME",
      required = true,
      defaultValue = "${env:TRACEQUEUE_TABLE}",
      description =
          "The table's name or ARN: the stack's output TableName (default: the environment variable"
              + " TRACEQUEUE_TABLE).")
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

  /** The value of an option {@code --shards}. */
  public static Shards shards(int count) {
    try {
      return new Shards(count);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--shards: " + e.getMessage(), e);
    }
  }
}
