package dev.quartermaster.credentials.secrets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** AWS Secrets Manager as a place of providers' keys. */
@ConfigMapping(prefix = "quartermaster.secrets.aws")
public interface SecretsConfig {

    /** Name or ARN of a secret that is a JSON object of variables, such as {@code OPENAI_API_KEY}; without it none is read. */
    Optional<String> secretId();

    /** Beginning of the names of secrets of which each is one variable: what follows it is the variable's name. */
    Optional<String> prefix();

    /** The region whose Secrets Manager is asked. */
    @WithDefault("${aws.region:${aws.default.region:us-east-1}}")
    String region();

    /** The address of Secrets Manager, where it is not the region's own. */
    Optional<String> baseUrl();

    /** Age at which secrets are read again. */
    @WithDefault("5m")
    Duration refresh();

    /** The longest wait for an answer, and of the start for the first one. */
    @WithDefault("3s")
    Duration timeout();

    /** Whether keys that are set through the API are written into the secret as well. */
    @WithDefault("false")
    boolean writeBack();
}
