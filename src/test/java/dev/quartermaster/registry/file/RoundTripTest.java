package dev.quartermaster.registry.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    private static final int TRIES = 500;

    @Test
    void whatIsWrittenIsReadBackEqual() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        RegistryFileWriter writer = new RegistryFileWriter(Published.JSON);
        RegistryFileReader reader = Published.reader();
        for (int i = 0; i < TRIES; i++) {
            RegistryEntry entry = new RandomEntries(random).next();

            RegistryDocument read = reader.read(writer.write(Published.JSON.createObjectNode(), List.of(entry)));

            assertThat(read.problems()).as("seed %d, try %d", seed, i).isEmpty();
            assertThat(read.entries()).as("seed %d, try %d", seed, i).containsExactly(entry);
        }
    }
}
