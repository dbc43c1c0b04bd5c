package dev.quartermaster.inference.validation;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.inference.validation.Finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The validation result of one model.
 *
 * @param name as it was asked for
 * @param key the model that name means; null when it means none
 * @param findings errors first
 */
public record Validation(String name, @Nullable ModelKey key, List<Finding> findings) {

    public Validation {
        findings = findings.stream()
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .toList();
    }

    /** Returns true if nothing is known that would make a call of the model fail. */
    public boolean valid() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
