// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Records traces and sends them to a queue in the background. Safe for threads, virtual ones too.
 * After it is built, nothing that it is asked to do throws or waits for the network, apart from
 * {@link #flush} and {@link #close}, which wait for as long as they are told to.
 */
public final class TraceClient implements AutoCloseable {
  /** The environment variable with the queue's URL. */
  public static final String QUEUE_URL_VARIABLE = "TRACEQUEUE_QUEUE_URL";

  private static final Duration DEFAULT_CLOSE = Duration.ofSeconds(2);

  /** What the handler's answer may still need, of the invocation's time. */
  private static final Duration INVOCATION_MARGIN = Duration.ofMillis(100);

  private final @Nullable Pipeline pipeline;
  private final Duration requestTimeout;
  private final Ledger disabledLedger = new Ledger();

  TraceClient(@Nullable Pipeline pipeline, Duration requestTimeout) {
    this.pipeline = pipeline;
    this.requestTimeout = requestTimeout;
  }

  /**
   * A builder of a client for the queue with this URL; throws IllegalArgumentException where it is
   * none.
   */
  public static Builder builder(String queueUrl) {
    return new Builder(QueueAddress.parse(queueUrl));
  }

  /**
   * A client for the queue that the environment variable {@value #QUEUE_URL_VARIABLE} names.
   * Without it the client is disabled and says so in one warning: it refuses every event.
   */
  public static TraceClient fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  static TraceClient fromEnvironment(Map<String, String> environment) {
    String queueUrl = environment.get(QUEUE_URL_VARIABLE);
    if (queueUrl == null || queueUrl.isBlank()) {
      warn(QUEUE_URL_VARIABLE + " is not set: no trace will be sent");
      return new TraceClient(null, Duration.ZERO);
    }
    return builder(queueUrl.strip()).build();
  }

  /**
   * Takes the event and returns true, or returns false and counts the {@link DropReason}. Neither
   * waits nor throws; the event is sent later.
   */
  public boolean record(TraceEvent event) {
    return recordAny(event);
  }

  /** As for a {@link TraceEvent}. */
  public boolean record(RunEvent event) {
    return recordAny(event);
  }

  private boolean recordAny(Event event) {
    if (pipeline == null) {
      disabledLedger.refuse(DropReason.DISABLED);
      return false;
    }
    return pipeline.record(event);
  }

  /** Begins a run of an agent, in a trace of its own. */
  public Run startRun(String agentSlug) {
    return Run.start(this, agentSlug, TraceContext.create(), null);
  }

  /**
   * Begins a run of an agent below a span, as {@link TraceContext#fromHeaders} finds it in a
   * request.
   */
  public Run startRun(String agentSlug, TraceContext parent) {
    return Run.start(this, agentSlug, parent.child(), null);
  }

  /**
   * Waits until the fate of all events accepted before this call is known, for so long at most,
   * whatever other threads record meanwhile. True only if the queue has acknowledged each of them.
   * A loss counts against every flush up to and including the first that begins more than the
   * delivery timeout after it.
   */
  public boolean flush(Duration timeout) {
    return pipeline == null || pipeline.flush(nanos(timeout));
  }

  /**
   * Takes no more events, flushes for so long at most, counts what is left as {@link
   * DropReason#SHUTDOWN}, and frees thread and sockets. True only if nothing was left. May be
   * called again.
   */
  public boolean close(Duration timeout) {
    return pipeline == null || pipeline.close(nanos(timeout));
  }

  /**
   * Runs a Lambda handler and then flushes, as nothing is sent while the function is frozen: for as
   * long as the invocation has left, and not longer than one request may take, its connection
   * included. Returns and throws what the handler does.
   *
   * @param remainingMillis what the invocation has left, as {@code
   *     context::getRemainingTimeInMillis}
   */
  public <T> T flushAfter(IntSupplier remainingMillis, Callable<T> handler) throws Exception {
    try {
      return handler.call();
    } finally {
      flush(invocationBudget(remainingMillis));
    }
  }

  /** Closes within two seconds. */
  @Override
  public void close() {
    close(DEFAULT_CLOSE);
  }

  /** What became of the events so far. */
  public ClientStats stats() {
    return pipeline == null
        ? disabledLedger.stats(() -> 0, () -> 0, new Health(System::nanoTime))
        : pipeline.stats();
  }

  private Duration invocationBudget(IntSupplier remainingMillis) {
    Duration left = Duration.ofMillis(remainingMillis.getAsInt()).minus(INVOCATION_MARGIN);
    Duration request = requestTimeout.multipliedBy(2);
    return left.compareTo(request) < 0 ? left : request;
  }

  private static long nanos(Duration timeout) {
    // Half of the range, so that sums with a clock's reading do not overflow.
    Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
    return timeout.isNegative()
        ? 0
        : (timeout.compareTo(longest) > 0 ? longest : timeout).toNanos();
  }

  /** Random in each copy of a process that was restored from a snapshot. */
  private static long freshLong() {
    return new SecureRandom().nextLong();
  }

  private static void warn(String warning) {
    System.getLogger(TraceClient.class.getName()).log(System.Logger.Level.WARNING, warning);
  }

  /**
   * Collects a client's settings. For one thread. A setting out of range makes {@link #build}
   * throw, and names itself.
   */
  public static final class Builder {
    private final QueueAddress queue;
    private int maxQueueSize = Options.DEFAULTS.maxQueueSize;
    private long maxQueueBytes = Options.DEFAULTS.maxQueueBytes;
    private Duration linger = Options.DEFAULTS.linger;
    private Duration deliveryTimeout = Options.DEFAULTS.deliveryTimeout;
    private Duration requestTimeout = Options.DEFAULTS.requestTimeout;
    private @Nullable PromptHash sourceHash;
    private @Nullable Supplier<SqsClient> sqsClient;

    private Builder(QueueAddress queue) {
      this.queue = queue;
    }

    /** Events that wait or are being sent, at most; 8,192 by default. */
    public Builder maxQueueSize(int events) {
      maxQueueSize = events;
      return this;
    }

    /** Heap that these events hold, at most, in bytes; 8 MiB by default. */
    public Builder maxQueueBytes(long bytes) {
      maxQueueBytes = bytes;
      return this;
    }

    /** How long an event may wait for others to be sent with; one second by default. */
    public Builder linger(Duration duration) {
      linger = duration;
      return this;
    }

    /**
     * How long a message is tried for, from its first attempt, before it is dropped; two minutes by
     * default.
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
     * Sends the SHA-256 of each prompt's preview, cut to 16 hex digits, in place of the text, which
     * never leaves the process.
     */
    public Builder hashPrompts() {
      sourceHash = PromptHash.plain();
      return this;
    }

    /**
     * As {@link #hashPrompts()}, with HMAC-SHA-256 under this key, which the consumer has to know.
     */
    public Builder hashPrompts(byte[] key) {
      if (key.length == 0) {
        throw new IllegalArgumentException("key is empty");
      }
      sourceHash = PromptHash.keyed(key);
      return this;
    }

    /**
     * The AWS client to send with; asked for once, on the sender's thread, and closed with this
     * client.
     */
    public Builder sqsClient(Supplier<SqsClient> supplier) {
      sqsClient = supplier;
      return this;
    }

    /** The client; does no I/O and starts no thread. */
    public TraceClient build() {
      var options =
          new Options(
              maxQueueSize, maxQueueBytes, linger, deliveryTimeout, requestTimeout, sourceHash);
      Supplier<SqsClient> supplier = sqsClient;
      MessageSender sender =
          supplier == null
              ? SqsMessageSender.create(queue, options, System.getenv())
              : SqsMessageSender.using(queue, options, supplier);
      var surroundings =
          new Surroundings(
              System::nanoTime,
              System::currentTimeMillis,
              TraceClient::freshLong,
              SecureRandom::new,
              TraceClient::warn);
      return new TraceClient(
          new Pipeline(new Parts(options, sender, surroundings), Worker::daemon),
          options.requestTimeout);
    }
  }
}
