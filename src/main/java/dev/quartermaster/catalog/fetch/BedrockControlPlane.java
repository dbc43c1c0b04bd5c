package dev.quartermaster.catalog.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** The two lists that Bedrock's control plane keeps in every region. Fails with {@link ControlPlaneFailure}. */
public interface BedrockControlPlane {

    /** Checks that a call is possible: fails if there are no credentials, without a call to any region. */
    Uni<Void> ready();

    /** ListFoundationModels, which has no pages. */
    Uni<JsonNode> foundationModels(String region);

    /**
     * One page of ListInferenceProfiles, only those that AWS defines.
     *
     * @param nextToken from the page before; null for the first
     */
    Uni<JsonNode> inferenceProfiles(String region, @Nullable String nextToken);
}
