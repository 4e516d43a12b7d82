// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.query;

import io.github.tracequeue.store.StoredRun;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are spans: the client ends a run's id with the run's span id, which is the parent
 * of its calls.
 */
final class RunSpans {

  private static final Pattern RUN_ID = Pattern.compile(".+#([0-9a-f]{16})");

  private final Map<String, StoredRun> bySpan;
  private final Map<String, String> parents;

  private RunSpans(Map<String, StoredRun> bySpan, Map<String, String> parents) {
    this.bySpan = bySpan;
    this.parents = parents;
  }

  static RunSpans of(List<StoredRun> runs) {
    Map<String, StoredRun> bySpan = new LinkedHashMap<>();
    Map<String, String> spans = new HashMap<>();
    for (StoredRun run : runs) {
      Matcher id = RUN_ID.matcher(run.runId());
      if (id.matches() && bySpan.putIfAbsent(id.group(1), run) == null) {
        spans.put(run.runId(), id.group(1));
      }
    }
    Map<String, String> parents = new HashMap<>();
    bySpan.forEach(
        (span, run) -> {
          String parent = spans.get(run.parentRunId());
          if (parent != null && !isBeneath(parent, span, parents)) {
            parents.put(span, parent);
          }
        });
    return new RunSpans(bySpan, parents);
  }

  /** Whether a link from {@code descendant} to its parent {@code span} would create a cycle. */
  private static boolean isBeneath(String span, String descendant, Map<String, String> parents) {
    Set<String> seen = new HashSet<>();
    for (String at = span; at != null && seen.add(at); at = parents.get(at)) {
      if (at.equals(descendant)) {
        return true;
      }
    }
    return false;
  }

  /** The spans of all runs that have a span. */
  Map<String, StoredRun> bySpan() {
    return bySpan;
  }

  /** The span of the run that started a run; null if it is not among these runs. */
  @Nullable String parentOf(String span) {
    return parents.get(span);
  }
}
