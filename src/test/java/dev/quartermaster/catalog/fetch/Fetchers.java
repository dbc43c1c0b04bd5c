package dev.quartermaster.catalog.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quartermaster.catalog.Catalogs;
import dev.quartermaster.catalog.fetch.RegionFetcher.Listing;
import io.smallrye.mutiny.Uni;
import java.time.Clock;

/** Fetchers without a container, and so without retries. */
public final class Fetchers {

    private Fetchers() {}

    public static CatalogFetcher over(BedrockControlPlane controlPlane, ControlPlaneConfig config, Clock clock)
            throws Exception {
        RegionFetcher unguarded = new RegionFetcher(controlPlane) {
            @Override
            Uni<RegionAnswer> fetch(Listing listing) {
                return super.fetch(listing).onFailure().recoverWithUni(failure -> unanswered(listing, failure));
            }
        };
        return new CatalogFetcher(controlPlane, unguarded, Catalogs.regions(), config, clock);
    }

    /** A control plane that gives every region the same answers. */
    public static BedrockControlPlane answering(Uni<Void> ready, Uni<JsonNode> models, Uni<JsonNode> profiles) {
        return new BedrockControlPlane() {
            @Override
            public Uni<Void> ready() {
                return ready;
            }

            @Override
            public Uni<JsonNode> foundationModels(String region) {
                return models;
            }

            @Override
            public Uni<JsonNode> inferenceProfiles(String region, String nextToken) {
                return profiles;
            }
        };
    }
}
