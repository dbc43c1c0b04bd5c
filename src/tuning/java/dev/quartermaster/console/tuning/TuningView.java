package dev.quartermaster.console.tuning;

import dev.quartermaster.registry.file.RegistryProblem;
import java.util.List;

/**
 * Content of the page.
 *
 * @param file that is edited
 * @param refusal why it cannot be used; empty when it can
 * @param problems entries that were left out
 */
record TuningView(
        TaskForm form,
        String file,
        String refusal,
        List<RegistryProblem> problems,
        List<String> warnings,
        List<Changes.Row> changes,
        List<TouchedAgents.Row> agents,
        Preview.Choices preview) {}
