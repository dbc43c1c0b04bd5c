package dev.quartermaster.inference.validation;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.inference.validation.Finding.Severity;
import java.util.List;

/**
 * What was found out about one model.
 *
 * @param name as it was asked for
 * @param key the model that name means; null when it means none
 * @param findings errors first
 */
public record Validation(String name, ModelKey key, List<Finding> findings) {

    public Validation {
        findings = findings.stream()
                .sorted((one, other) -> one.severity().compareTo(other.severity()))
                .toList();
    }

    /** Whether nothing is known that would make a call of it fail. */
    public boolean valid() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }
}
