// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** Where the traces are kept: a table of the stack's own, or one that is there already. */
public sealed interface TableSource {

  /** A new table under a name that CloudFormation chooses. */
  static TableSource created() {
    return new Created(null);
  }

  /** A table by its name, which the stack does not manage, with both indexes and no own key. */
  static TableSource existing(String name) {
    return new Existing(name, true, null);
  }

  /**
   * A table that the stack creates, protects and keeps when it is deleted.
   *
   * @param name a fixed physical name, which an import into the stack needs; null for a chosen one
   */
  record Created(@Nullable String name) implements TableSource {}

  /**
   * A table that the stack writes to and does not manage.
   *
   * @param name the table's name, in the stack's own account and region
   * @param traceIndex whether it has the index GSI2
   * @param keyArn the customer managed key that encrypts it; null for a key of AWS
   */
  record Existing(String name, boolean traceIndex, @Nullable String keyArn) implements TableSource {

    /** Checks the name. */
    public Existing {
      requireNonNull(name, "name");
      if (!name.matches("[a-zA-Z0-9_.-]{3,255}")) {
        throw new IllegalArgumentException("not a table name: " + name);
      }
    }
  }
}
