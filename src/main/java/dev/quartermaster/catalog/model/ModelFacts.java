package dev.quartermaster.catalog.model;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Facts about a model that are the same in all regions.
 *
 * @param id {@code amazon.nova-pro-v1:0}
 * @param name {@code Nova Pro}
 * @param provider the vendor, as AWS spells it
 * @param inputModalities in lower case, such as {@code text}; the set is open
 * @param outputModalities as the input's
 */
public record ModelFacts(
        String id,
        String name,
        String provider,
        SortedSet<String> inputModalities,
        SortedSet<String> outputModalities,
        boolean streaming) {

    public ModelFacts {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException("a model needs an id");
        }
        name = name == null || name.isBlank() ? id : name;
        provider = provider == null ? "" : provider;
        inputModalities = words(inputModalities);
        outputModalities = words(outputModalities);
    }

    private static SortedSet<String> words(Collection<String> found) {
        SortedSet<String> words = new TreeSet<>();
        found.forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
        return Collections.unmodifiableSortedSet(words);
    }
}
