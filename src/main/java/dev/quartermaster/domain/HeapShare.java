package dev.quartermaster.domain;

/** Limits of what is kept in memory, where none is set: a part of the heap, so that a small one is not filled. */
public final class HeapShare {

    private HeapShare() {}

    /**
     * Returns a part of the heap, in bytes.
     *
     * @param part 8 for an eighth
     * @param most bytes that are enough, however large the heap is
     */
    public static long of(int part, long most) {
        return of(Runtime.getRuntime().maxMemory(), part, most);
    }

    static long of(long heap, int part, long most) {
        return Math.min(heap / part, most);
    }
}
