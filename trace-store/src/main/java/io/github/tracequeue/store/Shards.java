// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

/**
 * The number of hash keys that replace each of the table's hash keys.
 *
 * <p>An id always maps to the same shard for the same count. Shard 0 has no suffix, so that a table
 * written with one shard stays readable when the count grows.
 *
 * @param count 1 to 1,000
 */
public record Shards(int count) {

  /** One shard. */
  public static final Shards ONE = new Shards(1);

  public Shards {
    if (count < 1 || count > 1_000) {
      throw new IllegalArgumentException("shards must be 1 to 1000, not " + count);
    }
  }

  /** The shard of an event id or a run id, 0 to {@code count - 1}. */
  public int of(String id) {
    if (count == 1) {
      return 0;
    }
    // The low bits of String.hashCode barely differ between similar ids.
    int hash = id.hashCode();
    hash ^= hash >>> 16;
    hash *= 0x85ebca6b;
    hash ^= hash >>> 13;
    hash *= 0xc2b2ae35;
    hash ^= hash >>> 16;
    return Integer.remainderUnsigned(hash, count);
  }

  /** The hash key in a shard: {@code base}, or {@code base#shard} from shard 1 on. */
  public static String key(String base, int shard) {
    return shard == 0 ? base : base + '#' + shard;
  }
}
