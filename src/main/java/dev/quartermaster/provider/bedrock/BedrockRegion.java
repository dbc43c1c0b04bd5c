package dev.quartermaster.provider.bedrock;

import dev.quartermaster.aws.Region;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ProvidersConfig;
import jakarta.inject.Singleton;

/** The region that calls of Bedrock go to: the one its base URL names, else the configured one. */
@Singleton
public class BedrockRegion {

    private final Region region;

    BedrockRegion(BedrockConfig bedrock, ProvidersConfig providers) {
        String baseUrl =
                providers.providers().get(ProviderId.BEDROCK.value()).baseUrl().orElse(Endpoint.PUBLIC);
        region = Endpoint.of(baseUrl, new Region(bedrock.region())).region();
    }

    public String code() {
        return region.code();
    }
}
