package dev.quartermaster.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedTriesTest {

    private final AtomicLong now = new AtomicLong();
    private final FailedTries tries = new FailedTries(3, now::get);

    @Test
    void theFourthOfAMinuteIsTooMany() {
        assertThat(tries.add("one")).isFalse();
        assertThat(tries.add("one")).isFalse();
        assertThat(tries.add("one")).isFalse();
        assertThat(tries.add("one")).isTrue();
        assertThat(tries.add("one")).isTrue();
    }

    @Test
    void anotherAddressHasItsOwn() {
        for (int i = 0; i < 10; i++) {
            tries.add("one");
        }
        assertThat(tries.add("other")).isFalse();
    }

    @Test
    void aMinuteLaterItBeginsAnew() {
        for (int i = 0; i < 10; i++) {
            tries.add("one");
        }
        now.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertThat(tries.add("one")).isFalse();
    }

    @Test
    void addressesAreBounded() {
        for (int i = 0; i < FailedTries.MOST + 100; i++) {
            tries.add("address-" + i);
        }
        assertThat(tries.size()).isEqualTo(FailedTries.MOST);
    }
}
