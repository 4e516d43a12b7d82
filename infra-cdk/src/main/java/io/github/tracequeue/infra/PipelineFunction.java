// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.AliasProps;
import software.amazon.awscdk.services.lambda.ApplicationLogLevel;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.CodeSigningConfig;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.FunctionProps;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.lambda.SystemLogLevel;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogGroupProps;
import software.constructs.Construct;

/**
 * A Java function on arm64. It uses SnapStart if the region supports it, is invoked through an
 * alias, and has its own log group and role.
 */
final class PipelineFunction {
  private final Function function;
  private final Alias alias;
  private final Role role;

  private PipelineFunction(Function function, Alias alias, Role role) {
    this.function = function;
    this.alias = alias;
    this.role = role;
  }

  static PipelineFunction create(
      Construct scope, Settings settings, TracePipelineProps props, Encryption encryption) {
    SecuritySettings security = props.security();
    FunctionOptions options = props.functionOptions();
    LogGroupProps.Builder logs =
        LogGroupProps.builder()
            .retention(LogRetention.of(options.logRetentionDays()))
            .removalPolicy(RemovalPolicy.DESTROY);
    encryption.key().ifPresent(logs::encryptionKey);
    LogGroup logGroup = new LogGroup(scope, "Logs", logs.build());
    Role role = role(scope, logGroup);
    FunctionProps.Builder properties =
        FunctionProps.builder()
            .description(settings.description())
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler(settings.handler())
            .code(Code.fromAsset(settings.jar().toString()))
            .memorySize(settings.memoryMegabytes())
            .timeout(Duration.seconds(settings.timeout().toSeconds()))
            .environment(settings.environment())
            .tracing(Tracing.ACTIVE)
            .logGroup(logGroup)
            .loggingFormat(LoggingFormat.JSON)
            .applicationLogLevelV2(ApplicationLogLevel.INFO)
            .systemLogLevelV2(SystemLogLevel.INFO)
            .role(role);
    if (props.functions().snapStart()) {
      properties.snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS);
    }
    encryption.key().ifPresent(properties::environmentEncryption);
    if (security.codeSigningConfigArn() != null) {
      properties.codeSigningConfig(
          CodeSigningConfig.fromCodeSigningConfigArn(
              scope, "CodeSigning", security.codeSigningConfigArn()));
    }
    Function function = new Function(scope, "Function", properties.build());
    NagSuppressions.actionsWithoutResources(role);
    if (options.vpc() != null) {
      join(function, role, options.vpc());
    }
    NagSuppressions.keyUse(role);
    Annotations.of(function)
        .acknowledgeWarning(
            "@aws-cdk/aws-lambda:snapStartRequirePublish",
            "Everything calls the alias, which points at a published version.");
    Alias alias =
        new Alias(
            scope,
            "Live",
            AliasProps.builder().aliasName("live").version(function.getCurrentVersion()).build());
    return new PipelineFunction(function, alias, role);
  }

  Function function() {
    return function;
  }

  Alias alias() {
    return alias;
  }

  Role role() {
    return role;
  }

  /** Runs the function in subnets. Its role may then manage network interfaces. */
  private static void join(Function function, Role role, FunctionOptions.Vpc vpc) {
    role.addToPrincipalPolicy(
        PolicyStatement.Builder.create()
            .sid("ManageNetworkInterfaces")
            .actions(
                List.of(
                    "ec2:CreateNetworkInterface",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSubnets",
                    "ec2:DeleteNetworkInterface",
                    "ec2:AssignPrivateIpAddresses",
                    "ec2:UnassignPrivateIpAddresses"))
            .resources(List.of("*"))
            .build());
    ((CfnFunction) function.getNode().getDefaultChild())
        .setVpcConfig(
            CfnFunction.VpcConfigProperty.builder()
                .subnetIds(vpc.subnetIds())
                .securityGroupIds(vpc.securityGroupIds())
                .build());
    // Lambda checks at creation whether the role may create network interfaces.
    function.getNode().addDependency(role);
  }

  /**
   * A role that may write only to its own log group, which is less than AWS's managed policies
   * allow.
   */
  private static Role role(Construct scope, LogGroup logGroup) {
    Role role =
        new Role(
            scope,
            "Role",
            RoleProps.builder().assumedBy(new ServicePrincipal("lambda.amazonaws.com")).build());
    logGroup.grantWrite(role);
    return role;
  }

  /**
   * The properties that differ between the functions.
   *
   * @param jar the packaged function, a single file
   * @param handler class and method
   */
  record Settings(
      String description,
      Path jar,
      String handler,
      int memoryMegabytes,
      java.time.Duration timeout,
      Map<String, String> environment) {}
}
