package dev.quartermaster.registry.file;

import dev.quartermaster.domain.ModelKey;
import java.util.List;
import java.util.Map;

/**
 * What one file says.
 *
 * @param entries the good ones, in file order
 * @param problems the ones left out, in file order
 * @param warnings what was accepted but looks like a mistake
 * @param places where each of the good ones stands in {@code models}, from 0; {@link Overrides#PLACE} for those that do
 *     not stand in the file
 */
public record RegistryDocument(
        List<RegistryEntry> entries,
        List<RegistryProblem> problems,
        List<String> warnings,
        Map<ModelKey, Integer> places) {

    public RegistryDocument {
        places = Map.copyOf(places);
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
