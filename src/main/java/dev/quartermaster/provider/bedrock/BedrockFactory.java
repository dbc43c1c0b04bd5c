package dev.quartermaster.provider.bedrock;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.aws.CredentialsCache;
import dev.quartermaster.aws.Region;
import dev.quartermaster.aws.SigV4Signer;
import dev.quartermaster.catalog.BedrockRoutes;
import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.failure.FailureClassifier;
import dev.quartermaster.provider.http.ProviderHttpClient;
import dev.quartermaster.provider.translation.Json;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes Bedrock providers. */
@Singleton
class BedrockFactory implements ProviderFactory {

    /** The name requests are signed for; the hosts are called {@code bedrock-runtime} all the same. */
    private static final String SIGNING_NAME = "bedrock";

    private final Vertx vertx;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final CredentialsCache credentials;
    private final BedrockRoutes routes;
    private final CallPolicy policy;

    BedrockFactory(
            Vertx vertx,
            ObjectMapper mapper,
            Clock clock,
            CredentialsCache credentials,
            BedrockRoutes routes,
            CallPolicy policy) {
        this.vertx = vertx;
        this.mapper = mapper;
        this.clock = clock;
        this.credentials = credentials;
        this.routes = routes;
        this.policy = policy;
    }

    @Override
    public String type() {
        return ProviderId.BEDROCK.value();
    }

    /** A Bedrock API key is needed only without AWS credentials. */
    @Override
    public boolean needsKey() {
        return !credentials.available();
    }

    @Override
    public boolean hasOwnCredentials() {
        return credentials.available();
    }

    @Override
    public Optional<String> defaultBaseUrl() {
        return Optional.of(Endpoint.PUBLIC);
    }

    @Override
    public ChatProvider create(ProviderId id, ProviderSettings settings) {
        Json json = new Json(mapper);
        ProviderHttpClient client = new ProviderHttpClient(vertx, settings);
        Region first = new Region(policy.home());
        return new BedrockProvider(
                id,
                new BedrockCalls(settings.baseUrl(), first, credentials, new SigV4Signer(SIGNING_NAME, clock), client),
                client,
                routes,
                json,
                new ErrorReader(json, new FailureClassifier(settings.failures(), clock)));
    }
}
