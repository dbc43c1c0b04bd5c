package dev.quartermaster.catalog.query;

import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.domain.QuartermasterException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Permitted location of data: within all of several residencies at once.
 *
 * @param words geographies or region ids; none for anywhere
 */
record Residency(Regions regions, Set<String> words) {

    /**
     * @param words null and {@code global} bind nothing
     * @throws QuartermasterException when a word is no residency
     */
    static Residency of(Regions regions, @Nullable String... words) {
        Set<String> binding = new TreeSet<>();
        for (String word : words) {
            if (word != null) {
                binding.add(regions.requireResidency(word));
            }
        }
        binding.remove(Regions.ANYWHERE);
        return new Residency(regions, binding);
    }

    boolean isAnywhere() {
        return words.isEmpty();
    }

    boolean holds(String region) {
        return words.stream().allMatch(word -> regions.within(word, region));
    }

    @Override
    public String toString() {
        return String.join("' and '", words);
    }
}
