package dev.quartermaster.api.failovers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quartermaster.api.BodyReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** The report of an agent that went on to another model by itself. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record FailoverBody(
        @Nullable String agentType,

        @Size(max = 256, message = SHORT) @Pattern(regexp = NOT_BLANK, message = SHORT) @Nullable String taskId,

        @NotNull(message = BodyReader.MISSING) String originalModel,
        @NotNull(message = BodyReader.MISSING) String alternativeModel,

        @NotNull(message = BodyReader.MISSING) @Size(max = 256, message = SHORT) @Pattern(regexp = NOT_BLANK, message = SHORT) String reason) {

    private static final String SHORT = "must have from 1 to 256 characters";
    private static final String NOT_BLANK = "(?s).*\\P{javaWhitespace}.*";
}
