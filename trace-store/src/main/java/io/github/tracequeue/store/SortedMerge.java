// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Merges sorted streams into one. Reads them lazily. */
final class SortedMerge {

  private SortedMerge() {}

  static <T> Stream<T> of(List<Stream<T>> sorted, Function<T, String> sortKey) {
    if (sorted.size() == 1) {
      return sorted.get(0);
    }
    Iterator<T> merged = new MergingIterator<>(sorted, sortKey);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private record Head<T>(String sortKey, T item, Iterator<T> rest) {}

  private static final class MergingIterator<T> implements Iterator<T> {

    private final PriorityQueue<Head<T>> heads =
        new PriorityQueue<>(Comparator.comparing(Head<T>::sortKey));
    private final List<Stream<T>> unread;
    private final Function<T, String> sortKey;
    private boolean started;

    MergingIterator(List<Stream<T>> sorted, Function<T, String> sortKey) {
      this.unread = sorted;
      this.sortKey = sortKey;
    }

    @Override
    public boolean hasNext() {
      if (!started) {
        started = true;
        unread.forEach(stream -> advance(stream.iterator()));
      }
      return !heads.isEmpty();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Head<T> head = heads.remove();
      advance(head.rest);
      return head.item;
    }

    private void advance(Iterator<T> rest) {
      if (rest.hasNext()) {
        T item = rest.next();
        heads.add(new Head<>(sortKey.apply(item), item, rest));
      }
    }
  }
}
