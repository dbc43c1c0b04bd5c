package dev.quartermaster.history.journal;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the bytes that were written last, so that they go on from memory while the reader keeps up, and are read back from
 * the disk only if it does not. Positions count all bytes written since the start. One thread adds, another copies.
 */
final class WrittenLines {

    private final int capacity;
    private byte @Nullable [] ring;
    private long end;

    WrittenLines(int capacity) {
        this.capacity = capacity;
    }

    /** Returns the position of what is added next. */
    synchronized long end() {
        return end;
    }

    /** Adds bytes, which take the place of the oldest ones. */
    synchronized void add(byte[] bytes, int length) {
        byte[] kept = ring == null ? new byte[capacity] : ring;
        ring = kept;
        int first = Math.max(0, length - capacity);
        int at = (int) ((end + first) % capacity);
        int untilWrap = Math.min(length - first, capacity - at);
        System.arraycopy(bytes, first, kept, at, untilWrap);
        System.arraycopy(bytes, first + untilWrap, kept, 0, length - first - untilWrap);
        end += length;
    }

    /** Returns whether the byte at a position, and those behind it, are kept. */
    synchronized boolean has(long position) {
        return ring != null && position >= Math.max(0, end - capacity) && position < end;
    }

    /** Copies bytes to the start of {@code to}; false if they are not all kept. */
    synchronized boolean copy(long from, int length, byte[] to) {
        byte[] kept = ring;
        if (kept == null || from < Math.max(0, end - capacity) || from + length > end) {
            return false;
        }
        int at = (int) (from % capacity);
        int untilWrap = Math.min(length, capacity - at);
        System.arraycopy(kept, at, to, 0, untilWrap);
        System.arraycopy(kept, 0, to, untilWrap, length - untilWrap);
        return true;
    }
}
