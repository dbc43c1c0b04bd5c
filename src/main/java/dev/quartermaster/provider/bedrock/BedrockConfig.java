package dev.quartermaster.provider.bedrock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What Bedrock is set to beyond what every provider is. */
@ConfigMapping(prefix = "quartermaster.providers.bedrock")
public interface BedrockConfig {

    /** The region whose endpoint is called, unless the base URL names one. */
    @WithDefault("${aws.region:${aws.default.region:us-east-1}}")
    String region();
}
