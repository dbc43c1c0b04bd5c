package dev.quartermaster.auth.keys;

import dev.quartermaster.auth.keys.KeyVerifier.Verdict;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.storage.DatabaseState;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What it takes to find the caller behind one of 1,000 keys: all of it, and the hash alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class KeyBenchmark {

    private final Peppers peppers =
            new Peppers(Optional.of("a-pepper-for-benchmarks-of-32-characters"), Optional.empty());
    private final KeyText known = KeyText.random(new SecureRandom());
    private final String presented = known.whole();
    private final String stranger = KeyText.random(new SecureRandom()).whole();
    private final KeyVerifier verifier = verifier();

    /** Uses are never written down here. */
    @SuppressWarnings("NullAway")
    private KeyVerifier verifier() {
        KeyDirectory directory = new KeyDirectory(new DatabaseState(Clock.systemUTC()));
        List<CallerKey> keys = new ArrayList<>();
        keys.add(CallerKey.of(row(known)));
        for (int i = 1; i < 1_000; i++) {
            keys.add(CallerKey.of(row(KeyText.random(new SecureRandom()))));
        }
        directory.apply(keys);
        return new KeyVerifier(directory, peppers, new KeyUses(null), Clock.systemUTC());
    }

    private CallerKeyEntity row(KeyText text) {
        CallerKeyEntity row = new CallerKeyEntity();
        row.id = text.id();
        row.settings(new KeySettings("any", null, Caller.Role.AGENT, null, null, null, null, null, null));
        row.secretHash = peppers.hash(1, text);
        row.secretPepper = 1;
        row.secretMadeAt = Instant.EPOCH;
        row.createdAt = Instant.EPOCH;
        row.updatedAt = Instant.EPOCH;
        return row;
    }

    @Benchmark
    public Verdict ofAKnownKey() {
        return verifier.verify(presented);
    }

    @Benchmark
    public Verdict ofAStranger() {
        return verifier.verify(stranger);
    }

    @Benchmark
    public byte[] theHashAlone() {
        return peppers.hash(1, known);
    }
}
