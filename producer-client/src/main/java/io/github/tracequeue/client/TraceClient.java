// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Records traces and sends them to a queue in the background. Thread-safe, also for virtual
 * threads. Only {@link #flush} and {@link #close} wait for the network, for at most the given time;
 * no method throws because of the queue, the network or a bad event.
 *
 * <p>{@link #fromEnvironment} and {@link #builder(String)} create a client that sends to SQS.
 * Implement the interface for tests of your own instrumentation; future methods will have a
 * default.
 */
public interface TraceClient extends AutoCloseable {
  /** The environment variable with the queue's URL. */
  String QUEUE_URL_VARIABLE = "TRACEQUEUE_QUEUE_URL";

  /**
   * A builder of a client for the SQS queue with this URL. Throws IllegalArgumentException if the
   * URL is invalid.
   */
  static Builder builder(String queueUrl) {
    return new Builder(QueueUrl.parse(queueUrl), null);
  }

  /** A builder of a client that sends with this sender. */
  static Builder builder(MessageSender sender) {
    return new Builder(null, sender);
  }

  /**
   * A client for the queue named by the environment variable {@value #QUEUE_URL_VARIABLE}. If the
   * variable is not set, the client is disabled: it logs one warning and refuses every event.
   */
  static TraceClient fromEnvironment() {
    return Builder.fromEnvironment(System.getenv());
  }

  /**
   * Accepts the event and returns true, or counts a {@link DropReason} and returns false. Never
   * waits and never throws. The event is sent later.
   */
  boolean record(TraceEvent event);

  /** Like {@link #record(TraceEvent)}. */
  boolean record(RunEvent event);

  /** Starts a run of an agent, in a new trace. */
  default Run startRun(String agentSlug) {
    return Run.start(this, agentSlug, TraceContext.create(), null);
  }

  /**
   * Starts a run of an agent as a child of another span, for example one that {@link
   * TraceContext#fromHeaders} read from a request; in a new trace if it is null.
   */
  default Run startRun(String agentSlug, @Nullable TraceContext parent) {
    TraceContext context = parent == null ? TraceContext.create() : parent.child();
    return Run.start(this, agentSlug, context, null);
  }

  /**
   * Waits until each event accepted before this call is delivered or dropped, but not longer than
   * the timeout. Does not wait for events that other threads record meanwhile. Returns true only if
   * the queue has acknowledged all of them. A loss counts against every flush up to and including
   * the first that begins more than the delivery timeout after it. A null timeout means zero.
   */
  boolean flush(@Nullable Duration timeout);

  /**
   * Runs a Lambda handler and then flushes, because nothing is sent while the function is frozen.
   * The flush takes at most the time that the invocation has left, less 100 ms for the handler's
   * response, and at most twice the request timeout. Returns and throws what the handler does.
   *
   * @param remainingMillis the time left, as {@code context::getRemainingTimeInMillis}
   */
  <T> T flushAfter(IntSupplier remainingMillis, Callable<T> handler) throws Exception;

  /**
   * Refuses further events, flushes for at most the timeout, counts undelivered events as {@link
   * DropReason#SHUTDOWN}, and releases the thread and the connection. Returns true only if nothing
   * was left. May be called again.
   */
  boolean close(@Nullable Duration timeout);

  /** Closes with a timeout of five seconds. */
  @Override
  default void close() {
    close(Duration.ofSeconds(5));
  }

  /** Counts of what happened to the events so far. */
  ClientStats stats();

  /**
   * Collects the settings of a client. Not thread-safe. {@link #build} throws an
   * IllegalArgumentException that names the setting if a value is out of range.
   */
  final class Builder {
    private final @Nullable QueueUrl queue;
    private final @Nullable MessageSender sender;
    private int maxQueueSize = Options.DEFAULTS.maxQueueSize();
    private long maxQueueBytes = Options.DEFAULTS.maxQueueBytes();
    private Duration linger = Options.DEFAULTS.linger();
    private Duration deliveryTimeout = Options.DEFAULTS.deliveryTimeout();
    private Duration requestTimeout = Options.DEFAULTS.requestTimeout();
    private @Nullable PromptHash promptHash;
    private boolean errorMessages;
    private @Nullable Supplier<SqsClient> sqsClient;

    private Builder(@Nullable QueueUrl queue, @Nullable MessageSender sender) {
      this.queue = queue;
      this.sender = sender;
    }

    static TraceClient fromEnvironment(Map<String, String> environment) {
      String queueUrl = environment.get(QUEUE_URL_VARIABLE);
      if (queueUrl == null || queueUrl.isBlank()) {
        Platform.warn(QUEUE_URL_VARIABLE + " is not set: no traces are sent");
        return new DisabledTraceClient();
      }
      return builder(queueUrl.strip()).build();
    }

    /** The maximum number of events that are queued or in flight; 8,192 by default. */
    public Builder maxQueueSize(int events) {
      maxQueueSize = events;
      return this;
    }

    /** The maximum heap that these events take, in bytes; 8 MiB by default. */
    public Builder maxQueueBytes(long bytes) {
      maxQueueBytes = bytes;
      return this;
    }

    /** How long an event may wait to be batched; one second by default. */
    public Builder linger(Duration duration) {
      linger = duration;
      return this;
    }

    /**
     * How long the client tries to deliver a message before it drops it, from the first attempt on;
     * two minutes by default.
     */
    public Builder deliveryTimeout(Duration duration) {
      deliveryTimeout = duration;
      return this;
    }

    /**
     * How long a request may take to connect, and then to be answered; three seconds by default.
     */
    public Builder requestTimeout(Duration duration) {
      requestTimeout = duration;
      return this;
    }

    /**
     * Sends the first 16 hex digits of the SHA-256 of each prompt preview instead of the text,
     * which then never leaves the process.
     */
    public Builder hashPrompts() {
      promptHash = PromptHash.plain();
      return this;
    }

    /** Like {@link #hashPrompts()}, with HMAC-SHA-256 and a key that the consumer also has. */
    public Builder hashPrompts(byte[] key) {
      if (key.length == 0) {
        throw new IllegalArgumentException("key must not be empty");
      }
      promptHash = PromptHash.keyed(key);
      return this;
    }

    /**
     * Also sends error messages. They are not sent by default, because providers may quote the
     * prompt in them.
     */
    public Builder sendErrorMessages() {
      errorMessages = true;
      return this;
    }

    /**
     * Sends with this AWS client. The supplier is called once, on the client's own thread, and the
     * AWS client is closed with this client.
     */
    public Builder sqsClient(Supplier<SqsClient> supplier) {
      if (queue == null) {
        throw new IllegalStateException("sqsClient needs a builder for the URL of a queue");
      }
      sqsClient = supplier;
      return this;
    }

    /** Builds the client, without I/O and without starting a thread. */
    public TraceClient build() {
      var options =
          new Options(
              maxQueueSize,
              maxQueueBytes,
              linger,
              deliveryTimeout,
              requestTimeout,
              promptHash,
              errorMessages);
      return new QueuedTraceClient(options, sender(options), Platform.system());
    }

    private MessageSender sender(Options options) {
      QueueUrl url = queue;
      if (url == null) {
        return Objects.requireNonNull(sender);
      }
      Supplier<SqsClient> supplier = sqsClient;
      return supplier == null
          ? SqsMessageSender.create(url, options, System.getenv(), Platform::warn)
          : SqsMessageSender.using(url, supplier);
    }
  }
}
