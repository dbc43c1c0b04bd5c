package dev.quartermaster.api.providers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param nextCursor always null: the list is whole */
@JsonNaming(SnakeCaseStrategy.class)
record ProviderList(
        List<ProviderEntry> data, @Schema(nullable = true) String nextCursor) {}
