package dev.quartermaster.api.quality;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.BodyReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A caller's feedback on an answer. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record FeedbackBody(
        @NotNull(message = BodyReader.MISSING) @Size(min = 1, max = 256, message = "must have from {min} to {max} characters") String requestId,

        @NotNull(message = BodyReader.MISSING) @DecimalMin(value = "0", message = UP_TO_ONE) @DecimalMax(value = "1", message = UP_TO_ONE) Double score,

        @Size(max = 2000, message = "must not be longer than {max} characters") @Nullable String comment) {

    private static final String UP_TO_ONE = "must be a number from 0 to 1";
}
