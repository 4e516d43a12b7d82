// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.adapter;

import io.github.tracequeue.client.CallClaim;
import io.github.tracequeue.client.Run;
import io.github.tracequeue.client.RunLimitException;
import io.github.tracequeue.client.TokenUsage;
import io.github.tracequeue.client.TraceContext;
import io.github.tracequeue.client.TraceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of a model that an adapter observes. Its first end, failure or abandonment records it,
 * once. Thread-safe; no method throws.
 */
public final class ObservedCall {
  private static final String USAGE_MISSING = "usage_missing";

  private final CallRecorder recorder;
  private final CallClaim claim;
  private final @Nullable Run run;
  private final @Nullable TraceContext parent;
  private final @Nullable String currentAgent = CurrentAgent.get();
  private final Instant startedAt = Instant.now();
  private final long startNanos = System.nanoTime();

  private final List<Consumer<? super TraceEvent.Builder>> details = new ArrayList<>(4);
  private @Nullable String model;
  private @Nullable String agent;
  private @Nullable TokenUsage usage;
  private long firstTokenMillis = -1;
  private @Nullable String describeError;
  private boolean isEnded;

  ObservedCall(
      CallRecorder recorder, CallClaim claim, @Nullable Run run, @Nullable TraceContext parent) {
    this.recorder = recorder;
    this.claim = claim;
    this.run = run;
    this.parent = parent;
  }

  /** Whether an adapter above records the call, so that this one has nothing to describe. */
  public boolean isSilent() {
    return !claim.isOutermost();
  }

  /** The model; a later one replaces an earlier one, null changes nothing. */
  public synchronized ObservedCall model(@Nullable String name) {
    model = name == null || name.isBlank() ? model : name;
    return this;
  }

  /** The agent, if the call names one; converted to a valid slug. */
  public synchronized ObservedCall agent(@Nullable String name) {
    String slug = name == null ? "" : AgentSlug.of(name);
    agent = slug.isEmpty() ? agent : slug;
    return this;
  }

  /** The usage; a later one replaces an earlier one, an unknown one changes nothing. */
  public synchronized ObservedCall usage(@Nullable TokenUsage found) {
    usage = found != null && found.isKnown() ? found : usage;
    return this;
  }

  /** Like {@link #usage}, as the provider reported it: an adapter above sees it too. */
  public ObservedCall reportedUsage(TokenUsage found) {
    claim.reportUsage(found);
    return usage(found);
  }

  /** The prompt, which is read only if the options say so. */
  public ObservedCall prompt(Supplier<@Nullable String> text) {
    PromptCapture capture = recorder.options().prompts();
    if (isSilent() || capture == PromptCapture.NONE) {
      return this;
    }
    String prompt = text.get();
    return capture == PromptCapture.HASH
        ? with(event -> event.hashedPrompt(prompt))
        : with(event -> event.promptPreview(prompt));
  }

  /** The answer, which is read only if the options say so. */
  public ObservedCall decision(Supplier<@Nullable String> text) {
    String answer = isSilent() || !recorder.options().decisions() ? null : text.get();
    return answer == null || answer.isEmpty() ? this : with(event -> event.decisionSummary(answer));
  }

  /** A part of the answer has arrived; only the first one counts. */
  public synchronized ObservedCall firstToken() {
    firstTokenMillis = firstTokenMillis < 0 ? elapsedMillis() : firstTokenMillis;
    return this;
  }

  /** Any other field, set when the call is recorded, in the order of these calls. */
  public synchronized ObservedCall with(Consumer<? super TraceEvent.Builder> detail) {
    if (!isSilent()) {
      details.add(detail);
    }
    return this;
  }

  /**
   * Describes the call from what the framework returned. If the description throws, the fields set
   * so far are recorded, with the error type {@code describe: } and the exception's name.
   */
  public synchronized ObservedCall describe(Consumer<? super ObservedCall> description) {
    try {
      description.accept(this);
    } catch (RuntimeException | LinkageError e) {
      describeFailed(e);
    }
    return this;
  }

  private void describeFailed(Throwable cause) {
    recorder.failed(cause);
    describeError = "describe: " + cause.getClass().getName();
  }

  /** Records the call as answered. */
  public void end() {
    record(null, null);
  }

  /** Records the call as failed. */
  public void fail(Throwable cause) {
    record(cause.getClass().getName(), cause);
  }

  /** Records the call as failed, with the kind of error: a code, an HTTP status. */
  public void fail(String errorType) {
    record(errorType, null);
  }

  /** Like {@link #fail(String)}, with the exception's message if the client sends messages. */
  public void fail(String errorType, Throwable cause) {
    record(errorType, cause);
  }

  /**
   * Records a stream that the agent did not read to its end: the counts may be too low, unless they
   * had arrived.
   */
  public void abandon() {
    record("stream_closed", null);
  }

  /** Forgets the call, because another adapter of the same kind observes it. */
  public synchronized void discard() {
    if (!isEnded) {
      isEnded = true;
      claim.release(true);
    }
  }

  private synchronized void record(@Nullable String errorType, @Nullable Throwable cause) {
    if (isEnded) {
      return;
    }
    isEnded = true;
    claim.release(errorType != null);
    if (isSilent()) {
      return;
    }
    try {
      recorder.record(event(errorType, cause));
    } catch (RuntimeException | LinkageError e) {
      recorder.failed(e);
    }
  }

  private TraceEvent event(@Nullable String errorType, @Nullable Throwable cause) {
    TraceEvent.Builder event =
        builder()
            .timestamp(startedAt)
            .latencyMillis(elapsedMillis())
            .inputTokens(0)
            .outputTokens(0);
    if (firstTokenMillis >= 0) {
      event.timeToFirstTokenMillis(firstTokenMillis);
    }
    TokenUsage below = claim.usageBelow();
    TokenUsage known = below == null ? usage : below;
    event.usage(known);
    for (Consumer<? super TraceEvent.Builder> detail : details) {
      try {
        detail.accept(event);
      } catch (RuntimeException | LinkageError e) {
        describeFailed(e);
      }
    }
    String error = errorType == null ? describeError : errorType;
    if (error == null && known == null) {
      // Without its counts the call has no cost: it must not look like one that cost nothing.
      error = USAGE_MISSING;
    }
    if (error != null) {
      event.error(error).errorMessage(messageOf(cause));
    }
    return event.build();
  }

  private static @Nullable String messageOf(@Nullable Throwable cause) {
    try {
      return cause == null ? null : cause.getMessage();
    } catch (RuntimeException e) {
      return null; // the exception's own code failed
    }
  }

  private TraceEvent.Builder builder() {
    String name = model == null ? "unknown" : model;
    Run current = run;
    String slug = agent;
    if (current != null && (slug == null || slug.equals(current.agentSlug()))) {
      return inRun(current, name);
    }
    return TraceEvent.builder(slug == null ? agentOutsideARun() : slug, name)
        .traceContext(parent == null ? null : parent.child());
  }

  private String agentOutsideARun() {
    String slug = currentAgent == null ? "" : AgentSlug.of(currentAgent);
    return slug.isEmpty() ? recorder.options().agent() : slug;
  }

  private static TraceEvent.Builder inRun(Run run, String model) {
    try {
      return run.newCall(model);
    } catch (RunLimitException e) {
      // The call was made, so it is recorded; the limit is for calls that the agent begins.
      return TraceEvent.builder(run.agentSlug(), model)
          .runId(run.runId())
          .traceContext(run.context().child());
    }
  }

  private long elapsedMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
