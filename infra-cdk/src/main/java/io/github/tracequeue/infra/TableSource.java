// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.infra;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The table of the traces: a new one or an existing one. */
public sealed interface TableSource {

  /** A new table with a name that CloudFormation chooses. */
  static TableSource created() {
    return new Created(null);
  }

  /**
   * An existing table that the stack does not manage, with both indexes and no customer managed
   * key.
   */
  static TableSource existing(String name) {
    return new Existing(name, true, null);
  }

  /**
   * A table that the stack creates and protects. It is retained when the stack is deleted.
   *
   * @param name a fixed name, which an import into the stack needs; null for a generated one
   */
  record Created(@Nullable String name) implements TableSource {}

  /**
   * An existing table, which the stack uses but does not manage.
   *
   * @param name the name of the table, in the stack's account and region
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
