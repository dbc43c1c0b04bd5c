package dev.quartermaster.registry.file;

import java.util.List;

/**
 * What one file says.
 *
 * @param entries the good ones, in file order
 * @param problems the ones left out, in file order
 * @param warnings what was accepted but looks like a mistake
 */
public record RegistryDocument(List<RegistryEntry> entries, List<RegistryProblem> problems, List<String> warnings) {

    public RegistryDocument {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
