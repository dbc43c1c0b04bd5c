package dev.quartermaster.cache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.cache.entry.CacheEntry;
import dev.quartermaster.cache.entry.CachedValue;
import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.testing.MutableClock;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LocalTierTest {

    private final MutableClock clock = new MutableClock("2026-11-29T12:00:00Z");
    private final List<CacheEntry> evicted = new ArrayList<>();
    private final LocalTier tier = new LocalTier(100_000, clock, evicted::add);

    private CacheEntry entry(int number, int floats) {
        return new CacheEntry(
                new CacheKey(number, 0, 0, 0),
                clock.instant(),
                clock.instant(),
                clock.instant().plusSeconds(60),
                new Tenant("key", false),
                ModelKey.parse("openai/embed").orElseThrow(),
                null,
                null,
                new UUID(0, number),
                new CachedValue.Vector(new float[floats], null, 1));
    }

    @Test
    void itStaysWithinItsBytes() {
        for (int i = 0; i < 1_000; i++) {
            tier.put(entry(i, 250));
        }
        assertThat(tier.bytes()).isLessThanOrEqualTo(100_000).isPositive();
        assertThat(tier.entries()).isLessThanOrEqualTo(66);
        assertThat(tier.evictions()).isEqualTo(evicted.size()).isGreaterThan(900);
    }

    @Test
    void whatExpiresIsNoEviction() {
        CacheEntry gone = new CacheEntry(
                new CacheKey(1, 0, 0, 0),
                clock.instant(),
                clock.instant(),
                clock.instant(),
                new Tenant("key", false),
                ModelKey.parse("openai/embed").orElseThrow(),
                null,
                null,
                new UUID(0, 1),
                new CachedValue.Vector(new float[1], null, 1));
        tier.put(gone);
        assertThat(tier.get(gone.key())).isNull();
        assertThat(tier.evictions()).isZero();
    }

    @Test
    void whatFitsIsRemoved() {
        tier.put(entry(1, 1));
        tier.put(entry(2, 2));
        assertThat(tier.removeIf(entry -> entry.key().first() == 1)).isEqualTo(1);
        assertThat(tier.get(new CacheKey(1, 0, 0, 0))).isNull();
        assertThat(tier.get(new CacheKey(2, 0, 0, 0))).isNotNull();
    }

    /** A native executable knows only the classes that are named. */
    @Test
    void theClassesThatCaffeineTakesAreNamed() throws Exception {
        tier.put(entry(1, 1));
        List<String> named = List.of(
                LocalTier.class.getAnnotation(RegisterForReflection.class).classNames());

        Field cache = LocalTier.class.getDeclaredField("cache");
        cache.setAccessible(true);
        Object made = field(cache.get(tier), "cache");
        Object factory = field(made, "nodeFactory");
        for (Object each : List.of(made, factory)) {
            for (Class<?> type = each.getClass(); isMade(type); type = type.getSuperclass()) {
                assertThat(named).contains(type.getName());
            }
        }
    }

    /** The names of generated classes are in capitals only. */
    private static boolean isMade(Class<?> type) {
        return type.getSimpleName().matches("[A-Z]+");
    }

    private static Object field(Object holder, String name) throws IllegalAccessException {
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(holder);
                }
            }
        }
        throw new IllegalStateException("Caffeine has no field " + name);
    }
}
