package dev.quartermaster.api.models;

import dev.quartermaster.inference.validation.Finding;
import dev.quartermaster.inference.validation.Validation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The validation result of one model.
 *
 * @param model as it was asked for
 * @param id {@code provider/id} of the model that means; null when it means none
 * @param valid whether nothing is known that would make a call of it fail
 * @param findings what speaks against it, errors first
 */
@Schema(name = "ValidationEntry")
record ValidationEntry(
        String model, @Schema(nullable = true) @Nullable String id, boolean valid, List<FindingEntry> findings) {

    /** @param severity {@code error} or {@code warning} */
    @Schema(name = "ValidationFinding")
    record FindingEntry(
            String severity, String code, @Nullable String message) {

        static FindingEntry of(Finding finding) {
            return new FindingEntry(finding.severity().wire(), finding.code().wire(), finding.message());
        }
    }

    static ValidationEntry of(Validation found) {
        return new ValidationEntry(
                found.name(),
                found.key() == null ? null : found.key().toString(),
                found.valid(),
                found.findings().stream().map(FindingEntry::of).toList());
    }
}
