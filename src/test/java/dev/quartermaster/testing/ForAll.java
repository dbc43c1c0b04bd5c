package dev.quartermaster.testing;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Checks that a law holds for many random inputs; a broken one is reported with the seed that breaks it. */
public final class ForAll {

    private static final int TRIES = 200;
    private static final long FIRST_SEED = 20_261_121L;

    /** A law over whatever it draws from {@code random}. */
    public interface Law {
        void holdsFor(RandomGenerator random) throws Exception;
    }

    private ForAll() {}

    public static void seeds(Law law) {
        for (int i = 0; i < TRIES; i++) {
            long seed = FIRST_SEED + i;
            try {
                law.holdsFor(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
            } catch (Exception | AssertionError broken) {
                throw new AssertionError("the law is broken for seed " + seed, broken);
            }
        }
    }
}
