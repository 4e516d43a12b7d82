// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.watch.rehearsal;

import io.github.tracequeue.store.limit.LimitState;
import io.github.tracequeue.store.limit.LimitState.Level;
import io.github.tracequeue.watch.limit.Change;
import io.github.tracequeue.watch.limit.Judgement;
import io.github.tracequeue.watch.limit.LimitKind;
import io.github.tracequeue.watch.limit.Verdict;
import io.github.tracequeue.watch.limit.Verdict.Reading;
import io.github.tracequeue.watch.limit.Verdict.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The history of one limit of an agent in a rehearsal.
 *
 * @param agentSlug the agent; {@code *} for all agents together
 * @param kind the kind of limit
 * @param rule the limit in words
 * @param breaches the warnings and breaches, in order of time
 * @param nearest the reading nearest to the limit; null if there is none
 * @param nearestAt the time of that reading
 * @param cannotFire why the limit was never evaluated; null if it was
 */
public record LimitHistory(
    String agentSlug,
    LimitKind kind,
    String rule,
    List<Breach> breaches,
    @Nullable Reading nearest,
    @Nullable Instant nearestAt,
    @Nullable String cannotFire) {

  public LimitHistory {
    breaches = List.copyOf(breaches);
  }

  /**
   * A warning or a breach.
   *
   * @param level warning or breach
   * @param from when the notice would have been sent
   * @param until when it was over, or the end of the recording
   * @param summary the text of the notice
   */
  public record Breach(Level level, Instant from, Instant until, String summary) {}

  /** Records the history of one limit. Not thread-safe. */
  static final class Builder {

    private final String agentSlug;
    private final List<Breach> breaches = new ArrayList<>();
    private final Judgement first;
    private boolean wasJudged;
    private String whyNotJudged = "";
    private @Nullable Reading nearest;
    private @Nullable Instant nearestAt;
    private @Nullable Breach open;

    Builder(String agentSlug, Judgement first) {
      this.agentSlug = agentSlug;
      this.first = first;
    }

    void add(Judgement judgement, Instant now) {
      Verdict verdict = judgement.verdict();
      if (verdict.status() == Status.NOT_JUDGED) {
        whyNotJudged = verdict.summary();
      } else {
        wasJudged = true;
      }
      Reading reading = verdict.reading();
      if (reading != null && (nearest == null || reading.share() > nearest.share())) {
        nearest = reading;
        nearestAt = now;
      }
      Change change = judgement.change();
      if (change != null) {
        LimitState state = change.state();
        if (change.news() == Change.News.BEGAN) {
          end(now);
          open = new Breach(state.level(), now, now, state.summary());
        } else if (!state.isOpen()) {
          end(now);
        }
      }
    }

    LimitHistory build(Instant now) {
      end(now);
      return new LimitHistory(
          agentSlug,
          first.limit().kind(),
          first.limit().rule(),
          breaches,
          nearest,
          nearestAt,
          wasJudged ? null : whyNotJudged);
    }

    private void end(Instant now) {
      if (open != null) {
        breaches.add(new Breach(open.level(), open.from(), now, open.summary()));
        open = null;
      }
    }
  }
}
