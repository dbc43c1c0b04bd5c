package dev.quartermaster.domain;

/** How much may be kept in memory where nobody has said it: a part of the heap, so that a small one is not filled. */
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
