package dev.quartermaster.catalog.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** The two lists that Bedrock's control plane keeps in every region. Fails with {@link ControlPlaneFailure}. */
public interface BedrockControlPlane {

    /** Why it cannot be asked at all, such as missing credentials; empty when it can. Never waits. */
    Optional<String> obstacle();

    /** ListFoundationModels, which has no pages. */
    Uni<JsonNode> foundationModels(String region);

    /**
     * One page of ListInferenceProfiles, only those that AWS defines.
     *
     * @param nextToken from the page before; null for the first
     */
    Uni<JsonNode> inferenceProfiles(String region, String nextToken);
}
