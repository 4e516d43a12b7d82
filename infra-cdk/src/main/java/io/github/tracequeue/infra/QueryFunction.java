// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awscdk.services.lambda.FunctionUrl;
import software.amazon.awscdk.services.lambda.FunctionUrlAuthType;
import software.amazon.awscdk.services.lambda.FunctionUrlOptions;
import software.constructs.Construct;

/**
 * The query API: has read access to the table, behind a function URL that requires signed requests.
 */
final class QueryFunction {
  static final String HANDLER = "io.github.tracequeue.query.QueryHandler";
  private static final int MEMORY_MEGABYTES = 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private final PipelineFunction function;
  private final FunctionUrl url;

  private QueryFunction(PipelineFunction function, FunctionUrl url) {
    this.function = function;
    this.url = url;
  }

  static QueryFunction create(
      Construct scope, Path jar, TracePipelineProps props, TraceTable table, Encryption keys) {
    PipelineFunction function =
        PipelineFunction.create(
            scope,
            new PipelineFunction.Settings(
                "Reads the traces of " + props.name(),
                jar,
                HANDLER,
                MEMORY_MEGABYTES,
                TIMEOUT,
                Map.of(
                    "TRACEQUEUE_TABLE",
                    table.table().getTableName(),
                    "TRACEQUEUE_SHARDS",
                    Integer.toString(props.storage().shards()))),
            props,
            keys);
    table.grantRead(function.role());
    NagSuppressions.calledByPeople(function.function());
    FunctionUrl url =
        function
            .alias()
            .addFunctionUrl(
                FunctionUrlOptions.builder().authType(FunctionUrlAuthType.AWS_IAM).build());
    return new QueryFunction(function, url);
  }

  PipelineFunction function() {
    return function;
  }

  String address() {
    return url.getUrl();
  }
}
