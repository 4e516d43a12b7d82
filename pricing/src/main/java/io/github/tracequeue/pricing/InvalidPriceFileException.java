// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.pricing;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown if a price file is invalid; contains all problems, not only the first. */
public final class InvalidPriceFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<PriceFileProblem> problems;

  InvalidPriceFileException(List<PriceFileProblem> problems) {
    super(
        problems.stream()
            .map(PriceFileProblem::toString)
            .collect(Collectors.joining("\n  ", "The price file is invalid:\n  ", "")));
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of the file; never empty. */
  public List<PriceFileProblem> problems() {
    return problems;
  }
}
