// SPDX-License-Identifier: Apache-2.0
package io.github.tracequeue.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The working folder of a stack: a locked folder that is kept, or a temporary one. */
final class StateFolder implements AutoCloseable {
  private final Path path;
  private final @Nullable FileChannel lock;

  private StateFolder(Path path, @Nullable FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Opens a folder.
   *
   * @param keep the folder to keep and lock; null for a temporary one
   * @throws LocalStackException if another stack uses the folder, or it is not writable
   */
  static StateFolder open(@Nullable Path keep) {
    try {
      if (keep == null) {
        return new StateFolder(Files.createTempDirectory("tracequeue-"), null);
      }
      Files.createDirectories(keep);
      return new StateFolder(keep, lock(keep));
    } catch (IOException e) {
      throw new LocalStackException("cannot use the folder " + keep + ": " + e.getMessage(), e);
    }
  }

  /** Creates a subfolder. */
  Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new LocalStackException("cannot create a folder in " + path, e);
    }
  }

  /** A file for state; null if no state is kept. */
  @Nullable Path kept(String name) {
    return lock == null ? null : path.resolve(name);
  }

  /** A folder for state; null if no state is kept. */
  @Nullable Path keptFolder(String name) {
    return lock == null ? null : folder(name);
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      } else {
        delete(path);
      }
    } catch (IOException e) {
      throw new LocalStackException("cannot close the folder " + path, e);
    }
  }

  private static FileChannel lock(Path keep) throws IOException {
    FileChannel channel =
        FileChannel.open(keep.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another stack in this process uses it.
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new LocalStackException("the folder " + keep + " is in use by a running local stack");
    }
    return channel;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
