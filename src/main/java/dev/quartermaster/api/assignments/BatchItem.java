package dev.quartermaster.api.assignments;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.domain.QuartermasterException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Either an assignment, or what is wrong with the request for it. */
@Schema(name = "AssignmentBatchItem")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchItem(
        @Nullable AssignmentAnswer assignment, @Nullable Mistake error) {

    static BatchItem of(QuartermasterException refused) {
        return new BatchItem(
                null, new Mistake(refused.code().wire(), refused.param().orElse(null), refused.getMessage()));
    }

    /** @param param the field that is wrong, as {@code assignments[3].task.priority} */
    @Schema(name = "AssignmentMistake")
    record Mistake(
            String code,
            @Schema(nullable = true) @Nullable String param,
            @Nullable String detail) {}
}
