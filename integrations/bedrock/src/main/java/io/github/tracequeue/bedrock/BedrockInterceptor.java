// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.bedrock;

import io.github.tracequeue.adapter.AdapterOptions;
import io.github.tracequeue.adapter.CallRecorder;
import io.github.tracequeue.adapter.ObservedCall;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Records the calls of {@code BedrockRuntimeClient} and {@code BedrockRuntimeAsyncClient}: Converse
 * and InvokeModel, streamed or not. The SDK finds it on the class path. One call is one event,
 * however often the SDK retries it. Thread-safe.
 */
public final class BedrockInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Owned> CALL = new ExecutionAttribute<>("TracequeueCall");
  private static final ExecutionAttribute<Boolean> IS_STREAMED =
      new ExecutionAttribute<>("TracequeueStream");

  private final CallRecorder recorder;
  private final boolean isExplicit;

  /** A call, and the interceptor that observes it if a client has several. */
  private record Owned(BedrockInterceptor owner, ObservedCall call) {}

  /** For the SDK: with the settings of the environment. */
  public BedrockInterceptor() {
    this(AdapterOptions.fromEnvironment(), false);
  }

  /**
   * For {@code overrideConfiguration(c -> c.addExecutionInterceptor(...))}, where it replaces the
   * one that the SDK finds.
   */
  public BedrockInterceptor(AdapterOptions options) {
    this(options, true);
  }

  private BedrockInterceptor(AdapterOptions options, boolean isExplicit) {
    this.recorder = CallRecorder.create("bedrock", options);
    this.isExplicit = isExplicit;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    try {
      SdkRequest request = context.request();
      Owned other = attributes.getAttribute(CALL);
      if (BedrockCall.isModelCall(request) && (other == null || isExplicit)) {
        if (other != null) {
          other.call.discard();
        }
        ObservedCall call = recorder.begin();
        attributes.putAttribute(CALL, new Owned(this, call));
        call.describe(described -> BedrockCall.describe(described, request));
      }
    } catch (RuntimeException | LinkageError e) {
      recorder.failed(e);
    }
  }

  @Override
  public Optional<Publisher<ByteBuffer>> modifyAsyncHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<Publisher<ByteBuffer>> body = context.responsePublisher();
    ObservedCall call = callOf(attributes);
    if (call == null
        || !BedrockCall.isStreamed(context.request())
        || !context.httpResponse().isSuccessful()) {
      return body;
    }
    attributes.putAttribute(IS_STREAMED, true);
    return body.map(bytes -> new ObservedBody(bytes, new StreamedAnswer(call)));
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    ObservedCall call = callOf(attributes);
    if (call != null && attributes.getAttribute(IS_STREAMED) == null) {
      call.describe(
          described -> BedrockCall.describe(described, context.response(), context.httpResponse()));
      call.end();
    }
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    ObservedCall call = callOf(attributes);
    if (call != null) {
      Throwable cause = unwrapped(context.exception());
      call.fail(errorType(cause), cause);
    }
  }

  private @Nullable ObservedCall callOf(ExecutionAttributes attributes) {
    Owned owned = attributes.getAttribute(CALL);
    return owned == null || owned.owner != this ? null : owned.call;
  }

  private static Throwable unwrapped(Throwable exception) {
    Throwable cause = exception.getCause();
    return exception instanceof CompletionException && cause != null ? cause : exception;
  }

  /** The service's code, else the HTTP status, else the exception's class. */
  private static String errorType(Throwable cause) {
    if (cause instanceof AwsServiceException service) {
      AwsErrorDetails details = service.awsErrorDetails();
      String code = details == null ? null : details.errorCode();
      return code == null ? Integer.toString(service.statusCode()) : code;
    }
    return cause.getClass().getName();
  }
}
