package dev.quartermaster.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of Bedrock beyond those of every provider. */
@ConfigMapping(prefix = "quartermaster.providers.bedrock")
public interface BedrockConfig {

    /** Base URL of Bedrock. A host of AWS's own that names a region decides which region is called. */
    Optional<String> baseUrl();

    /**
     * The region whose endpoint is called first, unless the base URL names one; where it is not set, the first of {@code
     * regions}, else {@code us-east-1}.
     */
    @WithDefault("${aws.region:${aws.default.region:}}")
    Optional<String> region();

    /** The regions that may be called for models the first one does not offer. No other region is ever called. */
    Optional<List<String>> regions();

    /**
     * Permitted location of data for all callers: a geography ({@code eu}, {@code us} …), one region's id, or {@code
     * global}. Calls that could leave it are refused; unset permits any location.
     */
    Optional<String> residency();
}
