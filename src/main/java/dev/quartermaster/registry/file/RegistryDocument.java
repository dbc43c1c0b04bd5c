package dev.quartermaster.registry.file;

import dev.quartermaster.domain.ModelKey;
import java.util.List;
import java.util.Map;

/**
 * Parsed registry file.
 *
 * @param entries the valid entries, in file order
 * @param problems the invalid ones, in file order
 * @param warnings accepted entries that look like a mistake
 * @param places the index of each valid entry in {@code models}, from 0; {@link Overrides#PLACE} for those that are not
 *     in the file
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
