package dev.quartermaster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapShareTest {

    private static final long MB = 1 << 20;

    @Test
    void isAPartOfASmallHeapAndNoMoreThanIsEnoughOfALargeOne() {
        assertThat(HeapShare.of(160 * MB, 8, 64 * MB)).isEqualTo(20 * MB);
        assertThat(HeapShare.of(Long.MAX_VALUE, 8, 64 * MB)).isEqualTo(64 * MB);
        assertThat(HeapShare.of(8, Long.MAX_VALUE))
                .isEqualTo(Runtime.getRuntime().maxMemory() / 8);
    }
}
