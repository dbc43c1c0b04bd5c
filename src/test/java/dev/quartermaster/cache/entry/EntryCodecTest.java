package dev.quartermaster.cache.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.cache.key.CacheKey;
import dev.quartermaster.cache.key.Tenant;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.Money;
import dev.quartermaster.domain.chat.ReplyDeltas;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.RandomReplies;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class EntryCodecTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static CacheEntry entry(RandomGenerator random, CachedValue value) {
        return new CacheEntry(
                new CacheKey(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()),
                NOW.minusSeconds(1),
                NOW,
                NOW.plusSeconds(3600),
                new Tenant("key-1", random.nextBoolean()),
                ModelKey.parse("bedrock/eu.amazon.nova-pro-v1:0").orElseThrow(),
                random.nextBoolean() ? null : "coder",
                random.nextBoolean() ? null : Money.usd("0.00012"),
                new UUID(random.nextLong(), random.nextLong()),
                value);
    }

    private static CacheEntry random(RandomGenerator random) {
        var reply = new RandomReplies(random).next();
        return entry(
                random,
                random.nextBoolean()
                        ? new CachedValue.Whole(reply)
                        : new CachedValue.Streamed(ReplyDeltas.of(reply), "some-model"));
    }

    /** Numbers of plain JSON have no kind: a small long comes back as an int. */
    private static String told(CacheEntry entry) {
        return entry.toString();
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        ForAll.seeds(random -> {
            CacheEntry entry = random(random);
            CacheEntry read =
                    EntryCodec.read(entry.key(), EntryCodec.write(entry)).orElseThrow();
            assertThat(told(read)).isEqualTo(told(entry));
            assertThat(EntryWeight.of(read)).isPositive();
        });
    }

    @Test
    void aVectorReadsTheSame() {
        CacheEntry entry = entry(
                RandomGenerator.getDefault(), new CachedValue.Vector(new float[] {0.1f, -3e-8f, 0, 1}, "served", 12));
        CachedValue.Vector read = (CachedValue.Vector) EntryCodec.read(entry.key(), EntryCodec.write(entry))
                .orElseThrow()
                .value();
        assertThat(read.numbers()).containsExactly(0.1f, -3e-8f, 0, 1);
        assertThat(read.servedModel()).isEqualTo("served");
        assertThat(read.tokens()).isEqualTo(12);
    }

    @Test
    void whatIsCutReadsAsNothing() {
        ForAll.seeds(random -> {
            CacheEntry entry = random(random);
            byte[] bytes = EntryCodec.write(entry);
            assertThat(EntryCodec.read(entry.key(), Arrays.copyOf(bytes, random.nextInt(bytes.length))))
                    .isEmpty();
            assertThat(EntryCodec.read(entry.key(), Arrays.copyOf(bytes, bytes.length + 1)))
                    .isEmpty();
        });
    }

    @Test
    void whatIsAlteredAnywhereReadsAsNothing() {
        ForAll.seeds(random -> {
            CacheEntry entry = random(random);
            byte[] bytes = EntryCodec.write(entry);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(EntryCodec.read(entry.key(), bytes)).isEmpty();
        });
    }

    @Test
    void whatIsOfAnotherKeyReadsAsNothing() {
        ForAll.seeds(random -> {
            CacheEntry one = random(random);
            CacheEntry other = random(random);
            assertThat(EntryCodec.read(one.key(), EntryCodec.write(other))).isEmpty();
        });
    }

    @Test
    void aLargeEntryIsCompressed() {
        String text = "the same words again and again ".repeat(1_000);
        CacheEntry entry = entry(
                RandomGenerator.getDefault(),
                new CachedValue.Streamed(
                        java.util.List.of(new dev.quartermaster.domain.chat.ChatDelta.PartGrew(
                                0, 0, dev.quartermaster.domain.chat.ChatDelta.Growth.TEXT, text, java.util.Map.of())),
                        "model"));
        byte[] bytes = EntryCodec.write(entry);
        assertThat(bytes.length).isLessThan(text.length() / 10);
        assertThat(EntryCodec.read(entry.key(), bytes)).isPresent();
    }
}
