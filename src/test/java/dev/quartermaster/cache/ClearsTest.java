package dev.quartermaster.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.CachedValue;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.ModelKey;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClearsTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final CacheEntry ENTRY = new CacheEntry(
            new CacheKey(1, 2, 3, 4),
            NOW,
            NOW,
            NOW.plusSeconds(60),
            new Tenant("key-1", false),
            ModelKey.parse("openai/gpt-4o").orElseThrow(),
            "coder",
            null,
            new UUID(0, 0),
            new CachedValue.Vector(new float[1], null, 1));

    private static boolean covered(Clear clear) {
        Clears clears = new Clears();
        clears.add(clear, NOW);
        return clears.cover(ENTRY, "writer");
    }

    @Test
    void allThatIsSaidMustFit() {
        assertThat(covered(Clear.ALL)).isTrue();
        assertThat(covered(new Clear("openai/gpt-4o", null, null))).isTrue();
        assertThat(covered(new Clear("openai/gpt-4o-mini", null, null))).isFalse();
        assertThat(covered(new Clear(null, "coder", null))).isTrue();
        assertThat(covered(new Clear(null, "writer", null))).isTrue();
        assertThat(covered(new Clear(null, "tester", null))).isFalse();
        assertThat(covered(new Clear(null, null, "key-1"))).isTrue();
        assertThat(covered(new Clear("openai/gpt-4o", "coder", "key-2"))).isFalse();
        assertThat(covered(new Clear("openai/gpt-4o", "coder", "key-1"))).isTrue();
    }

    @Test
    void whatWasAskedForLaterIsNotCleared() {
        Clears clears = new Clears();
        clears.add(Clear.ALL, NOW.minusMillis(1));
        assertThat(clears.cover(ENTRY, null)).isFalse();
        assertThat(Clears.cover(clears.all(), ENTRY, null, Duration.ofSeconds(5)))
                .isTrue();
        clears.add(Clear.ALL, NOW.minusSeconds(60));
        clears.add(Clear.ALL, NOW);
        assertThat(clears.cover(ENTRY, null)).isTrue();
    }

    @Test
    void tooManyClearAll() {
        Clears clears = new Clears();
        for (int i = 0; i < 300; i++) {
            clears.add(new Clear("openai/model-" + i, null, null), NOW);
        }
        assertThat(clears.all()).hasSizeLessThanOrEqualTo(256).containsKey(Clear.ALL);
        assertThat(clears.cover(ENTRY, null)).isTrue();
    }

    @Test
    void whatIsOlderThanAnyEntryIsForgotten() {
        Clears clears = new Clears();
        clears.add(new Clear("openai/a", null, null), NOW.minus(Duration.ofHours(25)));
        clears.add(new Clear("openai/b", null, null), NOW);
        assertThat(clears.all()).hasSize(1);
    }

    @Test
    void theTextSaysTheSameAndWhatCannotBeReadClearsAll() {
        for (Clear clear : new Clear[] {
            Clear.ALL, new Clear("openai/gpt-4o", null, "-"), new Clear(null, "=", null), new Clear("a", "b", "c")
        }) {
            assertThat(Clear.parse(clear.text())).isEqualTo(clear);
        }
        assertThat(Clear.parse("?")).isEqualTo(Clear.ALL);
    }
}
